"""Writes a report as Markdown, JSON or CSV. What clients could choose steers none of them."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO

from gateway.audit.export import cell
from gateway.audit.reports.report import Cell, Report, Section

_INTERNAL = "Internal: small numbers are not withheld. Not for publication."
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)
_MARKUP = re.compile(r"[\\|<>`*_&~]|\]\(|!\[")


def write_markdown(report: Report, target: TextIO) -> None:
    """A page with a table for each section."""
    target.write(f"# {_plain(report.title)}\n\n")
    target.write(f"{_plain(report.organisation)}: {report.period.words}. ")
    target.write(f"Made on {report.made:%Y-%m-%d %H:%M} UTC.\n")
    if report.internal:
        target.write(f"\n{_INTERNAL}\n")
    for section in report.sections:
        target.write(f"\n## {_plain(section.title)}\n\n")
        target.writelines(_table(section))
        target.writelines(f"\n{_plain(note)}\n" for note in section.notes)


def _table(section: Section) -> Iterator[str]:
    columns = section.columns[1:] if section.keyed else section.columns
    skipped = len(section.columns) - len(columns)
    if not section.rows:
        yield "Nothing to show.\n"
        return
    yield _line([_heading(column) for column in columns])
    yield _line(["---"] * len(columns))
    for row in section.rows:
        yield _line([_plain(value) for value in row[skipped:]])


def _heading(column: str) -> str:
    words = column.replace("_", " ").capitalize()
    return words.replace("Dpia", "DPIA").replace("Eqia", "EqIA").replace(" kwh", " kWh")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _plain(value: Cell) -> str:
    """On one line, and nothing in it is mark-up."""
    text = "" if value is None else _STEERING.sub(" ", str(value))
    return _MARKUP.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)


def write_json(report: Report, target: TextIO) -> None:
    """One object; sections in their order. Keyed sections are objects, others lists of rows."""
    json.dump(_object(report), target, ensure_ascii=False, indent=2)
    target.write("\n")


def _object(report: Report) -> dict[str, Any]:
    return {
        "report": report.kind,
        "title": report.title,
        "organisation": report.organisation,
        "since": report.period.since.isoformat() if report.period.since else None,
        "until": report.period.until.isoformat() if report.period.until else None,
        "made": report.made.isoformat(timespec="seconds"),
        "internal": report.internal,
        "sections": [_section(section) for section in report.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    about = {"name": section.name, "title": section.title, "notes": list(section.notes)}
    if section.keyed:
        return about | {"fields": {str(key): value for key, _, value in section.rows}}
    rows = [dict(zip(section.columns, row, strict=True)) for row in section.rows]
    return about | {"rows": rows}


def write_csv(report: Report, target: TextIO) -> None:
    """A line for each value: section, line, column, value. Open the file with newline=""."""
    writer = csv.writer(target)
    writer.writerow(("section", "line", "column", "value"))
    for section in report.sections:
        for row in section.rows:
            for column, value in _values(section, row):
                writer.writerow([cell(one) for one in (section.name, row[0], column, value)])


def _values(section: Section, row: tuple[Cell, ...]) -> Iterator[tuple[str, Cell]]:
    if section.keyed:
        yield "value", row[-1]
    else:
        yield from zip(section.columns[1:], row[1:], strict=True)


WRITERS: Mapping[str, Callable[[Report, TextIO], None]] = {
    "markdown": write_markdown,
    "json": write_json,
    "csv": write_csv,
}
