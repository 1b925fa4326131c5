"""Copies as JSON and as CSV hold the same, whatever stands in them."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from gateway.audit.disclosure.copies import Copy, GivenText, Part
from gateway.audit.disclosure.written import RECORD_COLUMNS, csv_rows, json_lines, table


def copy(*texts: str) -> Copy:
    numbers = dict.fromkeys(("decision", "kept", "ended"), "x") | {"clauses": ["7.2"]}
    return Copy(
        record="r1",
        part=Part.RECORDS,
        time=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        facts=(),
        numbers=numbers | {"found": {"PERSON": 2}},
        texts=tuple(
            GivenText(kind="prompt_typed", number=n, name="", role="user", text=t, pieces=(t,))
            for n, t in enumerate(texts)
        ),
    )


def test_a_line_of_json_is_a_whole_record() -> None:
    (line,) = json_lines([copy("one\ntwo", '"\u00e9"')])
    row = json.loads(line)
    assert (row["record"], row["time"]) == ("r1", "2026-03-02T09:30:00.000+00:00")
    assert [text["text"] for text in row["texts"]] == ["one\ntwo", '"\u00e9"']
    assert row["found"] == {"PERSON": 2}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_text_is_a_formula_and_none_is_lost(start: str) -> None:
    text = f'{start}SUM(A1:A9)", "x'
    raw = "".join(csv_rows([copy(text)]))
    header, row = csv.reader(io.StringIO(raw.removeprefix("\ufeff"), newline=""))
    assert tuple(header) == RECORD_COLUMNS
    assert row[-1] == f"'{text}"


def test_a_table_begins_with_a_byte_order_mark_and_quotes_every_cell() -> None:
    assert list(table(("a", "b"), [(1, None)])) == ['\ufeff"a","b"\r\n', '"1",""\r\n']
