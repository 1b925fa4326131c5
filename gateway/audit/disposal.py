"""Disposal: the one way in which a record ends, for retention and for erasure.

Tombstones, the disposal's own entry in the log, and the removal of rows and keys are one
transaction. Afterwards the database is made to forget the bytes, and asked whether it has.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select

from gateway.audit.activities import Activity, activity_event, record_activity
from gateway.audit.cases.scope import kept_back, pieces_of, release
from gateway.audit.events import append
from gateway.audit.forgetting import forgetful
from gateway.audit.house_tables import JUDGEMENTS
from gateway.audit.lingering import bytes_linger, let_bytes_go
from gateway.audit.log.entering import ANSWER_SUFFIX, Kind
from gateway.audit.log.tables import LOG_SALTS, TOMBSTONES, TOTALS
from gateway.audit.passages import drop_unled, last_passages
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, ENDINGS, INTERACTIONS, MENTIONS, PAYLOADS
from gateway.audit.texts import drop_unused, heads_of
from gateway.audit.totals import totals_of
from gateway.errors import RecordError

INSTANCE = "disposal"


class Reason(StrEnum):
    """Why records end."""

    RETENTION = "retention"
    ANONYMISED = "anonymised"  # by the schedule too; counts stay
    ERASURE = "erasure"


class KeptBack(RecordError):
    """Some of the records are held or belong to an open case; nothing was disposed of."""

    def __init__(self, by: Mapping[str, frozenset[str]]) -> None:
        self.by = by
        names = ", ".join(sorted({name for names in by.values() for name in names})[:5])
        super().__init__(f"{len(by):,} of the records are kept by {names}; nothing was disposed of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """What was disposed of. `id` is its activity in the log, which names every record.

    `left` counts rows of these records that are still in the database, by table: none, or the
    disposal has failed. `clean` says whether the engine has let go of the bytes; where it is
    False somebody was reading; the next retention run tries again.
    """

    id: str
    records: tuple[str, ...]
    judgements: int
    left: Mapping[str, int] = field(default_factory=dict)
    clean: bool = False


def dispose(  # noqa: PLR0913 - each says something else about why records may go
    store: Store,
    records: Collection[str],
    *,
    reason: Reason,
    authority: str,
    actor: str,
    case: str = "",
    forget: bool = True,
) -> Disposal:
    """Dispose of interactions by their ids: all of them, or none.

    Of what is anonymised counts stay. `authority` names the line of the schedule or the decision;
    `case` is the case that disposes, whose own hold is released with it. Records that are gone
    already are passed over. With `forget=False` the caller lets the engine forget the bytes, once
    for many disposals. Raises KeptBack for records that are held or belong to another open case,
    and RecordError.
    """
    bytes_linger(store)
    with store.write() as connection:
        forgetful(connection)
        found = sorted(_present(connection, records))
        if kept := kept_back(connection, found, case=case):
            raise KeptBack(kept)
        if case:
            release(connection, case, found, actor)
        said = _judgements(connection, found)
        activity = _activity(reason, authority, actor, found)
        totals = totals_of(connection, found) if reason is Reason.ANONYMISED else ()
        disposal = note_disposal(
            store, connection, activity, [*found, *said], reason, authority, totals
        )
        _remove(connection, found, said)
    done = Disposal(id=disposal, records=tuple(found), judgements=len(said))
    return _proved(store, done, actor, forget=forget)


def prove_again(
    store: Store, records: Collection[str], *, reason: Reason, actor: str
) -> Disposal | None:
    """Bring a disposal to its end whose process died once these records were gone.

    None where any of them is still there, or where it was not one disposal. Raises RecordError.
    """
    with store.read() as connection:
        if not records or _present(connection, records):
            return None
        gone = [row for piece in pieces_of(records) for row in _ended(connection, piece, reason)]
    disposals = {disposal for _, disposal in gone}
    if len(disposals) != 1:
        return None
    names = tuple(record for record, _ in gone)
    return _proved(store, Disposal(id=disposals.pop(), records=names, judgements=0), actor)


def _ended(connection: Connection, records: Sequence[str], reason: Reason) -> list[tuple[str, str]]:
    found = select(TOMBSTONES.c.record, TOMBSTONES.c.disposal).order_by(TOMBSTONES.c.record)
    which = found.where(TOMBSTONES.c.record.in_(records), TOMBSTONES.c.reason == reason.value)
    return [(row.record, row.disposal) for row in connection.execute(which)]


def remains(store: Store, records: Collection[str]) -> Mapping[str, int]:
    """How many rows of these records each table still holds; empty when there are none."""
    left: dict[str, int] = {}
    with store.read() as connection:
        for piece in pieces_of(records):
            for table, owned in _owned(piece):
                statement = select(func.count()).select_from(table).where(owned)
                if number := connection.execute(statement).scalar_one():
                    left[table.name] = left.get(table.name, 0) + number
    return left


def _proved(store: Store, disposal: Disposal, actor: str, *, forget: bool = True) -> Disposal:
    """Makes the engine forget, reads back, and notes what came of both. Raises RecordError."""
    clean = let_bytes_go(store) if forget else False
    left = remains(store, disposal.records)
    proved = replace(disposal, clean=clean, left=left)
    more = {"disposal": disposal.id, "left": dict(left), "clean": clean}
    record_activity(
        store,
        Activity(
            actor=actor, action="records.disposed", subject=disposal.id, why="proof", more=more
        ),
        instance=INSTANCE,
    )
    if left:
        raise RecordError("Disposed records are still in the database; the store is damaged.")
    return proved


def _present(connection: Connection, records: Collection[str]) -> set[str]:
    found: set[str] = set()
    for piece in pieces_of(records):
        statement = select(INTERACTIONS.c.id).where(INTERACTIONS.c.id.in_(piece))
        found.update(connection.execute(statement).scalars())
    return found


def _judgements(connection: Connection, records: Sequence[str]) -> list[str]:
    found: list[str] = []
    for piece in pieces_of(records):
        statement = select(JUDGEMENTS.c.id).where(JUDGEMENTS.c.interaction_id.in_(piece))
        found += connection.execute(statement).scalars()
    return found


def _activity(reason: Reason, authority: str, actor: str, records: Sequence[str]) -> Activity:
    return Activity(
        actor=actor,
        action="records.dispose",
        subject=f"{len(records)} records",
        why=f"{reason}: {authority}",
        more={"records": list(records)},
    )


def note_disposal(  # noqa: PLR0913, PLR0917 - one after the other in one place
    store: Store,
    connection: Connection,
    activity: Activity,
    gone: Sequence[str],
    reason: Reason,
    authority: str,
    totals: Sequence[Mapping[str, Any]] = (),
) -> str:
    """The disposal's entry in the log, with a tombstone for everything that goes. Its id.

    The entry commits to the tombstones and to the counts that stay (`totals`).
    """
    event = activity_event(store, INSTANCE, activity)
    tombstones = [
        {
            "record": record,
            "time": datetime.now(UTC),
            "reason": reason.value,
            "authority": authority[:400],
            "who": activity.actor[:200],
            "disposal": event.entry,
        }
        for record in gone
    ]
    rows = {**event.rows, TOMBSTONES: tombstones}
    if totals:
        rows[TOTALS] = [{"disposal": event.entry, **total} for total in totals]
    append(connection, [replace(event, kind=Kind.DISPOSAL, rows=rows)])
    return event.entry


def _remove(connection: Connection, records: Sequence[str], judgements: Sequence[str]) -> None:
    for piece in pieces_of(judgements):
        connection.execute(delete(DATA_KEYS).where(DATA_KEYS.c.record.in_(piece)))
        connection.execute(delete(LOG_SALTS).where(LOG_SALTS.c.entry.in_(piece)))
    for piece in pieces_of(records):
        ends, passages = heads_of(connection, piece), last_passages(connection, piece)
        for table, owned in _owned(piece):
            connection.execute(delete(table).where(owned))
        drop_unused(connection, ends)  # texts that other records share stay
        drop_unled(connection, passages)


def _owned(records: Sequence[str]) -> list[tuple[Table, ColumnElement[bool]]]:
    """Everything that belongs to records, what refers to others first."""
    with_answers = [*records, *(record + ANSWER_SUFFIX for record in records)]
    return [
        (JUDGEMENTS, JUDGEMENTS.c.interaction_id.in_(records)),
        (MENTIONS, MENTIONS.c.interaction_id.in_(records)),
        (PAYLOADS, PAYLOADS.c.interaction_id.in_(records)),
        (ENDINGS, ENDINGS.c.interaction_id.in_(records)),
        (DATA_KEYS, DATA_KEYS.c.record.in_(with_answers)),
        (LOG_SALTS, LOG_SALTS.c.entry.in_(with_answers)),
        (INTERACTIONS, INTERACTIONS.c.id.in_(records)),
    ]
