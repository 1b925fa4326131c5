"""Finds the words of known people in one text, alone or side by side."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from detectors.overlap import merge
from gateway.people.context import alone
from gateway.people.known import Known, Part
from gateway.people.ordinary import is_ordinary
from gateway.people.titles import REACH, title_before
from gateway.people.words import WORD, bare, fold
from gateway.types import Hit

_JOIN = re.compile(r"[ \t\u00a0]{1,2}|[-\u2010\u2011]")
_AFTER_INITIAL = re.compile(r"\.?[ \t\u00a0]{0,2}")
_REVERSED = re.compile(r",[ \t]?")
_LEADS = re.compile(r"(?:[A-Z]\.?[ \t]?){1,3}[A-Z][a-z]")  # "Fletcher, J Okafor": two people
_ARTICLE = re.compile(r"[AI](?=[ \t][a-z])")
_SHORTEST_PLURAL = 4
_BESIDE = 3  # words on either side that may be initials or misspelt parts


@dataclass(slots=True)
class Word:
    """A word of the text; `name` is the known word that it is, or is taken for."""

    start: int
    end: int
    folded: str = field(repr=False)
    name: str = field(default="", repr=False)
    part: Part | None = None
    since: int | None = None  # None: not taken for anybody
    joined: bool = False  # to the word before it


class Reading:
    """One text against everybody's names. Costs the length of the text."""

    def __init__(self, index: int, text: str, known: Known, covered: Sequence[Hit]) -> None:
        self._index = index
        self._text = text
        self._known = known
        self._spans = [(f.start, f.end) for f in merge(hit.finding for hit in covered)]
        self._words = self._worth_reading()

    def mentions(self) -> Iterator[tuple[int, int, Part, int]]:
        """Start, end, what it went by, and the segment that gave it away."""
        self._recognise()
        self._join()
        for run in self._runs():
            yield from self._pieces(run)

    def touches(self, start: int, end: int) -> bool:
        """Whether a finding of the scanner stands here."""
        at = bisect_right(self._spans, (end, -1)) - 1
        return at >= 0 and start < self._spans[at][1]

    def _worth_reading(self) -> list[Word]:
        """The words that may be somebody's, and their neighbours: most of a text is neither."""
        matches = [*WORD.finditer(self._text)]
        names = self._known.words
        near: set[int] = set()
        for at, name in enumerate(_folded(self._text, matches)):
            if name in names or (name.endswith("s") and name[:-1] in names):
                near.update(range(max(0, at - _BESIDE), min(len(matches), at + _BESIDE + 1)))
        return [word for at in sorted(near) if (word := _word(self._text, matches[at]))]

    def _recognise(self) -> None:
        """The words that are somebody's, and of these the ones that need no neighbour."""
        for word in self._words:
            word.name = word.folded if word.folded in self._known.words else self._plural(word)
            word.part = self._known.words.get(word.name)
            if word.part and self._alone(word, word.part):
                word.since = word.part.source

    def _plural(self, word: Word) -> str:
        """ "the Patels", "jaydens": a name and an s, unless that is a word of its own."""
        name = word.folded.removesuffix("s")
        if name == word.folded or len(name) < _SHORTEST_PLURAL or is_ordinary(name):
            return ""
        return name if name in self._known.words else ""

    def _alone(self, word: Word, part: Part) -> bool:
        before = self._text[max(0, word.start - REACH) : word.start]
        return alone(
            self._text,
            word.start,
            word.end,
            titled=bool(title_before(before)),
            short=part.short,
        )

    def _join(self) -> None:
        """Words side by side that are parts of one name vouch for each other."""
        # A name's own words first: initials and misspellings lean on them.
        self._vouch_all()
        for order in (range(1, len(self._words)), range(len(self._words) - 1, 0, -1)):
            for at in order:
                left, right = self._words[at - 1 : at + 1]
                if left.name and not right.name:
                    self._take_in(left, right, left, right)
                elif right.name and not left.name:
                    self._take_in(right, left, left, right)
        self._vouch_all()  # Joan and M, now that M is known to be Fletcher's

    def _vouch_all(self) -> None:
        for at in range(1, len(self._words)):
            left, right = self._words[at - 1 : at + 1]
            if left.part and right.part and not self._listed(at):
                self._vouch(left, right, max(left.part.source, right.part.source))

    def _listed(self, at: int) -> bool:
        """Whether a comma ends a name before this word: "Sarah Elphick, Sarah Dunmore"."""
        if not _REVERSED.fullmatch(self._text, self._words[at - 1].end, self._words[at].start):
            return False
        first = at - 1
        while first and self._words[first].joined:
            first -= 1
        return any(word.name not in self._known.surnames for word in self._words[first:at])

    def _vouch(self, left: Word, right: Word, since: int) -> None:
        gap = self._text[left.end : right.start]
        if not self._one_name(left, right, gap):
            return
        right.joined = True
        for word in (left, right):
            word.since = since if word.since is None else word.since

    def _one_name(self, left: Word, right: Word, gap: str) -> bool:
        if left.name == right.name or not self._known.together(left.name, right.name):
            return False
        lower = not (self._capital(left) and self._capital(right))
        if lower and is_ordinary(left.name) and is_ordinary(right.name):
            return False
        if _JOIN.fullmatch(gap):
            return True
        surname = left.folded == left.name and left.name in self._known.surnames
        return surname and bool(_REVERSED.fullmatch(gap))

    def _take_in(self, known: Word, other: Word, left: Word, right: Word) -> None:
        """An initial or a misspelt part beside a known one."""
        gap = self._text[left.end : right.start]
        part = self._initial(known, other, gap, before=other is left)
        if part:
            other.name = known.name  # further initials lean on the same surname
        elif _JOIN.fullmatch(gap) or (_REVERSED.fullmatch(gap) and other is right):
            other.name = self._known.near(other.folded)
            part = self._known.words.get(other.name)
            if part and not self._known.together(known.name, other.name):
                other.name, part = "", None
        if part and known.part:
            other.part = part
            right.joined = True
            other.since = max(part.source, known.part.source)
            known.since = other.since if known.since is None else known.since

    def _initial(self, known: Word, other: Word, gap: str, *, before: bool) -> Part | None:
        if other.end - other.start != 1 or not self._capital(other):
            return None
        stop = _AFTER_INITIAL if before else _JOIN
        listed = _REVERSED.fullmatch(gap) and _LEADS.match(self._text, other.start)
        behind = not before and _REVERSED.fullmatch(gap) and not listed
        if not behind and not stop.fullmatch(gap):
            return None
        if not before and _ARTICLE.match(self._text, other.start):
            return None  # "Fletcher, A new tenant"
        return self._known.initials.get((other.folded, known.name))

    def _capital(self, word: Word) -> bool:
        return self._text[word.start].isupper()

    def _runs(self) -> Iterator[list[Word]]:
        run: list[Word] = []
        for word in self._words:
            if word.since is None or not (word.joined and run):
                if run:
                    yield run
                run = []
            if word.since is not None:
                run.append(word)
        if run:
            yield run

    def _pieces(self, run: Sequence[Word]) -> Iterator[tuple[int, int, Part, int]]:
        """The parts of a run by when they were known.

        What was known only later leaves alone what the scanner found by itself: that has its token.
        """
        for late, group in groupby(run, lambda word: max(self._index, word.since or 0)):
            words = [*group]
            covered = [self.touches(word.start, word.end) for word in words]
            if late == self._index:
                if not all(covered):
                    yield _mention(words)
                continue
            marked = zip(words, covered, strict=True)
            for done, rest in groupby(marked, lambda pair: pair[1]):
                if not done:
                    yield _mention([word for word, _ in rest])


def _mention(words: Sequence[Word]) -> tuple[int, int, Part, int]:
    parts = [word.part for word in words if word.part]
    part = next((part for part in parts if not part.short), parts[0])
    return words[0].start, words[-1].end, part, max(word.since or 0 for word in words)


def _folded(text: str, matches: Iterable[re.Match[str]]) -> Iterator[str]:
    """The words as names are compared, all at once where folding keeps every length."""
    if text.isascii():
        lower = text.lower()
        return (bare(lower[match.start() : match.end()]) for match in matches)
    return (bare(fold(match[0])) for match in matches)


def _word(text: str, match: re.Match[str]) -> Word | None:
    """The word without a possessive; None for letters that go on in digits."""
    start, end = match.span()
    if text[start - 1 : start].isdigit() or text[end : end + 1].isdigit():
        return None
    whole = fold(match[0])
    folded = bare(whole)
    return Word(start, end - 2 if whole.endswith("'s") else end, folded)
