"""Search results as JSON Lines or CSV. Metadata only: texts leave through a case, not a list."""

import csv
import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from enum import Enum
from typing import Any, TextIO

from gateway.audit.summaries import Summary
from gateway.types import Effect

_COLUMNS = tuple(field.name for field in fields(Summary))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_json_lines(summaries: Iterable[Summary], target: TextIO) -> int:
    """One JSON object per line; returns how many lines."""
    number = 0
    for summary in summaries:
        target.write(json.dumps(as_plain(summary), ensure_ascii=False) + "\n")
        number += 1
    return number


def write_csv(summaries: Iterable[Summary], target: TextIO) -> int:
    """RFC 4180 with a header line; returns how many records. Open the file with newline=""."""
    writer = csv.writer(target)
    writer.writerow(_COLUMNS)
    number = 0
    for summary in summaries:
        writer.writerow([cell(value) for value in as_plain(summary).values()])
        number += 1
    return number


def as_plain(summary: Summary) -> dict[str, Any]:
    """The summary as JSON types; times are ISO 8601 in UTC."""
    return {name: _plain(getattr(summary, name)) for name in _COLUMNS}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Effect):
        return value.word
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return list(value) if isinstance(value, tuple) else value


def cell(value: Any) -> str:  # noqa: ANN401
    """A cell that no spreadsheet takes for a formula: user agents and model names are not ours."""
    if isinstance(value, list):
        text = " ".join(map(str, value))
    elif isinstance(value, dict):
        text = " ".join(f"{name}:{number}" for name, number in value.items())
    else:
        text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
