"""What a conversation's named people are called, word by word, and where each word became known."""

from collections import defaultdict
from dataclasses import dataclass, field

from detectors.types import Finding
from gateway.people.names import Name
from gateway.people.short_forms import short_forms
from gateway.people.variants import initials_of, slips
from gateway.people.words import one_slip

_SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A word that belongs to somebody: the segment that named them, and the finding there.

    `short`: a short form of the forename or initials, which that segment does not hold itself.
    """

    source: int
    finding: Finding
    short: bool = False


@dataclass(slots=True)
class Known:
    """Everybody's words, each from the first segment that gives it away."""

    words: dict[str, Part] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)
    initials: dict[tuple[str, str], Part] = field(default_factory=dict)
    signs: dict[str, Part] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _bearers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _slips: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, name: Name, source: int, finding: Finding) -> None:
        """Take in a name found in a segment; names come in the order of their segments."""
        if name.key in self._names:
            return
        number = len(self._names)
        self._names.add(name.key)
        given = [word for token in name.given for word in token.split("-")]
        short = [form for word in given for form in short_forms(word)]
        written, other = (Part(source=source, finding=finding, short=s) for s in (False, True))
        for word in (*given, *name.family):
            self._add(word, written, number)
        for word in short:
            self._add(word, other, number)
        self.surnames.update(name.family)
        if given and name.family:
            self._abbreviate(name, given, other)

    def together(self, one: str, other: str) -> bool:
        """Whether two known words are parts of one person's name."""
        return not self._bearers[one].isdisjoint(self._bearers[other])

    def near(self, word: str) -> str:
        """The known word that a word is one slip away from, or ""."""
        candidates = (known for key in slips(word) for known in self._slips.get(key, ()))
        return next((known for known in candidates if one_slip(word, known)), "")

    def _add(self, word: str, part: Part, bearer: int) -> None:
        if len(word) < _SHORTEST:
            return
        self._bearers[word].add(bearer)
        if word in self.words:
            return
        self.words[word] = part
        if not part.short:
            for key in slips(word):
                self._slips[key].append(word)

    def _abbreviate(self, name: Name, given: list[str], part: Part) -> None:
        for word in name.family:
            for letter in {token[0] for token in given}:
                self.initials.setdefault((letter, word), part)
        for word in name.family[:1]:  # "Joan F."
            self.initials.setdefault((word[0], given[0]), part)
        for form in initials_of(name):
            self.signs.setdefault(form, part)
