"""Which mentions in a conversation are one person; who is not sure to be the same stays apart.

Mentions are met in order, and nothing met later changes what was said of an earlier one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from gateway.people.aliases import changed_name, same_person
from gateway.people.names import Name, read
from gateway.people.short_forms import short_forms
from gateway.people.titles import Gender, gender_of, title_before
from gateway.people.variants import (
    INITIALS,
    SHORTEST_SLIP,
    SLIP,
    TITLED,
    beginnings,
    slips,
    variants,
)
from gateway.people.words import one_slip

_MOST = 8  # candidates looked at; more of one name cannot be told apart anyway
_LONGEST_INITIALS = 4


@dataclass(slots=True, kw_only=True, eq=False)
class Person:
    """Somebody met. `anchor` is what the tokens of all forms hang on; it never changes."""

    anchor: str = field(repr=False)
    gender: Gender
    words: frozenset[str] = field(repr=False)
    complete: bool  # forename and surname are known
    into: "Person | None" = None  # turned out to be somebody met before
    anchors: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def known(self) -> "Person":
        """Who this is, as far as is known now."""
        person = self
        while person.into is not None:
            person = person.into
        return person


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name as it stands: the text before it (for a title), itself, and what leads to it.

    `previous` is who was mentioned before in the same text, `between` the text since then.
    """

    before: str = field(repr=False)
    text: str = field(repr=False)
    previous: Person | None = None
    between: str = field(default="", repr=False)


class Identities:
    """The people of one conversation. Meeting a mention costs the same however many there are."""

    __slots__ = ("_lone", "_surenesses")

    def __init__(self) -> None:
        self._surenesses: dict[str, dict[Person, int]] = defaultdict(dict)
        self._lone: dict[str, list[Person]] = defaultdict(list)

    def meet(self, mention: Mention) -> tuple[str, Person | None]:
        """The anchor of a mention's tokens, and who it is; None where it could be several."""
        name = read(mention.text, title_before(mention.before))
        if not name.key:
            return mention.text, None
        found = self._candidates(name, mention.text)
        if len(found) > 1:
            return self._unclear(name), None
        person = found[0] if found else self._told(name, mention) or self._completed(name)
        if person is None:
            person = self._new(name)
        self._learn(person, name)
        key = _form(name)
        return person.anchors.setdefault(key, person.anchor), person

    def _candidates(self, name: Name, text: str) -> list[Person]:
        """Everybody the form fits best; nobody when it fits none."""
        for key in _lookups(name, text):
            found = _surest(name, self._surenesses.get(key, {}))
            if key.startswith(SLIP):
                found = [person for person in found if _slipped(name, person)]
            if found:
                return found
        return []

    def _told(self, name: Name, mention: Mention) -> Person | None:
        """The one mentioned just before, where the text calls this another name of theirs."""
        previous = mention.previous.known if mention.previous else None
        if previous is None or not _compatible(previous.gender, name.gender):
            return None
        if same_person(mention.between):
            return previous
        shares = not name.single and bool(set(name.key.split()) & previous.words)
        return previous if shares and changed_name(mention.between) else None

    def _completed(self, name: Name) -> Person | None:
        """Who was known by one part only ("Mrs Fletcher", "Joan") and has both now."""
        found: dict[Person, None] = {}
        for key in _lone_keys(name):
            waiting = [p.known for p in self._lone.get(key, ()) if not p.known.complete]
            fitting = [p for p in waiting if _compatible(p.gender, name.gender)]
            if len(fitting) == 1:
                found[fitting[0]] = None
        if not found or not _agree(found):
            return None
        first, *others = found
        for other in others:
            other.into = first
            first.anchors = {**other.anchors, **first.anchors}
        return first

    def _new(self, name: Name) -> Person:
        person = Person(
            anchor=f"{gender_of(name.title)}:{name.key}",
            gender=name.gender,
            words=frozenset(name.key.split()),
            complete=False,
        )
        if _half(name):
            self._lone[name.key].append(person)
        return person

    def _learn(self, person: Person, name: Name) -> None:
        """What this form adds: other forms to know them by, a gender, the missing half."""
        person.gender = gender_of(name.title) or person.gender or name.gender
        if _form(name) in person.anchors:
            return
        person.complete = person.complete or not _half(name)
        person.words |= frozenset(name.key.split())
        for key, sure in variants(name):
            known = self._surenesses[key]
            known[person] = min(sure, known.get(person, sure))

    @staticmethod
    def _unclear(name: Name) -> str:
        """An anchor of the form's own: it could be one person's or another's."""
        return f"?{name.gender}:{name.key}"


def _surest(name: Name, known: Mapping[Person, int]) -> list[Person]:
    """Those whom a key fits best and the name's gender does not rule out."""
    if len(known) > _MOST:
        return [*islice(known, 2)]
    fitting: dict[Person, int] = {}
    for person, sure in known.items():
        if _compatible(person.known.gender, name.gender):
            fitting[person.known] = min(sure, fitting.get(person.known, sure))
    best = min(fitting.values(), default=0)
    return [person for person, sure in fitting.items() if sure == best]


def _half(name: Name) -> bool:
    return name.single or name.abbreviated


def _form(name: Name) -> str:
    return f"{TITLED if name.title and name.single else ''}{name.key}"


def _lookups(name: Name, text: str) -> Iterator[str]:
    """The keys a form may be known under, surest first."""
    titled = bool(name.family) and not name.given
    if titled:
        yield TITLED + name.key
    yield name.key
    if _may_be_initials(text, titled=titled):
        letters = name.key.replace(" ", "")
        yield INITIALS + (TITLED if titled else "") + letters
        yield INITIALS + letters
    if not name.single:
        yield " ".join((name.given[0], name.surname)).replace("-", " ")
    yield from (SLIP + key for key in _near(name))


def _near(name: Name) -> Iterator[str]:
    if name.single:
        yield from slips(name.key)
        return
    for surname in slips(name.surname):
        yield f"{name.given[0]} {surname}"
    for given in slips(name.given[0]):
        yield f"{given} {name.surname}"


def _may_be_initials(text: str, *, titled: bool) -> bool:
    letters = [c for c in text if c.isalpha()]
    few = (not titled) < len(letters) <= _LONGEST_INITIALS  # "Mrs F", but nobody is just "F"
    return few and (titled or all(map(str.isupper, letters)))


def _slipped(name: Name, person: Person) -> bool:
    """Whether each word of the form is a word of the person, or one slip from one."""
    return all(
        word in person.words
        or (len(word) >= SHORTEST_SLIP and any(one_slip(word, known) for known in person.words))
        for word in name.key.split()
    )


def _lone_keys(name: Name) -> Iterator[str]:
    if not name.given:
        return
    first = name.given[0].replace("-", " ")
    yield from beginnings(first)
    if _half(name):
        return
    yield name.surname
    yield first
    yield f"{first[0]} {name.surname}"
    if len(name.given) > 1:
        yield " ".join(name.given)
    yield from name.family if len(name.family) > 1 else ()
    yield from short_forms(first)


def _compatible(one: Gender, other: Gender) -> bool:
    """Unknown goes with everything but a couple, which is two people."""
    return one is other or (Gender.UNKNOWN in (one, other) and Gender.COUPLE not in (one, other))


def _agree(people: Iterable[Person]) -> bool:
    return len({person.gender for person in people} - {Gender.UNKNOWN}) < 2
