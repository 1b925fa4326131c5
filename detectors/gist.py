"""What is found out about a text once for all rules, so that most of them need not read it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.gates import Gate, small

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_POSSESSIVE = re.compile("['\u2019][sS\u017f] ")
Answer = TypeVar("Answer")
_KEPT: "WeakKeyDictionary[NlpArtifacts, Gist]" = WeakKeyDictionary()


class Gist:
    """One text. Keeps no more than the text itself, and as long as somebody keeps the gist."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = small(text)
        self._asked: dict[Gate, bool] = {}
        self._answers: dict[Callable[[Gist], Any], Any] = {}

    def __repr__(self) -> str:
        return "Gist()"  # never the text

    def has_any(self, words: Iterable[str]) -> bool:
        """Whether one of these, in lower case, stands in the text in any case."""
        lower = self.lower
        for word in words:  # noqa: SIM110 - a generator takes twice as long
            if word in lower:
                return True
        return False

    def has(self, gate: Gate) -> bool:
        """Whether the gate opens; rules that ask the same thing share the answer."""
        known = self._asked.get(gate)
        if known is None:
            if isinstance(gate, re.Pattern):
                known = gate.search(self.text) is not None
            else:
                known = gate.admits(self)
            self._asked[gate] = known
        return known

    @cached_property
    def runs(self) -> list[str]:
        """The text's pieces between blanks."""
        return self.text.split()

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands: letters, digits and underscores in a row, as `\\b` has it."""
        return [match.span() for match in _WORD.finditer(self.lower)]

    @cached_property
    def words(self) -> list[str]:
        """The words in small letters, in order."""
        return _WORD.findall(self.lower)

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """Where each word begins, every time it stands in the text."""
        found: dict[str, list[int]] = {}
        for word, (start, _) in zip(self.words, self.spans, strict=True):
            if word in found:
                found[word].append(start)
            else:
                found[word] = [start]
        return found

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def digits(self) -> list[int]:
        """Where digits begin that have none before them."""
        return [match.start() for match in _DIGITS.finditer(self.text)]

    @cached_property
    def numbers(self) -> list[int]:
        """Where words begin that begin with a digit."""
        text = self.text
        return [at for at in self.digits if not at or not _WORD.match(text, at - 1, at)]

    @cached_property
    def capitals(self) -> list[int]:
        """Where words begin that begin with a capital."""
        text = self.text
        return [start for start, _ in self.spans if text[start].isupper()]

    @cached_property
    def possessives(self) -> list[int]:
        """Where words begin that end in an apostrophe and an s, before a blank."""
        ends = [match.start() for match in _POSSESSIVE.finditer(self.text)]
        at = ((bisect_left(self.spans, end, key=lambda span: span[1]), end) for end in ends)
        held = ((self.spans[n], end) for n, end in at if n < len(self.spans))
        return [start for (start, stop), end in held if stop == end]

    def once(self, ask: Callable[["Gist"], Answer]) -> Answer:
        """What this function says of the text; rules that ask the same thing share the answer."""
        if ask not in self._answers:
            self._answers[ask] = ask(self)
        answer: Answer = self._answers[ask]
        return answer

    def holds(self, words: frozenset[str]) -> bool:
        """Whether one of these words, in lower case, is a whole word of the text."""
        return not words.isdisjoint(self.known)

    def starts(self, words: frozenset[str], *others: Collection[int]) -> list[int]:
        """Where these words begin, and the other places, in order."""
        places = self.places
        found = {start for word in words & self.known for start in places[word]}
        return sorted(found.union(*others)) if others else sorted(found)

    def beginning(self, heads: frozenset[str]) -> set[int]:
        """Where words stand that begin with one of these two or three letters, or are one."""
        places = self.places
        found = (word for word in self.known if word[:3] in heads or word[:2] in heads)
        return {start for word in found for start in places[word]}

    def matches(self, pattern: re.Pattern[str], starts: Iterable[int]) -> Iterator[re.Match[str]]:
        """As `pattern.finditer(text)`, where it could begin at none but these places in order.

        To try a pattern at every place of a text takes ten times as long.
        """
        text, end = self.text, 0
        for start in starts:
            if start >= end and (match := pattern.match(text, start)):
                yield match
                end = match.end()


def gist_of(text: str, artifacts: NlpArtifacts) -> Gist:
    """The one gist of a text, which is told by its artifacts: all its rules share it."""
    known = _KEPT.get(artifacts)
    if known is None:
        known = _KEPT[artifacts] = Gist(text)
    return known
