"""Closed cases go after their time, whole, and the log still accounts for every step."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from gateway.audit.activities import activities
from gateway.audit.cases.deciding import close
from gateway.audit.cases.desk import Desk, all_cases, show_case
from gateway.audit.cases.kinds import CaseKind, Outcome
from gateway.audit.cases.rights import lift, rectify, restrict
from gateway.audit.cases.scope import hold_case, records_of, release_hold
from gateway.audit.cases.tables import CASE_RECORDS, CASE_STEPS, RESTRICTIONS
from gateway.audit.disposal import Reason, dispose
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import HOLDS, TOMBSTONES
from gateway.audit.log.verdicts import Verification
from gateway.audit.log.verify import verify
from gateway.audit.retention.cases import let_cases_go, plan_cases
from gateway.audit.retention.run import Ran, run
from gateway.audit.store import Store
from gateway.settings.retention_file import Action, CaseLine, KindOfCase, RetentionFile
from tests.unguarded import unguard
from tests.unit.gateway.audit.cases.desks import ask, opened, search
from tests.unit.gateway.audit.retention.kept import orders
from tests.unit.gateway.audit.samples import KEYS

ON_ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"])
FOI = {"class": "foi", "kinds": ["foi"], "period": "3 years", "basis": "s.46", "owner": "IG"}
REST = {"class": "rest", "period": "6 years", "basis": "s.2", "owner": "IG"}
REFERENCE = "FOI-quiddity-canary"
NOW = datetime.now(UTC).date()
IN_FOUR, IN_TEN = date(NOW.year + 4, 1, 1), date(NOW.year + 10, 1, 1)


def lines(*rows: dict[str, object]) -> tuple[CaseLine, ...]:
    return RetentionFile.model_validate({"cases": rows or (FOI, REST)}).cases


def go(store: Store, today: date = IN_TEN, *rows: dict[str, object]) -> Ran:
    return run(store, replace(orders(appeal_days=0), lines=(), cases=lines(*rows), today=today))


def checked(store: Store) -> Verification:
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step(closing=True)
    with store.read() as connection:
        return verify(connection, [keeper.signer.verifier])


def closed(store: Store, kind: CaseKind, reference: str, *, release: bool = True) -> Desk:
    """A case that found a record, was closed, and holds nothing any more."""
    at = opened(store, kind, reference)
    search(at, "Jane Doe")
    close(at, Outcome.WITHDRAWN)
    if release:
        release_hold(at, why="over")
    return at


@pytest.fixture
def cases(store: Store) -> Store:
    """A record; a closed FOI, a closed DSAR, and an open one."""
    ask(store, "r1")
    closed(store, CaseKind.FOI, "FOI-1")
    closed(store, CaseKind.DSAR, "SAR-1")
    search(opened(store, CaseKind.DSAR, "SAR-2"), "Jane Doe")
    return store


def test_a_closed_case_goes_whole_after_its_time(cases: Store) -> None:
    checked(cases)
    ran = go(cases, IN_FOUR)
    assert (ran.cases, ran.gone, ran.whole, ran.clean) == ({"foi": 1}, {}, True, True)
    assert set(all_cases(cases)) == {"SAR-1", "SAR-2"}
    assert go(cases).cases == {"rest": 1}
    assert set(all_cases(cases)) == {"SAR-2"}
    assert set(records_of(cases, "SAR-2")) == {"r1"}
    with cases.read() as connection:
        for column in (CASE_STEPS.c.case, CASE_RECORDS.c.case, HOLDS.c.hold):
            assert set(connection.execute(select(column)).scalars()) == {"SAR-2"}


def test_the_log_accounts_for_every_step_and_the_disposal_for_the_case(cases: Store) -> None:
    before = checked(cases)
    steps = all_cases(cases)["FOI-1"].steps
    go(cases, IN_FOUR)
    found = checked(cases)
    assert found.sound, found.damages
    assert (before.disposed, found.disposed) == (0, steps)
    said = next(one for one in activities(cases) if one.action == "case.dispose")
    assert (said.subject, said.more["kind"], said.more["outcome"]) == ("FOI-1", "foi", "withdrawn")
    assert said.more["closed"].startswith(str(NOW.year))
    assert len(said.more["activities"]) == steps
    assert "s.46" in said.why


@pytest.mark.slow
@ON_ONE_ENGINE
def test_its_reference_is_in_no_file_of_the_database(store: Store, tmp_path: Path) -> None:
    ask(store, "r1")
    closed(store, CaseKind.FOI, REFERENCE)

    def holding() -> list[Path]:
        files = (tmp_path / "state").glob("records.db*")
        return [file for file in files if REFERENCE.encode() in file.read_bytes()]

    assert holding()
    assert go(store).clean
    assert not holding()


@ON_ONE_ENGINE
def test_a_plan_says_what_goes_when(cases: Store) -> None:
    found = plan_cases(cases, lines(), today=IN_FOUR)
    ends = [line.ends(NOW) for line in lines()]
    assert [(one.line.name, one.day, one.records) for one in found.planned] == [
        ("foi", ends[0], 1),
        ("rest", ends[1], 1),
    ]
    assert (found.due(Action.DESTROY), found.still_open, found.unclassed) == (1, 1, 0)
    assert plan_cases(cases, lines(FOI), today=IN_FOUR).unclassed == 1


@pytest.mark.slow
@ON_ONE_ENGINE
def test_what_is_only_reviewed_or_fits_no_line_stays(cases: Store) -> None:
    assert not go(cases, IN_TEN, FOI | {"action": "review"}).cases
    assert not go(cases, IN_TEN, FOI | {"action": "keep"}, REST | {"kinds": ["eir"]}).cases
    assert len(all_cases(cases)) == 3


@pytest.mark.slow
@ON_ONE_ENGINE
def test_one_that_still_holds_records_stays(store: Store) -> None:
    ask(store, "r1")
    at = closed(store, CaseKind.FOI, "FOI-1", release=False)
    assert plan_cases(store, lines(), today=IN_TEN).kept_back == {"foi": 1}
    assert not list(let_cases_go(store, lines(), IN_TEN, actor="retention"))
    release_hold(at, why="over")
    assert go(store).cases == {"foi": 1}


@ON_ONE_ENGINE
def test_one_that_another_case_holds_stays_until_that_lets_go(cases: Store) -> None:
    complaint = opened(cases, CaseKind.COMPLAINT, "COM-1")
    hold_case(complaint, "FOI-1", why="How it was answered")
    assert go(cases).cases == {"rest": 1}
    close(complaint, Outcome.DONE)
    release_hold(complaint, why="over")
    assert go(cases).cases == {"foi": 1, "rest": 1}


@pytest.mark.slow
@ON_ONE_ENGINE
def test_a_restriction_and_a_statement_keep_their_case(store: Store) -> None:
    ask(store, "r1")
    hiding = opened(store, CaseKind.RESTRICTION, "RES-1")
    search(hiding, "Jane Doe")
    restrict(hiding, why="disputed")
    correcting = opened(store, CaseKind.RECTIFICATION, "REC-1")
    search(correcting, "Jane Doe")
    rectify(correcting, "r1", "I never said so.")
    for at in (hiding, correcting):
        close(at, Outcome.DONE)
        release_hold(at, why="over")
    assert not go(store).cases
    lift(hiding, why="settled")
    assert go(store).cases == {"rest": 1}
    assert set(all_cases(store)) == {"REC-1"}
    dispose(store, ["r1"], reason=Reason.RETENTION, authority="x", actor="retention")
    assert go(store).cases == {"rest": 1}
    with store.read() as connection:
        assert not connection.execute(select(RESTRICTIONS)).all()


@pytest.mark.slow
def test_the_database_lets_nothing_of_a_case_go_that_stands(cases: Store) -> None:
    for statement in (
        delete(CASE_STEPS).where(CASE_STEPS.c.case == "FOI-1"),
        delete(CASE_RECORDS).where(CASE_RECORDS.c.case == "FOI-1"),
        delete(HOLDS).where(HOLDS.c.hold == "FOI-1"),  # released, but its case is there
        delete(HOLDS).where(HOLDS.c.hold == "SAR-2"),
        update(CASE_STEPS).values(number=CASE_STEPS.c.number + 100),
    ):
        with pytest.raises(SQLAlchemyError), cases.write_raw() as connection:
            connection.execute(statement)


@ON_ONE_ENGINE
def test_one_that_came_to_be_held_while_a_run_works_stays(cases: Store) -> None:
    going = let_cases_go(cases, lines(), IN_TEN, actor="retention")
    assert next(going).name == "foi"  # the second was looked up together with the first
    hold_case(opened(cases, CaseKind.COMPLAINT, "COM-1"), "SAR-1", why="How it was answered")
    assert not list(going)
    assert "SAR-1" in all_cases(cases)


@ON_ONE_ENGINE
def test_a_case_that_was_taken_out_by_hand_is_missing(cases: Store) -> None:
    checked(cases)
    with cases.write() as connection:
        unguard(connection)
        of = select(CASE_STEPS.c.activity).where(CASE_STEPS.c.case == "FOI-1")
        connection.execute(delete(ACTIVITIES).where(ACTIVITIES.c.id.in_(of)))
        connection.execute(delete(CASE_STEPS).where(CASE_STEPS.c.case == "FOI-1"))
    assert checked(cases).verdicts["MISSING"] == 4


@pytest.mark.slow
@ON_ONE_ENGINE
def test_a_run_by_day_tells_of_both(cases: Store) -> None:
    show_case(Desk(store=cases, reference="SAR-1", who=opened(cases, reference="X-1").who))
    ran = go(cases)
    said = next(one for one in activities(cases) if one.action == "retention.run")
    assert (said.more["cases"], ran.total) == ({"foi": 1, "rest": 1}, 0)
    with cases.read() as connection:
        reasons = set(connection.execute(select(TOMBSTONES.c.reason)).scalars())
    assert reasons == {"retention"}


def test_kinds_are_those_of_cases() -> None:
    assert set(get_args(KindOfCase)) == {kind.value for kind in CaseKind}
