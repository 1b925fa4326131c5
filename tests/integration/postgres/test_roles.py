"""What each database role may do and what not, on a real PostgreSQL set up by deploy/postgres."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from gateway.audit.activities import Activity, activities, record_activity
from gateway.audit.cases.deciding import close
from gateway.audit.cases.desk import all_cases
from gateway.audit.cases.kinds import CaseKind, Outcome
from gateway.audit.cases.scope import hold
from gateway.audit.clock import utc_now
from gateway.audit.clock_store import believe, confirm, doubts
from gateway.audit.disposal import Reason, dispose
from gateway.audit.filters import Filters
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import TOTALS
from gateway.audit.log.verify import verify
from gateway.audit.migrate import HEAD
from gateway.audit.queries import find_person, search, show
from gateway.audit.recorder import Recorder
from gateway.audit.reports.counting import cube
from gateway.audit.reports.report import Period
from gateway.audit.retention.run import run
from gateway.audit.retention.turns import last_done
from gateway.audit.store import Store
from gateway.audit.tools import current_overrides, latest_change_id, record_tool_change
from gateway.audit.uploads import Uploads
from gateway.audit.vault import Vault
from gateway.errors import RecordError
from gateway.settings.retention_file import Activities, CaseLine
from gateway.types import Approval, End
from tests.integration.postgres.separated import ROLES, Separated, separated
from tests.unit.gateway.audit.cases.desks import ask, desk, opened
from tests.unit.gateway.audit.cases.desks import search as search_for_case
from tests.unit.gateway.audit.retention.kept import ROUTINE, aged, orders
from tests.unit.gateway.audit.samples import KEYS, answer, screened


@pytest.fixture(scope="module")
def database() -> Iterator[Separated]:
    with separated() as made:
        writer = Store.open(made.url("writer"), KEYS)
        ask(writer, "first")
        record_activity(writer, Activity(actor="jo", action="x", subject="x", why="x"))
        writer.close()
        auditor = Store.open(made.url("auditor"), KEYS, create=False)
        with auditor.write() as connection:
            hold(connection, "claim 1", ["first"], "jo")
        auditor.close()
        yield made


@pytest.fixture
def stores(database: Separated) -> Iterator[dict[str, Store]]:
    opened = {role: Store.open(database.url(role), KEYS, create=False) for role in ROLES}
    yield opened
    for store in opened.values():
        store.close()


RECORDS = (
    *("interactions", "endings", "payloads", "texts", "chains", "passages", "passage_mentions"),
    *("mentions", "judgements"),
)
SEALED = ("data_keys", "log_salts", "activities", "tool_changes")
LOG = ("leaves", "checkpoints", "tombstones")
NOBODY = [
    (role, statement)
    for role in ("writer", "sequencer", "auditor", "retention")
    for statement in (
        *(f"TRUNCATE {table} CASCADE" for table in (*RECORDS, *SEALED, *LOG)),
        *(
            f"UPDATE {table} SET {column} = {column}"
            for table, column in (
                ("interactions", "effect"),
                ("payloads", "kind"),
                ("endings", "outcome"),
                ("activities", "actor"),
                ("leaves", "leaf"),
                ("checkpoints", "note"),
                ("tombstones", "who"),
                ("data_keys", "wrapped"),
                ("texts", "sealed"),
                ("period_keys", "wrapped"),
                ("case_steps", "activity"),
            )
        ),
        *(f"DELETE FROM {table}" for table in (*LOG, "activities", "tool_changes", "period_keys")),
        "UPDATE meta SET value = 'x' WHERE name = 'key_check_sealing'",
        "INSERT INTO meta (name, value) VALUES ('store', 'x')",
        "ALTER TABLE interactions DISABLE TRIGGER ALL",
        "DROP TRIGGER interactions_no_delete ON interactions",
        "DROP TABLE mentions",
        "CREATE TABLE mine (a int)",
        "SET session_replication_role = replica",
        "CREATE ROLE more",
        "SET ROLE genai_owner",
    )
]
OWN = [
    ("writer", "SELECT sealed FROM payloads"),
    ("writer", "SELECT sealed FROM texts"),
    ("writer", "SELECT wrapped FROM data_keys"),
    ("writer", "SELECT token FROM mentions"),
    ("writer", "SELECT token FROM passage_mentions"),
    ("writer", "SELECT passage FROM interactions"),
    ("writer", "SELECT person FROM interactions"),
    ("writer", "SELECT details FROM activities"),
    ("writer", "SELECT note FROM checkpoints"),
    ("writer", "DELETE FROM interactions"),
    ("writer", "DELETE FROM data_keys"),
    ("writer", "DELETE FROM log_queue"),
    ("writer", "INSERT INTO leaves SELECT 1, 1, 'x', '\\x00'"),
    ("writer", "INSERT INTO tombstones SELECT 'first', now(), 'x', 'x', 'x', 'x'"),
    ("writer", "INSERT INTO holds SELECT 'h', 'first', now(), 'x', NULL, NULL"),
    ("sequencer", "SELECT id FROM interactions"),
    ("sequencer", "SELECT sealed FROM payloads"),
    ("sequencer", "SELECT details FROM activities"),
    ("sequencer", "INSERT INTO log_queue SELECT 'x', 1, '\\x00'"),
    ("sequencer", "INSERT INTO activities SELECT 'x', now(), 'x', 'x', 'x', '\\x00'"),
    ("sequencer", "DELETE FROM leaves"),
    ("auditor", "DELETE FROM interactions"),
    ("auditor", "DELETE FROM holds"),
    ("auditor", "DELETE FROM data_keys"),
    ("auditor", "INSERT INTO interactions SELECT * FROM interactions"),
    ("auditor", "INSERT INTO tombstones SELECT 'first', now(), 'x', 'x', 'x', 'x'"),
    ("auditor", "INSERT INTO checkpoints SELECT 1, 1, now(), 'x'"),
    ("auditor", "DELETE FROM log_queue"),
    ("retention", "SELECT sealed FROM payloads"),
    ("retention", "SELECT sealed FROM texts"),
    ("retention", "SELECT token FROM mentions"),
    ("retention", "SELECT token FROM passage_mentions"),
    ("retention", "SELECT person FROM interactions"),
    ("retention", "SELECT note FROM checkpoints"),
    ("retention", "DELETE FROM holds"),  # one that stands: the trigger
    ("retention", "DELETE FROM interactions"),  # without a tombstone: the trigger
    ("retention", "DELETE FROM data_keys"),
    ("retention", "DELETE FROM activities"),
    ("retention", "SELECT salt FROM log_salts"),
    ("retention", "INSERT INTO interactions SELECT * FROM interactions"),
    ("retention", "INSERT INTO checkpoints SELECT 1, 1, now(), 'x'"),
]


@pytest.mark.parametrize("role", ROLES[1:])
def test_nobody_changes_what_was_written(database: Separated, role: str) -> None:
    refusals(database, role, [statement for one, statement in NOBODY if one == role])


@pytest.mark.parametrize("role", ROLES[1:])
def test_each_keeps_to_its_own(database: Separated, role: str) -> None:
    refusals(database, role, [statement for one, statement in OWN if one == role])


def refusals(database: Separated, role: str, statements: list[str]) -> None:
    """None of these is done; "insufficient privilege", or the triggers' "restrict violation"."""
    url = database.url(role)
    done = []
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            try:
                result = connection.execute(statement.encode())
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation):
                continue
            if statement.startswith("UPDATE meta") and result.rowcount == 0:
                continue  # the row is not there for this role
            done.append(statement)
    assert done == []


