"""Which checkpoints are told between two places of the log."""

from datetime import UTC, datetime

from sqlalchemy import insert

from gateway.audit.log.carried import carried
from gateway.audit.log.tables import CHECKPOINTS
from gateway.audit.outgoing.checkpoints import checkpoints_after
from gateway.audit.outgoing.positions import Position
from gateway.audit.store import Store

NOW = datetime(2027, 1, 1, tzinfo=UTC)


def sign(store: Store, log: int, size: int, *, day: int = 1) -> None:
    time, note = datetime(2027, 1, day, tzinfo=UTC), f"genai-gateway/s/{log}\n{size}\n"
    row = {"log": log, "size": size, "time": time, "note": note}
    with store.write() as connection:
        connection.execute(insert(CHECKPOINTS), row)


def told(store: Store, after: tuple[int, int], end: tuple[int, int]) -> list[str]:
    first, last = (Position(log=log, position=number) for log, number in (after, end))
    with store.read() as connection:
        return [one.id for one in checkpoints_after(connection, first, last, since=NOW)]


def test_those_after_one_place_up_to_another_also_into_a_later_year(store: Store) -> None:
    for log, size in ((2026, 3), (2026, 5), (2027, 2), (2027, 4)):
        sign(store, log, size, day=size)
    names = [f"genai-gateway/s/{name}" for name in ("2026/3", "2026/5", "2027/2", "2027/4")]
    assert told(store, (2026, 2), (2027, 4)) == names
    assert told(store, (2026, 3), (2027, 3)) == names[1:3]
    assert told(store, (2026, 5), (2026, 9)) == []


def test_one_holds_the_note_and_the_place_of_the_last_entry_that_it_signs(store: Store) -> None:
    sign(store, 2026, 3)
    first, last = Position(log=2026, position=0), Position(log=2026, position=3)
    with store.read() as connection:
        (one,) = checkpoints_after(connection, first, last, since=NOW)
        later = datetime(2027, 1, 2, tzinfo=UTC)
        assert checkpoints_after(connection, first, last, since=later) == []
    assert one.signed is not None
    assert (one.position, one.signed.entries, one.actor) == (2, 3, "")
    assert one.signed.note == carried("genai-gateway/s/2026\n3\n")
