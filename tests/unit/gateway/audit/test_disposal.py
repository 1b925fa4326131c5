"""Disposal: all of it or nothing, provable afterwards, and gone from the file."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from gateway.audit.activities import activities
from gateway.audit.cases.deciding import close
from gateway.audit.cases.kinds import Outcome
from gateway.audit.cases.scope import release_hold
from gateway.audit.disposal import Disposal, KeptBack, Reason, dispose, prove_again, remains
from gateway.audit.events import append
from gateway.audit.judgements import Judgement, Verdict, record_judgement
from gateway.audit.kept import kept_of
from gateway.audit.lingering import bytes_linger, let_bytes_go, lingering_since
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.verify import verify
from gateway.audit.queries import show
from gateway.audit.rows import request_event
from gateway.audit.store import Store
from gateway.errors import RecordError
from gateway.types import Capture
from tests.unit.gateway.audit.cases.desks import ORIGIN, ask, desk, opened, search
from tests.unit.gateway.audit.samples import KEYS, screened

CANARY = "quiddity-canary"
TABLES = ("interactions", "endings", "payloads", "mentions", "data_keys", "judgements", "log_salts")
SHARED = ("texts", "chains", "passages", "passage_mentions")


@pytest.fixture
def filled(store: Store) -> Store:
    """Three records, one of them judged."""
    for identity in ("r1", "r2", "r3"):
        ask(store, identity, person=f"{CANARY}-{identity}", read=True)
    record_judgement(
        store, Judgement(record="r1", verdict=Verdict.MISSED, who="kit.ng", source="report")
    )
    return store


def gone(store: Store, *records: str, case: str = "") -> Disposal:
    return dispose(
        store,
        records,
        reason=Reason.RETENTION,
        authority="line 3: prompts, 90 days",
        actor="retention",
        case=case,
    )


def rows(store: Store, table: str) -> list[str]:
    with store.read() as connection:
        return [str(tuple(row)) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def test_every_row_of_a_record_goes_and_no_other(filled: Store) -> None:
    before = {table: len(rows(filled, table)) for table in TABLES}
    disposal = gone(filled, "r1")
    assert disposal.records == ("r1",)
    assert (disposal.left, disposal.judgements) == ({}, 1)
    assert show(filled, "r1") is None
    assert show(filled, "r2") is not None
    assert remains(filled, ["r1"]) == {}
    assert remains(filled, ["r2"]).keys() == set(TABLES) - {"judgements"}
    after = {table: len(rows(filled, table)) for table in TABLES}
    assert after["interactions"] == before["interactions"] - 1
    assert after["judgements"] == 0


def test_texts_that_others_share_stay_and_all_others_go(store: Store) -> None:
    for identity in ("r1", "r2"):
        ask(store, identity, "Of both", answer=f"Of {identity}")
    before = rows(store, "texts")
    gone(store, "r1")
    assert len(rows(store, "texts")) == len(before) - 1
    record = show(store, "r2")
    assert record is not None
    assert [kept.text for kept in record.texts["prompt_typed"]] == ["Of both"]
    gone(store, "r2")
    assert [rows(store, table) for table in SHARED] == [[], [], [], []]


def test_a_disposal_names_each_record_its_reason_and_authority(filled: Store) -> None:
    disposal = gone(filled, "r1", "r3")
    proof, said = list(activities(filled, limit=2))
    assert (said.action, said.id) == ("records.dispose", disposal.id)
    assert said.more == {"records": ["r1", "r3"]}
    assert said.why == "retention: line 3: prompts, 90 days"
    assert proof.more == {"disposal": disposal.id, "left": {}, "clean": True}
    with filled.read() as connection:
        found = connection.execute(
            text("SELECT record, reason, authority, who, disposal FROM tombstones ORDER BY record")
        ).all()
    kept = ("retention", "line 3: prompts, 90 days", "retention", disposal.id)
    assert [tuple(row) for row in found if row.record in {"r1", "r3"}] == [
        ("r1", *kept),
        ("r3", *kept),
    ]
    assert len(found) == 3  # the judgement's own


def test_the_log_accounts_for_what_was_disposed_of(filled: Store) -> None:
    gone(filled, "r1")
    sequencer = Sequencer(filled, KEYS.checkpoint)
    sequencer.step(closing=True)
    with filled.read() as connection:
        found = verify(connection, [sequencer.signer.verifier])
    assert found.sound, found.damages
    assert found.disposed == 3  # request, answer, judgement


@pytest.fixture
def held(filled: Store) -> Store:
    search(opened(filled), f"{CANARY}-r2")
    return filled


def test_a_record_that_is_held_keeps_all_of_them(held: Store) -> None:
    with pytest.raises(KeptBack) as caught:
        gone(held, "r1", "r2")
    assert caught.value.by == {"r2": {"DSAR-1"}}
    assert CANARY not in str(caught.value)
    assert show(held, "r1") is not None
    assert rows(held, "tombstones") == []


def test_a_hold_without_a_case_keeps_a_record_too(filled: Store) -> None:
    with filled.write() as connection:
        connection.execute(
            text("INSERT INTO holds (hold, record, time, who) VALUES ('claim 7', 'r1', :t, 'x')"),
            {"t": "2026-03-02 09:30:00+00"},
        )
    with pytest.raises(KeptBack, match="claim 7"):
        gone(filled, "r1")


def test_the_case_that_disposes_does_not_keep_its_own_records(held: Store) -> None:
    assert gone(held, "r2", case="DSAR-1").records == ("r2",)
    assert "released" not in rows(held, "holds")[0]
    with held.read() as connection:
        by = connection.execute(text("SELECT released_by FROM holds")).scalar_one()
    assert by == "retention"


def test_what_a_closed_case_let_go_may_be_disposed_of(held: Store) -> None:
    at = opened(held, reference="DSAR-2")
    close(at, Outcome.WITHDRAWN)
    first = desk(held)
    close(first, Outcome.WITHDRAWN)
    with pytest.raises(KeptBack):
        gone(held, "r2")
    release_hold(first, why="Nobody appealed")
    assert gone(held, "r2").records == ("r2",)


def test_records_that_are_gone_already_are_passed_over(filled: Store) -> None:
    gone(filled, "r1")
    again = gone(filled, "r1", "r2", "never-there")
    assert again.records == ("r2",)


def test_many_records_go_together(store: Store) -> None:
    names = [f"m{number:04}" for number in range(620)]
    made = [screened("Hello", id=name) for name in names]
    with store.write() as connection:
        append(
            connection,
            [request_event(store, ORIGIN, one, kept_of(one, Capture.FULL)) for one in made],
        )
    assert len(gone(store, *names).records) == 620
    assert rows(store, "interactions") == []


def test_nothing_of_a_disposed_record_is_in_the_files(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    store = Store.open(f"sqlite:///{file}", KEYS)
    for identity in ("r1", "r2"):
        ask(store, identity, person=f"{CANARY}-{identity}")
    assert f"{CANARY}-r1".encode() in everything(tmp_path)
    keys = wrapped_keys(store)
    disposal = gone(store, "r1")
    assert disposal.clean
    left = everything(tmp_path)
    assert f"{CANARY}-r1".encode() not in left
    assert f"{CANARY}-r2".encode() in left
    assert not any(key in left for name, key in keys.items() if name.startswith("r1"))
    assert all(key in left for name, key in keys.items() if name.startswith("r2"))
    store.close()


def test_a_reader_keeps_the_bytes_and_the_disposal_says_so(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'records.db'}", KEYS)
    ask(store, "r1")
    with store.read() as reader:
        reader.execute(text("SELECT count(*) FROM interactions")).scalar()
        assert not gone(store, "r1").clean
    assert lingering_since(store), "whoever lets records go next makes it forget"
    assert let_bytes_go(store)
    assert lingering_since(store) is None
    store.close()


def test_what_is_disposed_of_while_it_forgets_is_not_taken_for_forgotten(store: Store) -> None:
    """Another process may have begun in between: only what was there before is done."""
    bytes_linger(store)
    with store.read() as connection:
        before = connection.execute(text("SELECT value FROM meta WHERE name = 'bytes_linger'"))
        first = before.scalar()
    bytes_linger(store)
    assert lingering_since(store) != datetime.fromisoformat(str(first))
    assert let_bytes_go(store)
    assert lingering_since(store) is None


def test_one_that_died_is_proved_and_not_told_anew(filled: Store) -> None:
    done = gone(filled, "r1", "r2")
    told = [one.id for one in activities(filled) if one.action == "records.dispose"]
    again = prove_again(filled, ["r1", "r2"], reason=Reason.RETENTION, actor="jo")
    assert again
    assert (again.id, again.records, again.clean) == (done.id, ("r1", "r2"), True)
    assert [one.id for one in activities(filled) if one.action == "records.dispose"] == told
    for others in (["r1", "r3"], [], ["unknown"]):
        assert prove_again(filled, others, reason=Reason.RETENTION, actor="jo") is None
    assert prove_again(filled, ["r1"], reason=Reason.ERASURE, actor="jo") is None


def test_a_failure_leaves_everything_in_place(filled: Store) -> None:
    with filled.write() as connection:
        connection.execute(
            text(
                "INSERT INTO tombstones (record, time, reason, authority, who, disposal) "
                "VALUES ('r2', :t, 'erasure', 'x', 'x', 'x')"
            ),
            {"t": "2026-03-02 09:30:00+00"},
        )
    with pytest.raises(RecordError):
        gone(filled, "r1", "r2")  # a second tombstone for r2 is refused
    assert len(rows(filled, "interactions")) == 3
    assert len(rows(filled, "tombstones")) == 1
    assert "records.dispose" not in [a.action for a in activities(filled)]


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def wrapped_keys(store: Store) -> dict[str, bytes]:
    with store.read() as connection:
        found = connection.execute(text("SELECT record, wrapped FROM data_keys")).all()
    return {row.record: bytes(row.wrapped)[-32:] for row in found}
