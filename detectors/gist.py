"""What is found out about a text once for all rules, so that most of them need not read it."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from weakref import WeakKeyDictionary

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.gates import Gate, small

_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile("['\u2019][sS\u017f] ")
_KEPT: "WeakKeyDictionary[NlpArtifacts, Gist]" = WeakKeyDictionary()


class Gist:
    """One text. Keeps no more than the text itself, and as long as somebody keeps the gist."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = small(text)
        self._asked: dict[Gate, bool] = {}

    def __repr__(self) -> str:
        return "Gist()"  # never the text

    def has_any(self, words: Iterable[str]) -> bool:
        """Whether one of these, in lower case, stands in the text in any case."""
        lower = self.lower
        return any(word in lower for word in words)

    def has(self, pattern: Gate) -> bool:
        """Whether the pattern is found; rules that ask the same thing share the answer."""
        known = self._asked.get(pattern)
        if known is None:
            known = self._asked[pattern] = bool(pattern.search(self.text))
        return known

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
    def numbers(self) -> list[int]:
        """Where words begin that begin with a digit."""
        text = self.text
        return [start for start, _ in self.spans if text[start].isdecimal()]

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

    def holds(self, words: frozenset[str]) -> bool:
        """Whether one of these words, in lower case, is a whole word of the text."""
        return not words.isdisjoint(self.known)

    def starts(self, words: frozenset[str], *others: Collection[int]) -> list[int]:
        """Where these words begin, and the other places, in order."""
        places = self.places
        found = {start for word in words & self.known for start in places[word]}
        return sorted(found.union(*others)) if others else sorted(found)

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
