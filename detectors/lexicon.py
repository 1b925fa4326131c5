"""Find the terms of the lists in a text, in one pass, however many terms there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from operator import add

from detectors.gist import Gist
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
        self._more: dict[str, dict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
        self._endings: list[tuple[tuple[str, ...], str]] = []
        self._any_ending: tuple[str, ...] = ()
        for terms in lists:
            for strength, same in terms.by_strength():
                for term in same:
                    for form in mutated(term) if terms.language == "cy" else (term,):
                        self._add(form, terms.entity, strength)
            if terms.endings:
                self._endings.append((terms.endings, terms.entity))
            self._any_ending += terms.endings
        for longer in (same for others in self._more.values() for same in others.values()):
            longer.sort(key=lambda term: -len(term.words))
        self._alone = frozenset(_heads(self._one))
        self._pairs = frozenset(
            (head, after)
            for stem, others in self._more.items()
            for head in _stem_heads(stem)
            for other in others
            for after in _stem_heads(other)
        )
        self._parts = self._alone.union(
            head
            for others in self._more.values()
            for same in others.values()
            for term in same
            for word in term.words
            for head in _stem_heads(word)
        )
        self._any = frozenset(head for head, after in self._pairs if after == _ANY)

    def _add(self, term: str, entity: str, strength: Strength) -> None:
        written = _PART.findall(term)
        words = tuple(word.casefold() for word in written)
        capitals = tuple(len(word) > 1 and word.isupper() for word in written)
        if len(words) == 1:
            self._one[words[0]].append(_Term(words, entity, strength, capitals))
        elif words:
            words = tuple(map(_stem, words))
            self._more[words[0]][words[1]].append(_Term(words, entity, strength, capitals))

    def find(self, gist: Gist) -> Iterator[Place]:
        """The longest term of each entity at each word, left to right, none inside another."""
        return _Search(self, gist).places()

    def find_also_damaged(self, gist: Gist) -> Iterator[Place]:
        """As `find`, and the terms that a scanner misread or split, in no order."""
        search = _Search(self, gist)
        yield from search.places()
        yield from search.in_two_parts()
        text = gist.text
        for reading in filter(partial(self._tells_more, gist), map(Gist, mended(text))):
            for place in self.find(reading):
                if reading.text[place.start : place.end] != text[place.start : place.end]:
                    yield replace(place, damaged=True)

    def _tells_more(self, gist: Gist, reading: Gist) -> bool:
        """Whether a word that was mended may belong to a term, told by first letters."""
        words = zip(gist.words, reading.words, strict=True)
        new = (part for old, word in words if old != word for part in word.split("_"))
        return any(part[:_LONG] in self._parts or self.ending(part) for part in new)

    def divided(self, words: Sequence[str]) -> Iterator[tuple[int, _Term]]:
        """Terms of one word that two are together, less those that count in capitals only."""
        if self._one.keys().isdisjoint(map(add, words, words[1:])):
            return
        for at, (first, second) in enumerate(pairwise(words)):
            if (one := first + second) in self._one:
                yield from ((at, term) for term in self._one[one] if not any(term.capitals))

    def beginnings(self, words: Sequence[str]) -> Iterator[int]:
        """The numbers of the few words at which a term may begin, told by first letters."""
        alone, anything, pairs, endings = self._alone, self._any, self._pairs, self._any_ending
        heads = [word[:_LONG] for word in words]
        for at, pair in enumerate(zip(heads, [*heads[1:], ""], strict=False)):
            head = pair[0]
            if pair in pairs or head in alone or head in anything or words[at].endswith(endings):
                yield at

    def starting(self, word: str, following: str) -> Sequence[_Term]:
        """Terms that may start with a word, the longest first; `following` is the next word."""
        found: list[_Term] = []
        others = self._more.get(_stem(word))
        if others is not None:
            found += (*others.get(_stem(following), ()), *others.get(_ANY, ()))
        if word in self._one:
            found += self._one[word]
        if word.endswith("s") and (single := lemma(word)) != word:
            found += self._one.get(single, ())
        return found

    def ending(self, word: str) -> Sequence[str]:
        """The entities of a word no list has, but with an ending that says what it is."""
        if not word.endswith(self._any_ending):
            return ()
        return [e for ends, e in self._endings if word.endswith(ends) and word not in ends]


class _Search:
    """One pass over one text."""

    def __init__(self, lexicon: Lexicon, gist: Gist) -> None:
        self._lexicon = lexicon
        self._text = text = gist.text
        if "_" in text or not text.isascii():
            self._spans = [match.span() for match in _WORD.finditer(text)]
            self._words = [text[start:end].casefold() for start, end in self._spans]
        else:
            self._spans, self._words = gist.spans, gist.words
        self._passed: dict[str, int] = {}  # entity -> where its last term ended

    def places(self) -> Iterator[Place]:
        for at in self._lexicon.beginnings(self._words):
            yield from self._at(at)

    def _at(self, at: int) -> Iterator[Place]:
        word = self._words[at]
        start, end = self._spans[at]
        following = self._words[at + 1] if at + 1 < len(self._words) else ""
        for term in self._lexicon.starting(word, following):
            if start >= self._passed.get(term.entity, 0) and self._fits(term, at):
                last = self._spans[at + len(term.words) - 1][1]
                yield from self._place(start, last, term.entity, term.strength)
        for entity in self._lexicon.ending(word):
            if start >= self._passed.get(entity, 0):
                yield from self._place(start, end, entity, Strength.STRONG)

    def in_two_parts(self) -> Iterator[Place]:
        """Terms of one word with a blank in it, where one part is no word by itself."""
        for at, term in self._lexicon.divided(self._words):
            (start, left), (right, end) = self._spans[at : at + 2]
            parts = self._text[start:left], self._text[right:end]
            if self._text[left:right] == " " and is_split(*parts):
                yield Place(start, end, term.entity, term.strength, damaged=True)

    def _place(self, start: int, end: int, entity: str, strength: Strength) -> Iterator[Place]:
        self._passed[entity] = end
        if strength is not Strength.BLOCKED:
            yield Place(start, end, entity, strength)

    def _fits(self, term: _Term, at: int) -> bool:
        last = at + len(term.words) - 1
        if last >= len(self._spans):
            return False
        if last > at and not all(
            self._follows(term.words[n - at], n) for n in range(at + 1, last + 1)
        ):
            return False
        return True not in term.capitals or self._in_capitals(term, at)

    def _in_capitals(self, term: _Term, at: int) -> bool:
        wanted = (at + n for n, capitals in enumerate(term.capitals) if capitals)
        return all(self._text[slice(*self._spans[n])].isupper() for n in wanted)

    def _follows(self, word: str, at: int) -> bool:
        if word not in (_ANY, _stem(self._words[at])):
            return False
        between = self._text[self._spans[at - 1][1] : self._spans[at][0]]
        return len(between) <= _GAP and not _BREAK.search(between)


def _heads(words: Iterable[str]) -> Iterator[str]:
    """The first letters of these words and of all words that have one of them as their lemma."""
    for word in words:
        yield from (form[:_LONG] for form in (word, f"{word}s", f"{word}es", f"{word[:-1]}ies"))


def _stem_heads(stem: str) -> set[str]:
    """The first letters of all words with this stem: endings go only from behind them, but for
    the s of a short word.
    """
    return {stem[:_LONG], f"{stem}s"[:_LONG]}


def _stem(word: str) -> str:
    """What "share", "shares", "shared" and "sharing" have in common."""
    if len(word) < _LONG:
        return word
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) >= _LONG + len(ending):
            return word.removesuffix(ending)
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _LONG else word
