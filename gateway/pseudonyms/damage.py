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

    __slots__ = ("_codes", "_tails", "count")

    def __init__(self, issued: Iterable[str]) -> None:
        self._codes = frozenset(token[-CODE_LENGTH:][:_RIGHT].lower() for token in issued)
        self._tails: dict[str, str] = {}
        self.count = 0

    def add(self, channel: str, text: str) -> None:
        """The next text of a channel that went out as it came."""
        plain = self._tails.get(channel, "") + _NOISE.sub("", text).lower()
        places = range(len(plain) - _RIGHT + 1)
        self.count += sum(plain[at : at + _RIGHT] in self._codes for at in places)
        self._tails[channel] = plain[len(places) :]

    def interrupt(self, channel: str) -> None:
        """A restored value stands here: what follows does not continue what came before."""
        self._tails.pop(channel, None)
