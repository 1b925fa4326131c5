"""Find the terms of the lists in a text, in one pass, however many terms there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detectors.lemmas import lemma
from detectors.terms import TermList

_WORD = re.compile(r"[^\W_]+")
_GAP = 3  # characters between the words of one term: "self - harm", not across a sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: code-point offsets, end exclusive."""

    start: int
    end: int
    entity: str
    strong: bool


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    entity: str
    strong: bool
    capitals: bool  # MS, COPD: counts only in capitals


class Lexicon:
    """Terms by their first word; a text costs its words, not words times terms."""

    def __init__(self, lists: Iterable[TermList]) -> None:
        self._terms: dict[str, list[_Term]] = defaultdict(list)
        for one in lists:
            for terms, strong in ((one.strong, True), (one.weak, False)):
                for term in terms:
                    self._add(term, one.entity, strong=strong)
        for same in self._terms.values():
            same.sort(key=lambda term: (-len(term.words), not term.strong))

    def _add(self, term: str, entity: str, *, strong: bool) -> None:
        words = tuple(_WORD.findall(term.casefold()))
        capitals = term.isupper()
        self._terms[words[0]].append(_Term(words, entity, strong, capitals))

    def find(self, text: str) -> Iterator[Place]:
        """The longest term of each entity at each word, left to right."""
        words = list(_WORD.finditer(text))
        for at, match in enumerate(words):
            seen: set[str] = set()
            for term in self._starting(match[0].casefold()):
                last = at + len(term.words) - 1
                if term.entity not in seen and self._fits(text, term, words, at):
                    seen.add(term.entity)
                    yield Place(match.start(), words[last].end(), term.entity, term.strong)

    def _starting(self, plain: str) -> Sequence[_Term]:
        """Nearly every word starts nothing: two look-ups at most are all it costs."""
        terms: Sequence[_Term] = self._terms.get(plain, ())
        if plain.endswith("s") and (singular := lemma(plain)) != plain:
            return (*terms, *self._terms.get(singular, ()))
        return terms

    @staticmethod
    def _fits(text: str, term: _Term, words: Sequence[re.Match[str]], at: int) -> bool:
        last = at + len(term.words) - 1
        if last >= len(words):
            return False
        if term.capitals and not text[words[at].start() : words[last].end()].isupper():
            return False
        inner = range(at + 1, last + 1)
        return all(
            term.words[n - at] in _forms(words[n][0])
            and words[n].start() - words[n - 1].end() <= _GAP
            and "\n" not in text[words[n - 1].end() : words[n].start()]
            for n in inner
        )


def _forms(word: str) -> tuple[str, ...]:
    """The word and, where it differs, its singular."""
    plain = word.casefold()
    singular = lemma(plain)
    return (plain,) if singular == plain else (plain, singular)
