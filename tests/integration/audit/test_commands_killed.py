"""Kill -9 between any two statements of a command: what it left is sound, and can be gone on with.

No record or key ends without its entry in the log, nothing that is said to be gone is on disk, and
the command, given again, comes to its end. Quick: a few points on SQLite. `slow`: every single one.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select, update

from gateway.audit.activities import activities
from gateway.audit.cases.desk import all_cases, read_case
from gateway.audit.cases.kinds import State
from gateway.audit.cases.rights import statements_of
from gateway.audit.cases.scope import held_by, records_of
from gateway.audit.disposal import remains
from gateway.audit.house_tables import META
from gateway.audit.judgements import judgements
from gateway.audit.keys import Keys
from gateway.audit.log.reading import record_of
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import LEAVES, TOMBSTONES
from gateway.audit.log.verdicts import HARMLESS, Verification
from gateway.audit.log.verify import verify
from gateway.audit.opening import open_record
from gateway.audit.queries import show
from gateway.audit.retention.run import run
from gateway.audit.rotating import begin_epoch
from gateway.audit.shredding import destroy_period
from gateway.audit.store import Store
from gateway.audit.tools import tool_history
from gateway.errors import RecordError
from tests.integration.audit import dying_commands as commands
from tests.integration.audit.killed import NEW_KEYS, ROOT, Dying, Found, Left, keys_of, records
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.cases.desks import desk
from tests.unit.gateway.audit.samples import KEYS


@pytest.fixture
def process() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.integration.audit.dying_process"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def dying(
    process: "subprocess.Popen[str]", command: str, engine_name: str, tmp_path: Path
) -> Iterator[Dying]:
    made = Dying(command=command, engine=engine_name, folder=tmp_path, process=process)
    yield made
    if engine_name == "postgresql":
        shared_cluster().drop_database(made._name("prepared"))


def tombstones(store: Store) -> dict[str, str]:
    with store.read() as connection:
        rows = connection.execute(select(TOMBSTONES.c.record, TOMBSTONES.c.disposal))
        return {row.record: row.disposal for row in rows}


def entries_that_ended(store: Store) -> int:
    """Requests, endings and so on in the log whose record has a tombstone."""
    ended = tombstones(store)
    with store.read() as connection:
        return sum(
            record_of(one) in ended for one in connection.execute(select(LEAVES.c.entry)).scalars()
        )


def verified(store: Store, notes: tuple[str, ...]) -> Verification:
    log = Sequencer(store, KEYS.checkpoint)
    with store.read() as connection:
        return verify(connection, [log.signer.verifier], anchors=notes)


def check(left: Left, command: str) -> None:
    """As it was left, and then as it is when the command was given again."""
    with closing(opened(left)) as store:
        check_ends(store, left.before)
        found = verified(store, left.before.notes)
        assert found.sound, found.damages
        FINISH[command](store, left)
    with closing(opened(left)) as store:
        check_ends(store, left.before)
        log = Sequencer(store, KEYS.checkpoint)
        while log.step(closing=True).sequenced:
            pass
        found = verified(store, left.before.notes)
        assert set(found.verdicts) <= {verdict.value for verdict in HARMLESS}, found.damages
        assert found.waiting == 0
        assert found.disposed == entries_that_ended(store)


def opened(left: Left) -> Store:
    """With the keys that the store knows."""
    return left.open(KEYS if knows(left.url, KEYS) else NEW_KEYS)


def knows(url: str, keys: Keys) -> bool:
    """Whether the store goes with these keys."""
    try:
        Store.open(url, keys, create=False).close()
    except RecordError:
        return False
    return True


def check_ends(store: Store, before: Found) -> None:
    """Whatever is gone is gone whole, and the log accounts for it."""
    ended, there = tombstones(store), records(store)
    assert not there & ended.keys()
    assert before.records - there <= ended.keys()
    assert not remains(store, ended)
    noted = list(activities(store, limit=1_000))
    assert set(ended.values()) <= {one.id for one in noted}
    gone = before.keys - keys_of(store)
    assert gone <= {one.subject for one in noted if one.action == "keys.destroy"}
    for case in all_cases(store):
        read_case(store, case)


def finish_retention(store: Store, left: Left) -> None:
    if "run" not in left.told:
        with store.write() as connection:  # its lease, fifteen minutes later
            lease = update(META).where(META.c.name == "retention_running").values(value="")
            connection.execute(lease)
    run(store, commands.orders())
    assert records(store) == {"held", "stays", "stays-too"}
    check_bytes(left, gone={"gone0", "gone1", "gone2"}, stays={"held", "stays"})
    shown = show(store, "stays")
    assert shown is not None
    assert shown.texts["prompt_typed"][0].text == "Write to Jane Doe"


def check_bytes(left: Left, *, gone: set[str], stays: set[str]) -> None:
    there = left.bytes()
    assert not [one for one in gone if f"canary-{one}".encode() in there]
    assert all(f"canary-{one}".encode() in there for one in stays)


def finish_erasure(store: Store, left: Left) -> None:
    case, _ = read_case(store, "ERA-1")
    if case.state is State.APPROVED:
        commands.end_records(store, left.folder, NOBODY)
    else:
        assert case.state is State.RELEASED
    assert records(store) == {"r3", "r4"}
    case, steps = read_case(store, "ERA-1")
    erased = steps[-1]
    assert (erased.action, erased.data["records"]) == ("case.erased", 2)
    assert {tombstones(store)["r1"], tombstones(store)["r2"]} == {erased.data["disposal"]}
    assert case.package == erased.data["disposal"]
    check_bytes(left, gone={"r1", "r2"}, stays={"r3", "r4"})


def finish_restriction(store: Store, left: Left) -> None:
    at = desk(store, "COM-1")
    if "restrict" in left.told and "lift" not in left.told:
        _, steps = read_case(store, "COM-1")
        assert (show(store, "r1") is None) != (steps[-1].action == "case.lift")
    commands.hide_records(store, left.folder, NOBODY)
    assert show(store, "r1") is not None
    assert statements_of(store, "r1")
    assert held_by(at.store, "COM-1") == 3


def finish_case(store: Store, left: Left) -> None:
    """Each step is done or not; one that is not is taken, and so are those after it."""
    package = left.folder / "answer.zip"
    done = [step for step in commands.CASE if was_taken(store, step)]
    assert left.told <= set(done)
    assert done == list(commands.CASE[: len(done)]), "in their order"
    if package.exists():
        with ZipFile(package) as archive:
            assert archive.testzip() is None
        assert "export" in done, "no answer that the case does not know"
    for step in commands.CASE[len(done) :]:
        commands.take_step(store, left.folder, step)
    if not package.exists():
        commands.export(store, package)
    assert read_case(store, "FOI/7")[0].state is State.CLOSED
    assert records_of(store, "FOI/7").keys() == {"r1", "r2", "r3", "r4"}
    assert held_by(store, "FOI/7") == 0
    left_behind = {path.name for path in left.folder.iterdir()}
    assert left_behind <= {"answer.zip", *(f"records.db{end}" for end in ("", "-wal", "-shm"))}


def was_taken(store: Store, step: str) -> bool:
    """Whether a step of a case is among those that are written down."""
    if "FOI/7" not in all_cases(store):
        return False
    case, steps = read_case(store, "FOI/7")
    actions = [one.action for one in steps]
    said = {
        "open": bool(steps),
        "search": len(case.searches) > 0,
        "search-texts": len(case.searches) > 1,
        "hold": "case.hold" in actions,
        "redact": "case.redact" in actions,
        "redact-words": len({one.start for one in case.redactions}) > 1,
        "withhold": "case.withhold" in actions,
        "submit": "case.review" in actions,
        "approve": "case.approve" in actions,
        "export": "case.export" in actions,
        "close": "case.close" in actions,
        "release": "case.release" in actions,
    }
    return said[step]


def finish_sayings(store: Store, left: Left) -> None:
    judged, changes = list(judgements(store)), tool_history(store, "practice")
    officers = [one for one in activities(store) if one.action == "access.changed"]
    done = {"judge"} if judged else set[str]()
    done |= set(("pause", "resume")[: len(changes)]) | ({"officers"} if officers else set())
    assert left.told <= done
    assert len(done) <= len(left.told) + 1
    commands.say_things(store, left.folder, NOBODY)
    assert {one.judgement.note for one in judgements(store)} == {"A street"}
    assert [one.approval for one in tool_history(store, "practice")][:1] == [None]
    after = [one for one in activities(store) if one.action == "access.changed"]
    assert len(after) == 1


def finish_rewrapping(_: Store, left: Left) -> None:
    """Whoever gives the command again has the old sealing key still, or has put the new one in."""
    if knows(left.url, KEYS):
        with closing(left.open()) as store:
            commands.wrap_anew(store, left.folder, NOBODY)
    with closing(left.open(NEW_KEYS)) as store:
        opened = open_record(store, "r1")
        assert opened is not None
        assert opened.texts["prompt_typed"][0].text.startswith("Write to Jane Doe")


def finish_keys(store: Store, left: Left) -> None:
    epochs = {key for key in keys_of(store) if key.startswith("index:2026.")}
    rotated = [one.subject for one in activities(store) if one.action == "keys.rotate"]
    assert epochs <= set(rotated)
    for key in commands.PAST_KEYS:
        noted = [one for one in activities(store) if one.action == "keys.destroy"]
        assert (key in keys_of(store)) == (key not in {one.subject for one in noted})
        if key in keys_of(store):
            destroy_period(store, key, actor="dpo", why="schedule, line 4")
    with pytest.raises(RecordError, match="was destroyed"):
        open_record(store, "r1")
    begin_epoch(store, actor="dpo", why="incident 12")


def finish_year(store: Store, left: Left) -> None:
    after = Sequencer(store, KEYS.checkpoint, now=lambda: commands.NEW_YEAR)
    commands.note(store, "when all is over")
    while after.step(closing=True).sequenced:
        pass
    with store.read() as connection:
        logs = set(connection.execute(select(LEAVES.c.log)).scalars())
    assert logs == {2026, 2027}
    back = Sequencer(store, KEYS.checkpoint)
    commands.note(store, "a clock that steps back")
    back.step(closing=True)
    with store.read() as connection:
        assert set(connection.execute(select(LEAVES.c.log)).scalars()) == logs


@dataclass(slots=True)
class _Nobody:
    def tell(self, done: str) -> None: ...


NOBODY: Any = _Nobody()

FINISH: Mapping[str, Callable[[Store, Left], None]] = {
    "retention": finish_retention,
    "erasure": finish_erasure,
    "restriction": finish_restriction,
    "case": finish_case,
    "sayings": finish_sayings,
    "rewrapping": finish_rewrapping,
    "keys": finish_keys,
    "new-year": finish_year,
}


def die_at(points: range, dying: Dying) -> None:
    for point in points:
        left, told = dying.live(until=point)
        assert told["died"] == (not told["passed"]), told["status"]
        assert told["died"] or len(told["passed"]) < point
        try:
            check(left, dying.command)
        except BaseException as error:
            error.add_note(
                f"{dying.command} killed at point {point}, having told {sorted(left.told)}"
            )
            raise
        dying.remove(left)


def whole(dying: Dying) -> int:
    """A command that is not killed; how many points it passes."""
    left, told = dying.live(until=0)
    assert not told["died"]
    assert told["status"] == 0
    check(left, dying.command)
    dying.remove(left)
    return len(told["passed"])


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize("command", ["erasure"])
def test_killed_when_the_records_are_gone_and_nothing_else_is_done(dying: Dying) -> None:
    left, told = dying.live(until=0, after="DELETE FROM interactions")
    assert told["died"]
    with closing(left.open()) as store:
        assert records(store) == {"r3", "r4"}
        assert read_case(store, "ERA-1")[0].state is State.APPROVED
    check(left, dying.command)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("command", commands.COMMANDS)
def test_killed_between_every_two_statements(dying: Dying) -> None:
    die_at(range(1, whole(dying) + 2), dying)
