"""A case is what its steps say; every step is an activity with purpose and case."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gateway.audit.activities import activities
from gateway.audit.cases.clock import Stop, deadline
from gateway.audit.cases.desk import Asked, all_cases, open_case, read_case, show_case
from gateway.audit.cases.kinds import CaseKind, Requester, State
from gateway.audit.cases.timing import acknowledge, extend, start_clock, stop_clock
from gateway.audit.store import Store
from gateway.errors import CaseError, RecordError
from tests.unguarded import unguard
from tests.unit.gateway.audit.cases.desks import RECEIVED, ask, desk, now, opened, search

ASKED = Asked(
    kind=CaseKind.FOI,
    received=RECEIVED,
    requester=Requester.JOURNALIST,
    owner="jo.lee",
    about="Prompts of May",
)
NATION = "england-and-wales"


def test_a_case_reads_back_as_it_was_opened(store: Store) -> None:
    case = open_case(desk(store, "FOI/2026-12"), ASKED)
    assert case == read_case(store, "FOI/2026-12")[0]
    assert (case.kind, case.clock.received, case.owner) == (CaseKind.FOI, RECEIVED, "jo.lee")
    assert (case.requester, case.about) == (Requester.JOURNALIST, "Prompts of May")
    assert case.state is State.DRAFT
    assert case.is_open


def test_a_reference_is_used_once(store: Store) -> None:
    open_case(desk(store), ASKED)
    with pytest.raises(CaseError, match="already"):
        open_case(desk(store), ASKED)


@pytest.mark.parametrize("reference", ["", "A1", "../etc", "FOI 12", "x" * 61, "FOI;12"])
def test_a_reference_is_one_word_of_sane_length(store: Store, reference: str) -> None:
    with pytest.raises(CaseError, match="reference"):
        open_case(desk(store, reference), ASKED)


def test_a_request_is_neither_of_the_future_nor_beyond_the_calendar(store: Store) -> None:
    tomorrow = datetime.now(UTC).astimezone().date() + timedelta(days=1)
    with pytest.raises(CaseError, match="future"):
        open_case(desk(store), replace(ASKED, received=tomorrow))
    with pytest.raises(CaseError, match="bank holidays of 2011"):
        open_case(desk(store), replace(ASKED, received=date(2011, 5, 3)))


def test_a_case_nobody_opened_is_unknown(store: Store) -> None:
    with pytest.raises(CaseError, match="There is no case"):
        read_case(store, "FOI-1")
    with pytest.raises(CaseError, match="There is no case"):
        show_case(desk(store, "FOI-1"))


def test_every_step_is_an_activity_with_purpose_and_case(store: Store) -> None:
    show_case(opened(store))
    latest, first = list(activities(store))
    assert (first.action, latest.action) == ("case.open", "case.show")
    assert {first.actor, latest.actor} == {"jo.lee"}
    assert latest.why == "subject access request DSAR-1"
    assert latest.more == {"case": "DSAR-1", "account": "gateway"}


def test_what_a_case_says_stands_in_no_clear_column(store: Store) -> None:
    opened(store)
    with store.read() as connection:
        rows = [
            row
            for table in ("activities", "case_steps", "log_queue")
            for row in connection.execute(text(f"SELECT * FROM {table}")).all()
        ]
    assert rows
    assert "Jane Doe" not in str(rows)


@pytest.mark.parametrize("table", ["case_steps", "case_records"])
@pytest.mark.parametrize("what", ["DELETE FROM {}", "UPDATE {} SET \"case\" = 'x'"])
def test_steps_and_records_of_a_case_are_only_added(store: Store, table: str, what: str) -> None:
    ask(store, "r1")
    search(opened(store), "Jane Doe")
    with pytest.raises(DBAPIError), store.write_raw() as connection:
        connection.execute(text(what.format(table)))


def test_a_step_that_is_gone_is_noticed(store: Store) -> None:
    at = opened(store)
    show_case(at)
    with store.write() as connection:
        unguard(connection)
        connection.execute(text("DELETE FROM case_steps WHERE number = 1"))
    with pytest.raises(RecordError, match="missing"):
        read_case(store, at.reference)


def test_all_cases_are_listed_by_reference(store: Store) -> None:
    opened(store, reference="B-12")
    opened(store, reference="A-12")
    assert list(all_cases(store)) == ["A-12", "B-12"]


def test_the_clock_of_a_case_stops_and_runs_again(store: Store) -> None:
    at = opened(store)
    stop_clock(at, Stop.IDENTITY, date(2026, 11, 4), why="No proof of address")
    assert deadline(now(at).clock).due is None
    with pytest.raises(CaseError, match="before"):
        start_clock(at, date(2026, 11, 3))
    start_clock(at, date(2026, 11, 9))
    assert deadline(now(at).clock).due == date(2026, 12, 9)
    with pytest.raises(CaseError, match="runs"):
        start_clock(at, date(2026, 11, 10))


def test_the_time_is_extended_with_a_reason(store: Store) -> None:
    at = opened(store)
    with pytest.raises(CaseError, match="reason"):
        extend(at, date(2026, 11, 20), nation=NATION, why=" ")
    extend(at, date(2026, 11, 20), nation=NATION, why="Many records")
    assert deadline(now(at).clock).due == date(2027, 2, 2)


def test_a_complaint_is_acknowledged_and_nothing_else_is(store: Store) -> None:
    at = opened(store, CaseKind.COMPLAINT, "C-12")
    with pytest.raises(CaseError, match="before"):
        acknowledge(at, date(2026, 11, 1))
    acknowledge(at, date(2026, 11, 5))
    assert now(at).clock.acknowledged == date(2026, 11, 5)
    with pytest.raises(CaseError, match="Only a complaint"):
        acknowledge(opened(store), date(2026, 11, 5))


@pytest.mark.parametrize(
    ("who", "kind", "allowed"),
    [
        ("jo.lee", CaseKind.FOI, True),
        ("jo.lee", CaseKind.AUDIT, True),
        ("al.marsh", CaseKind.AUDIT, True),
        ("al.marsh", CaseKind.FOI, False),
        ("sec.ops", CaseKind.AUDIT, True),
        ("sec.ops", CaseKind.DSAR, False),
        ("ana.reid", CaseKind.FOI, False),
    ],
)
def test_an_office_opens_the_cases_that_are_its_own(
    store: Store, who: str, kind: CaseKind, allowed: bool
) -> None:
    if allowed:
        assert now(opened(store, kind, "X-12", who)).kind is kind
        return
    with pytest.raises(CaseError, match=f"{who} may not"):
        opened(store, kind, "X-12", who)


def test_security_may_not_look_at_a_case(store: Store) -> None:
    opened(store)
    with pytest.raises(CaseError, match="may not look"):
        show_case(desk(store, who="sec.ops"))
    assert show_case(desk(store, who="al.marsh"))[0].reference == "DSAR-1"
