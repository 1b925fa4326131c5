"""Names of an organisation's own confidential projects (config/codenames.yaml)."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=80)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class CodeName(BaseModel):
    """One name, found as these exact words. After `expires` it is no longer confidential.

    `exact_case`: true for a name that is an ordinary word in small letters.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    owner: Words
    expires: date
    exact_case: bool = False


class CodeNamesFile(BaseModel):
    """config/codenames.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    codenames: tuple[CodeName, ...] = ()


class CodeNamesError(ValueError):
    """The list cannot be used. Names the file and what is wrong, never a code name."""


def load_code_names(path: Path | None) -> tuple[CodeName, ...]:
    """The entries, expired ones too; none for None. Raises CodeNamesError with every mistake."""
    if path is None:
        return ()
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        return CodeNamesFile.model_validate({} if value is None else value).codenames
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        mistakes = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in found)
        raise CodeNamesError(f"{path}: {'; '.join(mistakes)}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        kind = "cannot be read" if isinstance(error, OSError) else "is not YAML text"
        raise CodeNamesError(f"{path}: {kind}") from None


def pattern_of(names: Sequence[CodeName]) -> re.Pattern[str] | None:
    """All names as whole words, longest first; None for none.

    Between the words of a name may be blanks, hyphens or the end of a line.
    """
    if not names:
        return None
    words = sorted(names, key=lambda one: -len(one.name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_words, words))})(?!\w)")


def _words(one: CodeName) -> str:
    spaced = r"[\s_-]{1,4}".join(map(re.escape, one.name.split()))
    return spaced if one.exact_case else f"(?i:{spaced})"
