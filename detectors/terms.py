"""Lists of sensitive words, one YAML file per subject (config/terms/)."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from detectors.entities import CATEGORY
from detectors.types import Category

Term = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
SENSITIVE = {Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE}


class TermList(BaseModel):
    """`strong` terms mean one thing only; `weak` ones are also ordinary words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entity: str
    source: str
    licence: str
    strong: tuple[Term, ...]
    weak: tuple[Term, ...] = ()


class TermsError(ValueError):
    """A term list cannot be used. Names the file."""


def load_terms(folder: Path | None) -> tuple[TermList, ...]:
    """Every *.yaml of the folder in the order of names; none for None.

    Raises TermsError for a folder without lists, a malformed file or an unknown entity: a
    list that silently fell away would let sensitive data through.
    """
    if folder is None:
        return ()
    lists = tuple(_read(path) for path in sorted(folder.glob("*.yaml")))
    if not lists:
        raise TermsError(f"{folder}: no term lists (*.yaml) here")
    return lists


def _read(path: Path) -> TermList:
    try:
        terms = TermList.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise TermsError(f"{path}: {error}") from error
    if CATEGORY.get(terms.entity) not in SENSITIVE:
        raise TermsError(f"{path}: {terms.entity!r} is not a special-category entity")
    return terms
