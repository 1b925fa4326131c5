"""Find the terms of the lists in a text, in one pass, however many terms there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detectors.lemmas import lemma
from detectors.mended import is_split, mended
from detectors.terms import Strength, TermList
from detectors.welsh.mutations import mutated

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"\*|[^\W_]+")
_GAP = 3  # characters between the words of one term: "self - harm", not across a sentence
_BREAK = re.compile(r"\n|[.!?;|] ")
_ANY = "*"
_LONG = 4  # letters that stay of a word when its ending goes: "rated" is "rat" otherwise


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: code-point offsets, end exclusive."""

    start: int
    end: int
    entity: str
    strength: Strength
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    entity: str
    strength: Strength
    capitals: tuple[bool, ...]  # MS, SWU: these words count only in capitals


class Lexicon:
    """Terms by their first two words; a text costs its words, not words times terms."""

    def __init__(self, lists: Iterable[TermList]) -> None:
        self._one: dict[str, list[_Term]] = defaultdict(list)
        self._more: dict[tuple[str, str], list[_Term]] = defaultdict(list)
        self._endings: list[tuple[tuple[str, ...], str]] = []
        for terms in lists:
            for strength, same in terms.by_strength():
                for term in same:
                    for form in mutated(term) if terms.language == "cy" else (term,):
                        self._add(form, terms.entity, strength)
            if terms.endings:
                self._endings.append((terms.endings, terms.entity))
        for longer in self._more.values():
            longer.sort(key=lambda term: -len(term.words))

    def _add(self, term: str, entity: str, strength: Strength) -> None:
        written = _PART.findall(term)
        words = tuple(word.casefold() for word in written)
        capitals = tuple(len(word) > 1 and word.isupper() for word in written)
        if len(words) == 1:
            self._one[words[0]].append(_Term(words, entity, strength, capitals))
        elif words:
            words = tuple(map(_stem, words))
            self._more[words[0], words[1]].append(_Term(words, entity, strength, capitals))

    def find(self, text: str) -> Iterator[Place]:
        """The longest term of each entity at each word, left to right, none inside another."""
        return _Search(self, text).places()

    def find_also_damaged(self, text: str) -> Iterator[Place]:
        """As `find`, and the terms that a scanner misread or split, in no order."""
        search = _Search(self, text)
        yield from search.places()
        yield from search.in_two_parts()
        for reading in mended(text):
            for place in self.find(reading):
                if reading[place.start : place.end] != text[place.start : place.end]:
                    yield replace(place, damaged=True)

    def whole(self, word: str) -> Sequence[_Term]:
        """Terms of that one word, less those that count in capitals only."""
        found = self._one.get(word)
        return [term for term in found if not any(term.capitals)] if found else ()

    def starting(self, word: str, stem: str, following: str) -> Iterator[_Term]:
        """Terms that may start with a word, the longest first; `following` is the next's stem."""
        yield from self._more.get((stem, following), ())
        yield from self._more.get((stem, _ANY), ())
        yield from self._one.get(word, ())
        if word.endswith("s"):
            yield from self._one.get(lemma(word), ()) if lemma(word) != word else ()

    def ending(self, word: str) -> Iterator[str]:
        """The entities of a word no list has, but with an ending that says what it is."""
        for endings, entity in self._endings:
            if word.endswith(endings) and word not in endings:
                yield entity


class _Search:
    """One pass over one text."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self._lexicon = lexicon
        self._text = text
        self._spans = [match.span() for match in _WORD.finditer(text)]
        self._words = [text[start:end].casefold() for start, end in self._spans]
        self._stems = list(map(_stem, self._words))
        self._passed: dict[str, int] = {}  # entity -> where its last term ended

    def places(self) -> Iterator[Place]:
        stems = zip(self._stems, [*self._stems[1:], ""], strict=False)
        for at, (word, (stem, following)) in enumerate(zip(self._words, stems, strict=True)):
            start, end = self._spans[at]
            for term in self._lexicon.starting(word, stem, following):
                if start >= self._passed.get(term.entity, 0) and self._fits(term, at):
                    last = self._spans[at + len(term.words) - 1][1]
                    yield from self._place(start, last, term.entity, term.strength)
            for entity in self._lexicon.ending(word):
                if start >= self._passed.get(entity, 0):
                    yield from self._place(start, end, entity, Strength.STRONG)

    def in_two_parts(self) -> Iterator[Place]:
        """Terms of one word with a blank in it, where one part is no word by itself."""
        for at, (first, second) in enumerate(pairwise(self._words)):
            for term in self._lexicon.whole(first + second):
                start, end = self._spans[at][0], self._spans[at + 1][1]
                parts = self._text[start:end].split(" ")
                if list(map(len, parts)) == [len(first), len(second)] and is_split(*parts):
                    yield Place(start, end, term.entity, term.strength, damaged=True)

    def _place(self, start: int, end: int, entity: str, strength: Strength) -> Iterator[Place]:
        self._passed[entity] = end
        if strength is not Strength.BLOCKED:
            yield Place(start, end, entity, strength)

    def _fits(self, term: _Term, at: int) -> bool:
        last = at + len(term.words) - 1
        if last >= len(self._spans) or not self._in_capitals(term, at):
            return False
        return all(self._follows(term.words[n - at], n) for n in range(at + 1, last + 1))

    def _in_capitals(self, term: _Term, at: int) -> bool:
        wanted = (at + n for n, capitals in enumerate(term.capitals) if capitals)
        return all(self._text[slice(*self._spans[n])].isupper() for n in wanted)

    def _follows(self, word: str, at: int) -> bool:
        if word not in (_ANY, self._stems[at]):
            return False
        between = self._text[self._spans[at - 1][1] : self._spans[at][0]]
        return len(between) <= _GAP and not _BREAK.search(between)


def _stem(word: str) -> str:
    """What "share", "shares", "shared" and "sharing" have in common."""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) >= _LONG + len(ending):
            return word.removesuffix(ending)
    if word.endswith("s") and len(word) >= _LONG and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _LONG else word
