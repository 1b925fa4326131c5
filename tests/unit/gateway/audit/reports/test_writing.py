"""What a client can choose (a model's name) steers neither a page nor a spreadsheet."""

import csv
import io
import json
from dataclasses import replace

import pytest

from gateway.audit.reports.report import Period, Report, Section, facts
from gateway.audit.reports.writing import WRITERS, write_csv, write_json, write_markdown
from tests.unit.gateway.audit.reports.filled import FEBRUARY, HOSTILE, MADE, YEAR


def report(*sections: Section) -> Report:
    """A report of these sections."""
    return Report(
        kind="usage", title="T", organisation="O", period=YEAR, sections=sections, made=MADE
    )


def text(form: str, *sections: Section) -> str:
    """Them written."""
    target = io.StringIO(newline="")
    WRITERS[form](report(*sections), target)
    return target.getvalue()


TABLE = Section(
    name="models",
    title="Models",
    columns=("model", "prompts"),
    rows=((HOSTILE, 7), ("a\nb", None)),
    notes=("A note.",),
)


def test_markdown_has_a_row_for_each_line_and_no_markup_of_others() -> None:
    lines = text("markdown", TABLE).splitlines()
    assert "| =2+3\\|\\<b\\>[x\\]\\(y)  | 7 |" in lines
    assert "| a b |  |" in lines
    assert "\u202e" not in text("markdown", TABLE)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d"])
def test_no_cell_of_csv_is_a_formula(start: str) -> None:
    hostile = replace(TABLE, name=start + "s", rows=((start + "1", start + "2"),))
    target = io.StringIO(newline="")
    write_csv(report(hostile), target)
    _, row = csv.reader(io.StringIO(target.getvalue(), newline=""))
    assert row == [f"'{start}s", f"'{start}1", "prompts", f"'{start}2"]


def test_json_reads_back_as_it_was() -> None:
    keyed = facts("about", "About", ("name", "Name", HOSTILE), ("number", "Number", 3))
    target = io.StringIO()
    write_json(report(TABLE, keyed), target)
    found = json.loads(target.getvalue())
    models, about = found["sections"]
    assert models["rows"] == [{"model": HOSTILE, "prompts": 7}, {"model": "a\nb", "prompts": None}]
    assert about["fields"] == {"name": HOSTILE, "number": 3}
    assert (found["since"], found["internal"]) == ("2031-01-01T00:00:00+00:00", False)


def test_an_internal_report_says_so() -> None:
    target = io.StringIO()
    write_markdown(replace(report(TABLE), internal=True), target)
    assert "Not for publication" in target.getvalue()
    assert "Not for publication" not in text("markdown", TABLE)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(), "all records"),
        (Period(since=FEBRUARY), "from 2031-02-10 09:00 UTC on"),
        (Period(until=YEAR.until), "from the first record to before 2032-01-01"),
    ],
)
def test_a_period_is_said_in_words(period: Period, words: str) -> None:
    assert period.words == words
