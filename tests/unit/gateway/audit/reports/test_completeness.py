"""What was seen, recorded and logged is compared, and what is missing shows."""

from datetime import timedelta

from gateway.audit.disposal import Reason, dispose
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import LOG_QUEUE
from gateway.audit.reports.completeness import completeness
from gateway.audit.reports.report import Cell, Period
from gateway.audit.store import Store
from gateway.flows import FORWARDED, SEEN, UNRECORDED
from gateway.types import End
from tests.unit.gateway.audit.reports.filled import (
    JANUARY,
    YEAR,
    ask_all,
    configuration,
    count_flows,
)
from tests.unit.gateway.audit.samples import KEYS


def sections(store: Store, period: Period = YEAR) -> dict[str, dict[Cell, tuple[Cell, ...]]]:
    """Lines by section and first column."""
    report = completeness(store, configuration(), period)
    return {one.name: {row[0]: row[1:] for row in one.rows} for one in report.sections}


def three(store: Store) -> None:
    """Answered, orphaned, and still open."""
    ends = (End.COMPLETE, End.ORPHANED, None)
    ask_all(store, {n: {"time": JANUARY, "end": end} for n, end in enumerate(ends)})


def test_a_request_without_a_record_shows(store: Store) -> None:
    three(store)
    count_flows(store, **{SEEN: 5, FORWARDED: 4, UNRECORDED: 1})
    flows = {key: row[-1] for key, row in sections(store)["flows"].items()}
    assert (flows["seen"], flows["recorded"], flows["difference"]) == (5, 3, 2)
    assert (flows["forwarded"], flows["unrecorded"], flows["unscreened"]) == (4, 1, 0)


def test_records_are_counted_by_how_they_ended(store: Store) -> None:
    three(store)
    found = sections(store)["endings"]
    assert {word: number for word, (number,) in found.items() if number} == {
        "open": 1,
        "complete": 1,
        "orphaned": 1,
    }


def test_what_waits_for_the_log_is_told_from_what_never_came_there(store: Store) -> None:
    three(store)
    assert sections(store)["log"] == {"requests": (3, 0, 3, 0), "answers": (2, 0, 2, 0)}
    Sequencer(store, KEYS.checkpoint).step(closing=True)
    ask_all(store, {10: {"time": JANUARY}, 11: {"time": JANUARY}})
    with store.write() as connection:
        connection.execute(LOG_QUEUE.delete().where(LOG_QUEUE.c.entry == "prompt-010"))
    assert sections(store)["log"] == {"requests": (5, 3, 1, 1), "answers": (4, 2, 2, 0)}


def test_other_periods_are_left_out(store: Store) -> None:
    three(store)
    count_flows(store)
    before = sections(store, Period(until=JANUARY - timedelta(days=1)))
    assert {row[-1] for row in before["flows"].values()} == {0}
    assert before["log"]["requests"] == (0, 0, 0, 0)


def test_disposal_is_told(store: Store) -> None:
    three(store)
    dispose(store, ["prompt-000"], reason=Reason.RETENTION, authority="routine", actor="retention")
    flows = {key: row[-1] for key, row in sections(store, Period())["flows"].items()}
    assert (flows["recorded"], flows["disposed"]) == (2, 1)
