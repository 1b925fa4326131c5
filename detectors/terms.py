"""Lists of sensitive words, one YAML file per subject (config/terms/)."""

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from detectors.entities import CATEGORY
from detectors.types import Category

Term = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
Ending = Annotated[str, StringConstraints(pattern=r"^[a-z]{4,12}$")]
SENSITIVE = {Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE}


# Thousands of terms: the loader in C is ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Strength(IntEnum):
    """How much a term says by itself."""

    BLOCKED = 0
    WEAK = 1
    STRONG = 2
    TELLING = 3


class TermList(BaseModel):
    """`strong` terms mean one thing only; `weak` ones are also ordinary words.

    `telling` terms are said of somebody ("was sectioned"), `blocked` ones mean something else
    and hide the terms in them ("Parkinson Road"). A word with one of the `endings` is a strong
    term; `*` in a term stands for any one word. Terms of a list in Welsh (`language: cy`) count in
    their mutated forms too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    entity: str
    source: str
    licence: str
    language: Literal["en", "cy"] = "en"
    strong: tuple[Term, ...]
    weak: tuple[Term, ...] = ()
    telling: tuple[Term, ...] = ()
    blocked: tuple[Term, ...] = ()
    endings: tuple[Ending, ...] = ()

    def by_strength(self) -> tuple[tuple[Strength, tuple[str, ...]], ...]:
        """The surest reading first: a term in two of them counts as the first."""
        return (
            (Strength.BLOCKED, self.blocked),
            (Strength.TELLING, self.telling),
            (Strength.STRONG, self.strong),
            (Strength.WEAK, self.weak),
        )


class TermsError(ValueError):
    """A term list cannot be used. Names the file."""


def load_terms(folder: Path | None) -> tuple[TermList, ...]:
    """Every *.yaml of the folder in the order of names; none for None.

    Raises TermsError for a folder without lists, a malformed file or an unknown entity. That every
    entity has a list (`uncovered`) is for whoever reads the configuration to see to.
    """
    if folder is None:
        return ()
    lists = tuple(read_terms(path) for path in sorted(folder.glob("*.yaml")))
    if not lists:
        raise TermsError(f"{folder}: no term lists (*.yaml) here")
    return lists


def uncovered(lists: Iterable[TermList]) -> list[str]:
    """The sensitive entities no English list speaks for. Whoever wants none keeps an empty list."""
    covered = {terms.entity for terms in lists if terms.language == "en"}
    return [e for e, kind in CATEGORY.items() if kind in SENSITIVE and e not in covered]


def read_terms(path: Path) -> TermList:
    """One list. Raises TermsError with every mistake in it."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - both are safe
        terms = TermList.model_validate(content)
    except ValidationError as error:
        mistakes = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise TermsError(f"{path}: {'; '.join(mistakes)}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        kind = "cannot be read" if isinstance(error, OSError) else "is not YAML text"
        raise TermsError(f"{path}: {kind}") from None
    if CATEGORY.get(terms.entity) not in SENSITIVE:
        raise TermsError(f"{path}: {terms.entity!r} is not a special-category entity")
    return terms
