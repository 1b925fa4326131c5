"""Counts issued tokens that came back broken, so that a person is not left guessing unseen."""

import re
from collections.abc import Iterable

from gateway.pseudonyms.tokens import CODE_LENGTH

_RIGHT = 6
"""Characters of the code that must be right, in order; 30 bits do not come about by chance."""

_NOISE = re.compile(r"[^0-9A-Za-z]+")


class DamageCounter:
    """Finds the beginning of issued codes in text that was not restored.

    Whatever is no letter or digit is passed over (markup, spaces, line breaks), and the word before
    the code may have been translated or dropped. Text may arrive in pieces, by channel.
    """

    __slots__ = ("_by_channel", "_codes", "_tails", "count")

    def __init__(self, issued: Iterable[str]) -> None:
        self._codes = frozenset(token[-CODE_LENGTH:][:_RIGHT].lower() for token in issued)
        self._tails: dict[str, str] = {}
        self._by_channel: dict[str, int] = {}
        self.count = 0

    def add(self, channel: str, text: str) -> None:
        """The next text of a channel that went out as it came."""
        plain = self._tails.get(channel, "") + _NOISE.sub("", text).lower()
        places = range(len(plain) - _RIGHT + 1)
        found = sum(plain[at : at + _RIGHT] in self._codes for at in places)
        if found:
            self.count += found
            self._by_channel[channel] = self._by_channel.get(channel, 0) + found
        self._tails[channel] = plain[len(places) :]

    def restart(self, channel: str) -> None:
        """What the channel said so far is about to be said again."""
        self.count -= self._by_channel.pop(channel, 0)
        self._tails.pop(channel, None)

    def interrupt(self, channel: str) -> None:
        """A restored value stands here: what follows does not continue what came before."""
        self._tails.pop(channel, None)
