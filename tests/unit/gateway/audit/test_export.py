"""Exports: what a list shows, safe to open in a spreadsheet."""

import csv
import io
import json
from dataclasses import replace

import pytest

from gateway.audit.export import write_csv, write_json_lines
from gateway.audit.summaries import Summary
from gateway.types import Capture, Effect, End
from tests.unit.gateway.audit.samples import MOMENT

SUMMARY = Summary(
    id="one",
    time=MOMENT,
    person="sam.okafor",
    tool=None,
    host="practice.example",
    vendor="Practice",
    model="m",
    effect=Effect.BLOCK,
    clauses=("7.2", "10.3"),
    rules=("a", "b"),
    entities={"PERSON": 2},
    failure="",
    capture=Capture.FULL,
    end=End.REFUSED,
    status=403,
    input_tokens=None,
    output_tokens=None,
    duration_ms=1.5,
)


def test_json_lines_hold_one_record_each() -> None:
    target = io.StringIO()
    assert write_json_lines([SUMMARY, replace(SUMMARY, id="two", end=None)], target) == 2
    first, second = map(json.loads, target.getvalue().splitlines())
    assert first["time"] == "2026-03-02T09:30:00.000+00:00"
    assert (first["effect"], first["end"], first["tool"]) == ("block", "refused", None)
    assert (first["clauses"], first["entities"]) == (["7.2", "10.3"], {"PERSON": 2})
    assert (second["id"], second["end"]) == ("two", None)


def test_csv_has_a_header_and_reads_back() -> None:
    target = io.StringIO(newline="")
    assert write_csv([SUMMARY], target) == 1
    (row,) = csv.DictReader(io.StringIO(target.getvalue(), newline=""))
    assert (row["clauses"], row["entities"], row["tool"]) == ("7.2 10.3", "PERSON:2", "")
    assert (row["effect"], row["status"]) == ("block", "403")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_is_a_formula(start: str) -> None:
    target = io.StringIO(newline="")
    write_csv([replace(SUMMARY, model=start + "1+1")], target)
    (row,) = csv.DictReader(io.StringIO(target.getvalue(), newline=""))
    assert row["model"] == "'" + start + "1+1"


def test_a_formula_hidden_in_a_list_is_defused_too() -> None:
    target = io.StringIO(newline="")
    write_csv([replace(SUMMARY, rules=("=cmd()",))], target)
    assert ",'=cmd()," in target.getvalue()
