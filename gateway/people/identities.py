"""Which mentions in a conversation are one person; who is not sure to be the same stays apart.

Mentions are met in order, and nothing met later changes what was said of an earlier one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from gateway.people.aliases import Label, Tie, label, pronoun, somebody_else, tie
from gateway.people.forenames import gender_of_forename, is_forename
from gateway.people.lookups import EXTENDS, alike, fits, lookups, waiting
from gateway.people.names import Name, read, suffix_after
from gateway.people.titles import Gender, gender_of, kin_before, title_before
from gateway.people.variants import TITLED, variants

_MOST = 8  # candidates looked at; more of one name cannot be told apart anyway


@dataclass(slots=True, kw_only=True, eq=False)
class Person:
    """Somebody met. `anchor` is what the tokens of all forms hang on; it never changes."""

    anchor: str = field(repr=False)
    gender: Gender
    words: frozenset[str] = field(repr=False)
    complete: bool  # forename and surname are known
    given: tuple[str, ...] = field(default=(), repr=False)
    family: tuple[str, ...] = field(default=(), repr=False)
    suffix: str = ""
    titles: frozenset[str] = frozenset()  # that stood before their surname alone
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
    after: str = field(default="", repr=False)
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
        name = _read(mention)
        if not name.key:
            return mention.text, None
        found = self._candidates(name, mention.text)
        if len(found) > 1:
            found = _called(name, found) or found
        if len(found) > 1 or (found and name.single and somebody_else(mention.before)):
            return _unclear(name), None
        person = found[0] if found else self._told(name, mention) or self._completed(name)
        if person is None:
            person = self._new(name)
        self._learn(person, name)
        return person.anchors.setdefault(_form(name), person.anchor), person

    def introduce(self, mention: Mention) -> None:
        """Meet whoever is named in full and by no other name, before the forms around that.

        In one text "Mrs Lowe ... Joan ... Joan Lowe" are one person, and "Lowe ... Joan and Colin
        Lowe" nobody sure.
        """
        name = _read(mention)
        if not _half(name) and name.key and not tie(mention.between, mention.after):
            self.meet(mention)

    def _candidates(self, name: Name, text: str) -> list[Person]:
        """Everybody the form fits best; nobody when it fits none."""
        for key in lookups(name, text):
            found = _surest(name, self._surenesses.get(key.removeprefix(EXTENDS), {}))
            found = [person for person in found if fits(key, name, person.words)]
            if found:
                return found
        return []

    def _told(self, name: Name, mention: Mention) -> Person | None:
        """The one mentioned just before, where the text calls this another name of theirs."""
        previous = mention.previous.known if mention.previous else None
        if previous is None or not _may_be(previous, name, mention.between):
            return None
        joined = tie(mention.between, mention.after)
        if joined is Tie.SAME or _fills(previous, label(mention.before)):
            return previous
        shares = not name.single and bool(set(name.key.split()) & previous.words)
        likely = {
            Tie.RENAMED: shares or _new_surname(previous, name),
            Tie.CORRECTED: alike(name, previous.words),
            Tie.NICKNAME: name.single and not previous.complete and not is_forename(name.key),
        }
        return previous if likely.get(joined) else None

    def _completed(self, name: Name) -> Person | None:
        """Who was known by one part only ("Mrs Fletcher", "Joan") and has both now."""
        found: dict[Person, None] = {}
        for key in waiting(name):
            lone = [p.known for p in self._lone.get(key, ()) if not p.known.complete]
            fitting = [p for p in lone if _fits(p, name)]
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
            anchor=f"{gender_of(name.title)}:{name.key}{name.suffix}",
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
        if name.single and name.title:
            person.titles |= {name.title}
        if _form(name) in person.anchors:
            return
        person.suffix = person.suffix or name.suffix
        forms = [name, *_crossed(person, name)]
        person.given = person.given or name.given
        person.family = person.family or name.family
        person.complete = person.complete or not all(map(_half, forms))
        person.words |= frozenset(name.key.split())
        for form in forms:
            for key, sure in variants(form):
                known = self._surenesses[key]
                known[person] = min(sure, known.get(person, sure))


def _read(mention: Mention) -> Name:
    name = read(mention.text + suffix_after(mention.after), title_before(mention.before))
    kin = Gender.UNKNOWN if name.title else kin_before(mention.before)
    name = replace(name, kin=kin) if kin else name
    asked = label(mention.before)
    if asked is Label.FAMILY and name.given and not name.family:
        return replace(name, given=(), family=tuple(name.key.split()))
    return name


def _unclear(name: Name) -> str:
    """An anchor of the form's own: it could be one person's or another's."""
    return f"?{name.gender}:{name.key}{name.suffix}"


def _may_be(person: Person, name: Name, between: str) -> bool:
    """Whether neither titles nor forenames nor pronouns speak against it."""
    first = person.gender or gender_of_forename(person.given[0] if person.given else "")
    return _fits(person, name) and all(
        _compatible(first, gender) for gender in (name.gender, pronoun(between))
    )


def _fills(person: Person, asked: Label) -> bool:
    """Whether a form asks for the part of the name that is not known yet."""
    if asked is Label.GIVEN:
        return bool(person.family) and not person.given
    return asked is Label.FAMILY and bool(person.given) and not person.family


def _new_surname(person: Person, name: Name) -> bool:
    """Joan Day, now Mrs Hill; Joan Hill (formerly Day)."""
    if not (name.single and person.given and person.family):
        return False
    return name.title in {"mrs", "ms", "miss"} or not (name.title or is_forename(name.key))


def _crossed(person: Person, name: Name) -> Iterable[Name]:
    """What the parts known before and those of another name make together."""
    surname = name.family or (tuple(name.key.split()) if name.single else ())
    if person.given and surname and person.family != surname and person.given != name.given:
        yield Name(given=person.given, family=surname)
    called = name.single and name.given and (person.given or is_forename(name.given[0]))
    if person.family and called:
        yield Name(given=name.given, family=person.family)


def _surest(name: Name, known: Mapping[Person, int]) -> list[Person]:
    """Those whom a key fits best and the name's gender does not rule out."""
    if len(known) > _MOST:
        return [*islice(known, 2)]
    couple = bool(name.title) and any(p.gender is Gender.COUPLE for p in known)
    fitting: dict[Person, int] = {}
    for person, sure in known.items():
        # Of Mr and Mrs one is met by name; which, is not to be guessed.
        if _fits(person.known, name) and not (couple and not person.known.gender):
            fitting[person.known] = min(sure, fitting.get(person.known, sure))
    best = min(fitting.values(), default=0)
    return [person for person, sure in fitting.items() if sure == best]


def _called(name: Name, people: Iterable[Person]) -> list[Person]:
    """Of several the one who has been called so: "Mrs Lowe" stays her when her daughter comes."""
    called = [person for person in people if name.title in person.titles]
    return called if name.family and not name.given and len(called) == 1 else []


def _half(name: Name) -> bool:
    return name.single or name.abbreviated


def _form(name: Name) -> str:
    return f"{TITLED if name.title and name.single else ''}{name.key}{name.suffix}"


def _fits(person: Person, name: Name) -> bool:
    apart = person.suffix and name.suffix and person.suffix != name.suffix
    return not apart and _compatible(person.gender, name.gender)


def _compatible(one: Gender, other: Gender) -> bool:
    """Unknown goes with everything but a couple, which is two people."""
    return one is other or (Gender.UNKNOWN in (one, other) and Gender.COUPLE not in (one, other))


def _agree(people: Iterable[Person]) -> bool:
    return len({person.gender for person in people} - {Gender.UNKNOWN}) < 2
