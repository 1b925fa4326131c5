"""Every report in every form, on both engines, as it stands in tests/golden/reports.

To write them anew: GOLDEN_REPORTS=write pytest tests/unit/gateway/audit/reports/test_golden.py
"""

import csv
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.audit.reports.atrs import atrs
from gateway.audit.reports.completeness import completeness
from gateway.audit.reports.dpia import dpia
from gateway.audit.reports.report import Report
from gateway.audit.reports.transparency import transparency
from gateway.audit.reports.usage import usage
from gateway.audit.reports.writing import WRITERS
from gateway.audit.store import Store
from tests.unit.gateway.audit.reports.filled import (
    CANARY,
    MADE,
    TOOLS,
    YEAR,
    configuration,
    count_flows,
    fill,
)

GOLDEN = Path(__file__).parents[4] / "golden" / "reports"
ENDINGS = {"markdown": "md", "json": "json", "csv": "csv"}
REPORTS: dict[str, Callable[[Store], Report]] = {
    "transparency": lambda store: transparency(store, configuration(), TOOLS, YEAR),
    "usage": lambda store: usage(store, configuration(), YEAR),
    "atrs": lambda store: atrs(store, configuration(), TOOLS, YEAR),
    "completeness": lambda store: completeness(store, configuration(), YEAR),
    "dpia": lambda store: dpia(store, configuration(), TOOLS, YEAR),
}


def written(report: Report, form: str) -> str:
    """The report in a form."""
    target = io.StringIO(newline="")
    WRITERS[form](replace(report, made=MADE), target)
    return target.getvalue()


def test_every_report_is_as_it_was_agreed(store: Store) -> None:
    fill(store)
    count_flows(store)
    for kind, make in REPORTS.items():
        report = make(store)
        for form, ending in ENDINGS.items():
            text, file = written(report, form), GOLDEN / f"{kind}.{ending}"
            if os.environ.get("GOLDEN_REPORTS") == "write":
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="")
            assert text == file.read_bytes().decode(), file.name
            assert CANARY not in text


@pytest.mark.parametrize("kind", REPORTS)
def test_an_empty_store_gives_a_report_too(store: Store, kind: str) -> None:
    report = REPORTS[kind](store)
    for form in WRITERS:
        assert written(report, form)


@pytest.mark.parametrize("kind", REPORTS)
def test_csv_and_json_say_the_same(kind: str) -> None:
    lines = csv.reader(io.StringIO((GOLDEN / f"{kind}.csv").read_bytes().decode(), newline=""))
    found = json.loads((GOLDEN / f"{kind}.json").read_text(encoding="utf-8"))
    values = {
        (section["name"], column)
        for section in found["sections"]
        for row in section.get("rows", ())
        for column in list(row)[1:]
    }
    keyed = {
        (section["name"], key) for section in found["sections"] for key in section.get("fields", ())
    }
    _, *read = lines
    assert {(line[0], line[2]) for line in read if line[2] != "value"} == values
    assert {(line[0], line[1]) for line in read if line[2] == "value"} == keyed
