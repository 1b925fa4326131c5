"""Reports count anonymised prompts as they counted the records, in months that are whole."""

from datetime import UTC, datetime

import pytest

from gateway.audit.disposal import Reason, dispose
from gateway.audit.reports.anonymised import anonymised
from gateway.audit.reports.counting import cube, uses
from gateway.audit.reports.report import Period, Section
from gateway.audit.reports.transparency import transparency
from gateway.audit.reports.usage import usage
from gateway.audit.store import Store
from tests.unit.gateway.audit.reports.filled import TOOLS, YEAR, configuration, fill

SAME = ("by_tool", "by_service", "by_decision", "by_month", "by_category")


def sections(store: Store, period: Period) -> dict[str, Section]:
    found = transparency(store, configuration(), TOOLS, period).sections
    return {one.name: one for one in found}


def anonymise(store: Store, first: int = 0, last: int = 29) -> None:
    gone = [f"prompt-{number:03}" for number in range(first, last)]
    for half in (gone[::2], gone[1::2]):
        dispose(store, half, reason=Reason.ANONYMISED, authority="x", actor="retention")


def test_every_breakdown_is_as_it_was_before(store: Store) -> None:
    fill(store)
    before, tokens = sections(store, YEAR), uses(store, YEAR)
    anonymise(store, 0, 20)
    after = sections(store, YEAR)
    assert [after[name].rows for name in SAME] == [before[name].rows for name in SAME]
    assert not any("anonymised" in note for note in before["about"].notes)
    assert any(note.startswith("20 of these prompts") for note in after["about"].notes)
    for tool, use in uses(store, YEAR).items():
        assert (use.input_tokens, use.output_tokens) == (
            tokens[tool].input_tokens,
            tokens[tool].output_tokens,
        )
    anonymise(store, 20)
    assert cube(store, YEAR).total == 29
    assert usage(store, configuration(), YEAR).sections[1].rows


CUT: tuple[tuple[str | None, str | None, set[str]], ...] = (
    ("2031-01-01", "2031-03-01", {"2031-01", "2031-02"}),
    ("2031-01-02", "2031-03-01", {"2031-02"}),
    ("2031-01-01", "2031-02-28", {"2031-01"}),
    ("2031-02-01", "2031-02-15", set()),
    (None, None, {"2031-01", "2031-02"}),
)


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_month_that_the_period_cuts_is_left_out(store: Store) -> None:
    fill(store)
    anonymise(store)
    for since, until, months in CUT:
        found = anonymised(store, Period(since=day(since), until=day(until)))
        assert {line[-1] for line in found.lines} == months


def day(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
