"""Where to look for the bearer of a name, and whether who is found there may be it."""

from collections.abc import Collection, Iterator

from gateway.people.forenames import is_forename
from gateway.people.names import Name
from gateway.people.short_forms import short_forms
from gateway.people.spellings import sound
from gateway.people.variants import (
    INITIALS,
    SHORTEST_SLIP,
    SHORTEST_SOUND,
    SLIP,
    SOUND,
    TITLED,
    beginnings,
    slips,
)
from gateway.people.words import one_slip

_LONGEST_INITIALS = 4
EXTENDS = "+"
"""Before the key of a shorter name: its bearer is meant if the longer holds all their words."""


def lookups(name: Name, text: str) -> Iterator[str]:
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
        first = _plain(name.given[0])
        yield _plain(f"{first} {name.surname}")
        yield from (f"{EXTENDS}{first} {_plain(middle)}" for middle in name.given[1:])
        yield from (f"{EXTENDS}{first} {part}" for part in name.family[:-1])
    yield from _heard(name)
    yield from (SLIP + key for key in _near(name))


def waiting(name: Name) -> Iterator[str]:
    """The single names under which somebody may have waited for this full one."""
    if not name.given:
        return
    first = _plain(name.given[0])
    yield from beginnings(first)
    if name.single or name.abbreviated:
        return
    yield name.surname
    yield first
    yield f"{first[0]} {name.surname}"
    if len(name.given) > 1:
        yield " ".join(name.given)
    yield from name.family if len(name.family) > 1 else ()
    yield from short_forms(first)


def fits(key: str, name: Name, words: Collection[str]) -> bool:
    """Whether somebody with these words, found under a key, may be who is meant."""
    if key.startswith(SLIP):
        return all(word in words or _slipped(word, words) for word in name.key.split())
    if key.startswith(SOUND):
        return all(_sounds(word, words) for word in name.key.split() if is_forename(word))
    if key.startswith(EXTENDS):
        return set(words) <= set(name.key.split())
    return True


def alike(name: Name, words: Collection[str]) -> bool:
    """Whether each word of a name is one of these, or a slip or a hearing of one."""
    heard = {sound(word) for word in words}
    return all(
        word in words
        or sound(word) in heard
        or any(one_slip(word, known) and word[0] == known[0] for known in words)
        for word in name.key.split()
    )


def _slipped(word: str, words: Collection[str]) -> bool:
    """Andrew is no slip of Andrea, nor Barker of Parker."""
    return len(word) >= SHORTEST_SLIP and any(
        one_slip(word, known)
        and word[0] == known[0]
        and not (is_forename(word) and is_forename(known))
        for known in words
    )


def _sounds(forename: str, words: Collection[str]) -> bool:
    """Of common forenames only those that are known to be heard alike are taken for each other."""
    return (
        forename in words
        or any(known in short_forms(forename) for known in words if is_forename(known))
        or not any(map(is_forename, words))
    )


def _heard(name: Name) -> Iterator[str]:
    if not name.single:
        surname = _joined(name.surname)
        yield f"{SOUND}{sound(_plain(name.given[0]))} {sound(surname)}"
    elif len(_joined(name.key)) >= SHORTEST_SOUND:
        yield SOUND + sound(_joined(name.key))


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


def _plain(word: str) -> str:
    return word.replace("-", " ")


def _joined(word: str) -> str:
    return word.replace(" ", "").replace("-", "")
