"""Dates that a clock wrote down while it was ahead are not waited for once it is right again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from gateway.audit.clock import lies_ahead, utc_now
from gateway.audit.four_eyes import must_be_approved
from gateway.audit.log.auditing import Auditing
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.looking import Look
from gateway.audit.officers import Acting
from gateway.audit.outgoing.positions import LEASE, Positions
from gateway.audit.retention.turns import Busy, begin_counting, is_time, take_turn
from gateway.audit.runs import begin_run, sweep
from gateway.audit.store import Store
from gateway.errors import CaseError
from tests.unit.gateway.audit.samples import KEYS

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])
A_YEAR = timedelta(days=365)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def at(moment: datetime, do: Callable[[], object]) -> object:
    """What it gives at that time of the wall clock."""
    with time_machine.travel(moment):
        return do()


@pytest.mark.usefixtures("engine_name")
@pytest.mark.parametrize(
    ("hours", "expected"), [(-1, False), (0, False), (1, True), (24, True), (25, False)]
)
def test_what_lies_further_ahead_than_anybody_waits_is_void(hours: int, expected: bool) -> None:
    due = NOON + timedelta(hours=hours)
    assert lies_ahead(due, NOON, timedelta(days=1)) is expected


def test_the_daily_verification_goes_on(store: Store) -> None:
    auditing = Auditing(store, Sequencer(store, KEYS.checkpoint).signer.verifier, [])
    at(NOON + A_YEAR, auditing.verify_if_due)
    assert at(NOON, auditing.verify_if_due)
    assert not at(NOON, auditing.verify_if_due), "due tomorrow"
    assert at(NOON + timedelta(days=1), auditing.verify_if_due)


def test_retention_goes_on_and_a_run_that_died_ahead_blocks_nobody(store: Store) -> None:
    at(NOON + A_YEAR, lambda: (begin_counting(store), take_turn(store)))
    assert at(NOON, lambda: is_time(store))
    at(NOON, lambda: take_turn(store).end(done=True))
    assert not at(NOON + timedelta(hours=23), lambda: is_time(store))
    at(NOON, lambda: take_turn(store))
    with pytest.raises(Busy):
        at(NOON + timedelta(minutes=14), lambda: take_turn(store))


def test_another_gateway_sends_to_the_siem(store: Store) -> None:
    first, second = Positions(store, "first"), Positions(store, "second")
    assert at(NOON + A_YEAR, lambda: first.take("siem", oldest=NOON))
    assert at(NOON, lambda: second.take("siem", oldest=NOON))
    assert not at(NOON + LEASE / 2, lambda: first.take("siem", oldest=NOON))


def test_a_gateway_that_died_ahead_is_swept(store: Store) -> None:
    half_an_hour = timedelta(minutes=30)
    at(NOON + A_YEAR, lambda: begin_run(store, "elsewhere"))
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE runs SET place = 'another machine'")
    living = at(NOON, lambda: begin_run(store, "here"))
    at(NOON, lambda: sweep(store, living, older_than=half_an_hour))  # type: ignore[arg-type]
    with store.read() as connection:
        closed = connection.exec_driver_sql("SELECT closed FROM runs ORDER BY seen DESC").scalars()
        assert [bool(moment) for moment in closed] == [True, False]


def test_an_approval_from_ahead_does_not_last_until_then(store: Store) -> None:
    def approve(now: datetime) -> None:
        until = (now + timedelta(hours=24)).isoformat()
        other = Acting(name="Kit Marsh", account="kit", powers=frozenset())
        Look(store=store, who=other, why="DSAR").note(
            "records.approve", "a record", reader="jo", until=until
        )

    reader = Acting(name="jo", account="jo", powers=frozenset())
    at(NOON + A_YEAR, lambda: approve(utc_now()))
    with pytest.raises(CaseError):
        at(NOON, lambda: must_be_approved(store, "a record", reader))
    at(NOON, lambda: approve(utc_now()))
    at(NOON, lambda: must_be_approved(store, "a record", reader))
