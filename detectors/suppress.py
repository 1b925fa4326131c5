"""What an organisation has judged not to be private data, with owner and expiry (suppress.yaml).

An entry drops a finding only when the found value is the entry, whole: never a longer one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from detectors.entities import CATEGORY, known_entity
from detectors.normalise_value import normalise_value
from detectors.types import Finding

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]
Entity = Annotated[
    str, AfterValidator(known_entity), Field(json_schema_extra={"enum": sorted(CATEGORY)})
]
_PERSON = "PERSON"
_LAST_WORD = re.compile(r"([^\W\d_]{1,30})\.?\s{0,30}\Z")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Owned(_Strict):
    """Somebody answers for it, until and on the day `expires`."""

    owner: Words
    expires: date


class Entry(Owned):
    """These words, found as this kind of thing, are nobody's data."""

    words: Words = Field(repr=False)
    entity: Entity
    reason: Words


class PublicPerson(Owned):
    """Somebody whose name is public by their office: a councillor, a senior officer.

    `name`, or one of `also`, counts wherever it stands; the surname only behind one of `titles`,
    or where the same text names the person and nobody else of that surname.
    """

    name: Words = Field(repr=False)
    also: tuple[Words, ...] = Field(default=(), repr=False)
    titles: tuple[Words, ...] = ("Cllr", "Councillor")
    role: Words


class SuppressFile(_Strict):
    """config/suppress.yaml."""

    entries: tuple[Entry, ...] = ()
    public_people: tuple[PublicPerson, ...] = ()


class SuppressError(ValueError):
    """A suppress list cannot be used. Names the file and the place, never the words."""


def read_suppress(path: Path | None) -> SuppressFile:
    """The file; an empty one for None. Raises SuppressError with every mistake in it."""
    if path is None:
        return SuppressFile()
    try:
        # Every scalar as the text that was typed, as the settings read it: pydantic does the rest.
        loader = yaml.BaseLoader
        written = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=loader)  # noqa: S506
        return SuppressFile.model_validate(written or {})
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False, include_context=False)
        mistakes = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in details)
        raise SuppressError(f"{path}: {'; '.join(mistakes)}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        kind = "cannot be read" if isinstance(error, OSError) else "is not YAML text"
        raise SuppressError(f"{path}: {kind}") from None


def today() -> date:
    """The day by which entries expire."""
    return datetime.now(UTC).date()


class SuppressList:
    """Asked on every scan, so that an entry ends with its last day and not with the process."""

    def __init__(self, file: SuppressFile, day: Callable[[], date] = today) -> None:
        self._day = day
        self._words = _latest(((e.entity, e.words), e.expires) for e in file.entries)
        people = file.public_people
        names = (((_PERSON, n), p.expires) for p in people for n in (p.name, *p.also))
        self._names = _latest(names)
        self._surnames = _surnames(people)

    def left(self, text: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings less those that an entry in force speaks for."""
        if not findings or not (self._words or self._names):
            return findings
        day = self._day()
        kept = tuple(f for f in findings if not self._listed(text, f, day))
        public = {_surname(text, f) for f in findings if f not in kept and f.entity == _PERSON}
        return tuple(f for f in kept if not self._repeats(text, f, public, kept))

    def _listed(self, text: str, finding: Finding, day: date) -> bool:
        value = _value(text, finding)
        key = (finding.entity, value)
        if _lives(self._words.get(key), day) or _lives(self._names.get(key), day):
            return True
        return finding.entity == _PERSON and self._titled(text, finding, value, day)

    def _titled(self, text: str, finding: Finding, value: str, day: date) -> bool:
        """A surname, perhaps with the initial, right behind a title of that person's own."""
        titles = self._surnames.get(value)
        if not titles:
            return False
        inside = _plain_title(text[finding.start : finding.end].split(maxsplit=1)[0])
        return any(_lives(titles.get(word), day) for word in (_before(text, finding), inside))

    def _repeats(
        self, text: str, finding: Finding, public: set[str], kept: tuple[Finding, ...]
    ) -> bool:
        """A bare surname in a text that names its public bearer, and nobody else who bears it."""
        value = _value(text, finding)
        if finding.entity != _PERSON or value not in public or value not in self._surnames:
            return False
        others = [f for f in kept if f.entity == _PERSON and _surname(text, f) == value]
        bare = (_value(text, f) == value and not _is_title(_before(text, f)) for f in others)
        return all(bare)


def _latest(entries: Iterable[tuple[tuple[str, str], date]]) -> Mapping[tuple[str, str], date]:
    found: dict[tuple[str, str], date] = {}
    for (entity, words), expires in entries:
        key = (entity, normalise_value(entity, words))
        found[key] = max(expires, found.get(key, expires))
    return MappingProxyType(found)


def _surnames(people: Iterable[PublicPerson]) -> Mapping[str, Mapping[str, date]]:
    """Surname, and initial with surname, to the titles that make it public, each with its end."""
    found: dict[str, dict[str, date]] = {}
    for person in people:
        for form in _short_forms(normalise_value(_PERSON, person.name)):
            titles = found.setdefault(form, {})
            for title in person.titles:
                key = _plain_title(title)
                titles[key] = max(person.expires, titles.get(key, person.expires))
    return MappingProxyType(found)


def _short_forms(name: str) -> Iterator[str]:
    *_, surname = name.split()
    yield surname
    yield f"{name[0]} {surname}"
    yield f"{name[0]}. {surname}"


def _value(text: str, finding: Finding) -> str:
    return normalise_value(finding.entity, text[finding.start : finding.end])


def _surname(text: str, finding: Finding) -> str:
    return _value(text, finding).split()[-1]


def _before(text: str, finding: Finding) -> str:
    """The word right before a finding, as a title is compared; "" for none."""
    word = _LAST_WORD.search(text[max(0, finding.start - 30) : finding.start])
    return _plain_title(word[1]) if word else ""


def _plain_title(word: str) -> str:
    return word.casefold().rstrip(".")


def _is_title(word: str) -> bool:
    """ "Mrs Marlow" beside "Cllr Marlow" is somebody else."""
    return bool(word) and normalise_value(_PERSON, f"{word} x") == "x"


def _lives(expires: date | None, day: date) -> bool:
    return expires is not None and day <= expires