def test_others_do_not_even_come_in(database: Separated) -> None:
    with database.server.connect() as connection:
        connection.execute("CREATE ROLE passer_by LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(database.url("owner").replace("genai_owner", "passer_by"))


def test_the_gateway_works_as_writer(stores: dict[str, Store]) -> None:
    asyncio.run(_gateway(stores["writer"]))
    assert show(stores["auditor"], "w1") is not None
    record_tool_change(stores["writer"], "practice", Approval.PAUSED, "jo", "x")
    assert current_overrides(stores["writer"])["practice"].approval is Approval.PAUSED
    assert latest_change_id(stores["writer"]) > 0


async def _gateway(store: Store) -> None:
    dead = Recorder(store, instance="first")
    await dead.start()
    await dead.request(screened("Hello Jane Doe", marks=(("Jane Doe", "PERSON"),), id="w1"))
    await dead.request(screened("Hello again", id="w2"))
    await dead.answer(answer("w1", received="Dear Jane Doe", restored="Dear Jane Doe"))
    await dead.answer(answer("w1"))  # a second ending is passed over
    await dead.activity(actor="jo", action="x", subject="y", why="z")
    await dead.close()  # w2 is closed as orphaned
    vault, uploads = Vault(store, days=1), Uploads(store, days=1)
    await vault.save("jo", "practice", "c", {"PersonA1": "Jane Doe"})
    assert await vault.load("jo", "practice", "c") == {"PersonA1": "Jane Doe"}
    await vault.sweep()
    await uploads.remember("Practice", ["f1"], ["00"])
    await uploads.sweep()


def test_the_log_is_kept_as_sequencer_and_verified_as_auditor(stores: dict[str, Store]) -> None:
    ask(stores["writer"], "s1")
    sequencer = Sequencer(stores["sequencer"], KEYS.checkpoint)
    assert sequencer.step(closing=True).sequenced > 0
    with stores["auditor"].read() as connection:
        found = verify(connection, [sequencer.signer.verifier])
    assert found.sound, found.damages
    with pytest.raises(RecordError), stores["sequencer"].read() as connection:
        verify(connection, [sequencer.signer.verifier])


def test_the_gateway_notes_the_time_and_whoever_runs_retention_confirms_it(
    stores: dict[str, Store],
) -> None:
    now = utc_now()
    believe(stores["writer"], now)
    later = now + timedelta(days=30)
    assert "last at work" in doubts(stores["retention"], later)[0]
    confirm(stores["retention"], later)
    assert doubts(stores["writer"], later) == ()
    confirm(stores["retention"], now)


def test_auditors_find_and_work_on_cases(stores: dict[str, Store]) -> None:
    ask(stores["writer"], "a1", "Write to Ottoline Poe", marks=(("Ottoline Poe", "PERSON"),))
    auditor = stores["auditor"]
    assert [one.id for one in find_person(auditor, "Ottoline Poe")] == ["a1"]
    assert next(search(auditor, Filters(end=End.COMPLETE)), None)
    found = search_for_case(opened(auditor, reference="DSAR-9"), "Ottoline Poe")
    assert found.records.keys() == {"a1"}
    with pytest.raises(RecordError):
        dispose(auditor, ["first"], reason=Reason.RETENTION, authority="x", actor="x")


def test_retention_lets_go_of_what_is_due_and_of_nothing_held(stores: dict[str, Store]) -> None:
    for identity in ("t1", "t2", "t3"):
        aged(stores["writer"], identity, 400)
    with stores["auditor"].write() as connection:
        hold(connection, "claim 7", ["t2"], "jo")
    ran = run(stores["retention"], orders())
    assert ran.gone["routine"] >= 2
    assert ran.clean
    assert last_done(stores["writer"])
    auditor = stores["auditor"]
    assert [show(auditor, one) is None for one in ("t1", "t2", "t3")] == [True, False, True]
    sequencer = Sequencer(stores["sequencer"], KEYS.checkpoint)
    sequencer.step(closing=True)
    with auditor.read() as connection:
        assert verify(connection, [sequencer.signer.verifier]).sound


def test_retention_anonymises_and_cannot_count_otherwise(stores: dict[str, Store]) -> None:
    aged(stores["writer"], "t4", 400)
    ran = run(stores["retention"], orders(ROUTINE | {"action": "anonymise"}))
    assert ran.gone["routine"] >= 1
    assert cube(stores["auditor"], Period()).by("month")
    sequencer = Sequencer(stores["sequencer"], KEYS.checkpoint)
    sequencer.step(closing=True)
    with stores["auditor"].read() as connection:
        assert verify(connection, [sequencer.signer.verifier]).sound
        assert connection.execute(select(func.sum(TOTALS.c.prompts))).scalar_one() >= 1
    with pytest.raises(SQLAlchemyError), stores["retention"].write_raw() as connection:
        connection.execute(TOTALS.update().values(prompts=0))


def test_retention_lets_go_of_who_looked(stores: dict[str, Store]) -> None:
    look = Activity(actor="jo", action="records.person", subject="Ottoline Poe", why="FOI 1")
    record_activity(stores["auditor"], look)
    line = Activities(period="1 year", basis="Art 5(2)", owner="IG")
    later = replace(orders(), lines=(), activities=line, today=date(2100, 1, 1))
    assert run(stores["retention"], later).gone["activities"] >= 1
    auditor = stores["auditor"]
    assert "records.person" not in {one.action for one in activities(auditor)}
    sequencer = Sequencer(stores["sequencer"], KEYS.checkpoint)
    sequencer.step(closing=True)
    with auditor.read() as connection:
        assert verify(connection, [sequencer.signer.verifier]).sound


def test_retention_lets_go_of_closed_cases_and_of_no_open_one(stores: dict[str, Store]) -> None:
    for reference in ("FOI-7", "FOI-8"):
        opened(stores["auditor"], CaseKind.FOI, reference)
    close(desk(stores["auditor"], "FOI-7"), Outcome.NOTHING_HELD)
    line = CaseLine.model_validate(
        {"class": "foi", "period": "1 year", "basis": "x", "owner": "IG"}
    )
    later = replace(orders(), lines=(), cases=(line,), today=date(2100, 1, 1))
    assert run(stores["retention"], later).cases == {"foi": 1}
    assert {"FOI-7", "FOI-8"} & all_cases(stores["auditor"]).keys() == {"FOI-8"}


def test_who_may_not_vacuum_is_told_so_and_not_only_warned(stores: dict[str, Store]) -> None:
    assert not stores["auditor"].forget()
    assert stores["retention"].forget()


def test_only_the_owner_brings_the_tables_up_to_date(database: Separated) -> None:
    with database.server.connect("gateway") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0008'")
        try:
            for role in ROLES[1:]:
                with pytest.raises(RecordError):
                    Store.open(database.url(role), KEYS)
        finally:
            connection.execute(f"UPDATE alembic_version SET version_num = '{HEAD}'")
