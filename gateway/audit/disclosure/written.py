"""Copies as lines of JSON and as a table that a spreadsheet opens safely."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gateway.audit.disclosure.copies import Copy, GivenText
from gateway.audit.export import cell

RECORD_COLUMNS = (
    *("record", "time", "decision", "clauses", "found", "kept", "ended"),
    *("kind", "number", "name", "role", "text"),
)


def json_lines(copies: Iterable[Copy]) -> Iterator[str]:
    """A line for each record."""
    for copy in copies:
        yield json.dumps(plain(copy), ensure_ascii=False, sort_keys=True) + "\n"


def plain(copy: Copy) -> dict[str, Any]:
    """A copy as JSON types; times are ISO 8601 in UTC."""
    return {
        "record": copy.record,
        "time": copy.time.isoformat(timespec="milliseconds"),
        **{text.name: text.text for text in copy.facts},
        **copy.numbers,
        "texts": [_plain_text(text) for text in copy.texts],
    }


def _plain_text(text: GivenText) -> dict[str, Any]:
    return {"kind": text.kind, "number": text.number, "role": text.role, "text": text.text}


def csv_rows(copies: Iterable[Copy]) -> Iterator[str]:
    """A row for each fact and each text of a record, under one header."""
    yield from table(RECORD_COLUMNS, (row for copy in copies for row in _rows(copy)))


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """RFC 4180 with a byte order mark, so that a spreadsheet reads UTF-8; no cell is a formula."""
    yield "\ufeff" + _line(columns)
    for row in rows:
        yield _line([cell(value) for value in row])


def _line(values: Sequence[str]) -> str:
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerow(values)
    return target.getvalue()


def _rows(copy: Copy) -> Iterator[Sequence[Any]]:
    time = copy.time.isoformat(timespec="milliseconds")
    of_record: dict[str, Any] = {"record": copy.record, "time": time, **copy.numbers}
    for text in (*copy.facts, *copy.texts):
        of_text = {"kind": text.kind, "number": text.number, "name": text.name}
        row = of_record | of_text | {"role": text.role, "text": text.text}
        yield [row[name] for name in RECORD_COLUMNS]
