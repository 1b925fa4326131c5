"""The organisation's own references: patterns its people write down in config/references.yaml."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from detectors import checksums
from detectors.bounded_pattern import PatternError, bounded

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]
_MARKS = re.compile(r"[\W_]+")
# What the category of a pattern makes of its findings.
ENTITY_OF: Mapping[str, str] = MappingProxyType(
    {
        "personal": "UK_CASE_REFERENCE",
        "criminal_offence": "UK_JUSTICE_NUMBER",
        "confidential": "COMMERCIAL_CONFIDENCE",
        "secret": "CREDENTIAL",
    }
)
_CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "luhn": checksums.luhn,
        "mod11": checksums.mod11,
        "mod97": checksums.mod97,
        "mod23": checksums.mod23,
    }
)
_DIGITS_ONLY = frozenset({"luhn", "mod11"})


class ReferencesError(ValueError):
    """The file cannot be used. Names it and every mistake, never a text."""


class OwnReference(BaseModel):
    """One kind of reference. Without cue words near it, a match scores `score`; with one, 0.9."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Word
    pattern: Annotated[str, StringConstraints(min_length=3, max_length=200)]
    cues: tuple[Word, ...] = ()
    score: float = Field(default=0.6, ge=0.0, le=1.0)
    category: Literal["personal", "criminal_offence", "confidential", "secret"] = "personal"
    checksum: Literal["luhn", "mod11", "mod97", "mod23"] | None = None

    def is_right(self, value: str) -> bool:
        """Whether the check digit of a match is right; True where there is none."""
        if self.checksum is None:
            return True
        bare = _MARKS.sub("", value).upper()
        if not bare.isascii() or (self.checksum in _DIGITS_ONLY and not bare.isdigit()):
            return False
        return _CHECKS[self.checksum](bare)


class ReferencesFile(BaseModel):
    """config/references.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    references: tuple[OwnReference, ...] = ()


def read_references(path: Path | None) -> tuple[OwnReference, ...]:
    """The patterns of the file; none for None. Raises ReferencesError with every mistake."""
    if path is None:
        return ()
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        found = ReferencesFile.model_validate(raw).references
    except ValidationError as error:
        mistakes = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ReferencesError(f"{path}: {'; '.join(mistakes)}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        kind = "cannot be read" if isinstance(error, OSError) else "is not YAML text"
        raise ReferencesError(f"{path}: {kind}") from None
    wrong = [f"{one.name}: the pattern {why}" for one in found if (why := _complaint(one.pattern))]
    if len({one.name for one in found}) < len(found):
        wrong.append("two references have the same name")
    if wrong:
        raise ReferencesError(f"{path}: {'; '.join(wrong)}")
    return found


def _complaint(pattern: str) -> str:
    try:
        bounded(pattern)
    except PatternError as error:
        return str(error)
    return ""
