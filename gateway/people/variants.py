"""The forms a name may take later in the same conversation, surest first."""

from collections.abc import Iterable, Iterator
from functools import cache

from gateway.people.forenames import is_forename
from gateway.people.names import Name
from gateway.people.short_forms import short_forms
from gateway.people.spellings import sound
from gateway.people.words import near

EXACT, PART, SHORT, GUESS = range(4)
"""How sure a form is: a whole part of the name, half of a double-barrelled one, a short form of the
forename, a beginning or misspelling or initials."""

TITLED = "T:"
"""Before the key of a surname that stands alone behind a title: "Mr Stan" is not Florin Stan's
forename, but Stan's surname."""
INITIALS = "#"
SLIP = "~"
SOUND = "="

_SHORTEST_BEGINNING = 3
SHORTEST_SLIP = 6
"""Letters from which on one wrong letter leaves no doubt."""
SHORTEST_SOUND = 5
"""Letters of a name that stands alone from which on an equal sound leaves no doubt."""
_ENDS = ("y", "ie", "i", "s", "o", "a", "ers", "ster", "zza")

type Variant = tuple[str, int]
"""A key and how sure it is."""


def variants(name: Name) -> Iterator[Variant]:
    """Keys under which a form of this person's name is found. Fewer than a hundred."""
    if name.given and name.family:
        yield from _full(name)
    elif name.family:
        yield from _surname(name)
    elif name.given:
        word = _plain(" ".join(name.given))
        yield word, EXACT
        yield TITLED + word, EXACT
        yield from _short(name.given[0], "")
        yield from _slips(word)
        yield from _sounds(word)
        for form in initials_of(name):  # JP for Jean-Paul
            yield INITIALS + form, GUESS
        for form in siblings(name.given[0]):
            yield form, GUESS


def _full(name: Name) -> Iterator[Variant]:
    first, surname = _plain(name.given[0]), name.surname
    yield name.key, EXACT
    yield f"{first} {surname}", EXACT
    yield _plain(" ".join(name.given)), EXACT
    yield first, EXACT
    yield _plain(f"{surname} {' '.join(name.given)}"), EXACT
    yield from _surname(name)
    for middle in name.given[1:]:
        yield _plain(middle), PART
        yield f"{first} {_plain(middle)}", PART
        yield TITLED + _plain(middle), PART  # or the first of two surnames
    for part in name.family:
        yield f"{first} {part}", PART
    yield from _with_initials(name)
    for surname_form in {surname, *name.family}:
        yield from _short(name.given[0], surname_form)
    yield from _short(name.given[0], "")
    yield from _slips(first)
    yield from _sounds(first)
    heard = sound(_joined(surname))
    yield f"{SOUND}{sound(first)} {heard}", GUESS
    for known_as in short_forms(first):
        yield f"{SOUND}{_listed_sound(known_as)} {heard}", GUESS
    for split in _split_prefixes(name.family):  # "O Hanlon"
        yield f"{first} {split}", PART
    for key in slips(surname):
        yield f"{SLIP}{first} {key}", GUESS
    for key in slips(first):
        yield f"{SLIP}{key} {surname}", GUESS


def _surname(name: Name) -> Iterator[Variant]:
    yield name.surname, EXACT
    yield TITLED + name.surname, EXACT
    yield from _slips(name.surname)
    yield from _sounds(name.surname)
    if len(name.family) > 1:
        for part in name.family:
            yield part, PART
            yield TITLED + part, PART
            yield from _slips(part)
        yield INITIALS + TITLED + "".join(part[0] for part in name.family), GUESS
    yield INITIALS + TITLED + name.family[0][0], GUESS  # "Mrs F"


def _with_initials(name: Name) -> Iterator[Variant]:
    """ "J Fletcher", "Mirza B", and the bare initials."""
    first = _plain(name.given[0])
    letters = [given[0] for given in name.given]
    hyphened = " ".join(part[0] for part in name.given[0].split("-") if part)
    for initials in {letters[0], " ".join(letters), hyphened}:
        for surname in {name.surname, *name.family}:
            yield f"{initials} {surname}", PART
    last = [part[0] for part in name.family]
    for initials in {last[0], " ".join(last)}:
        yield f"{initials} {first}", PART  # as `read` takes "Mirza B" and "Mirza B-H"
        for form in short_forms(first):
            yield f"{initials} {form}", SHORT
    for form in initials_of(name):
        yield INITIALS + form, GUESS


def initials_of(name: Name) -> set[str]:
    """The ways to write somebody's initials, folded: jf, jmf, and rko or ro for two surnames."""
    first = name.given[0][0] if name.given else ""
    every = "".join(given[0] for given in name.given)
    last = "".join(part[0] for part in name.family)
    hyphened = {"".join(part[0] for part in given.split("-") if part) for given in name.given[:1]}
    if not last:
        return {form for form in hyphened if len(form) > 1}
    both = {first + last, every + last, first + last[0], every + last[0], *hyphened}
    return {form for form in both if len(form) > 1}


def _short(given: str, surname: str) -> Iterator[Variant]:
    """Short forms and beginnings of a forename, alone or before a surname."""
    end = f" {surname}" if surname else ""
    for form in short_forms(given) | short_forms(given.partition("-")[0]):
        yield form + end, SHORT
    for beginning in beginnings(given):
        yield beginning + end, GUESS
    for pet_name in pet_names(given):
        yield pet_name + end, GUESS


def siblings(given: str) -> frozenset[str]:
    """Other short forms of the names that a short form may stand for: Billy, when Bill is known."""
    return frozenset(form for full in short_forms(given) for form in short_forms(full))


def beginnings(given: str) -> Iterator[str]:
    """Shorter words that a forename begins with, less those that are other forenames."""
    for size in range(_SHORTEST_BEGINNING, len(given)):
        if not is_forename(given[:size]):  # Joan is not Joanna
            yield given[:size]


def pet_names(given: str) -> Iterator[str]:
    """What a forename may become besides what the table holds: Roky for Rokhaya."""
    for size in (3, 4):
        for end in _ENDS:
            pet_name = given[:size] + end
            if size < len(given) and pet_name != given and not is_forename(pet_name):
                yield pet_name


def _sounds(word: str) -> Iterator[Variant]:
    word = _joined(word)
    if len(word) >= SHORTEST_SOUND:
        yield SOUND + sound(word), GUESS


@cache
def _listed_sound(forename: str) -> str:
    """The sound of a forename of our lists: of nobody's name, so that it may be kept."""
    return sound(forename)


def _split_prefixes(family: tuple[str, ...]) -> Iterator[str]:
    for part in family:
        if part.startswith("o") and len(part) >= SHORTEST_SOUND:
            yield f"o {part[1:]}"


def _joined(word: str) -> str:
    return word.replace(" ", "").replace("-", "")


def _slips(word: str) -> Iterator[Variant]:
    return ((SLIP + key, GUESS) for key in slips(word))


def slips(word: str) -> Iterable[str]:
    """What a word shares with those one slip away; nothing for a short one."""
    return near(word) if len(word) >= SHORTEST_SLIP else ()


def _plain(word: str) -> str:
    return word.replace("-", " ")
