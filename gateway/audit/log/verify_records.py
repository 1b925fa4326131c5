"""Verifies records: each as its leaf committed to, disposed of properly, or damaged."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, String, cast, func, select

from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.log.committed import body_of, leaf_of
from gateway.audit.log.entering import Kind
from gateway.audit.log.names import NAMES
from gateway.audit.log.reading import EntryRows, main_table, record_of, rows_of
from gateway.audit.log.tables import LEAVES, LOG_QUEUE, LOG_SALTS, TOMBSTONES
from gateway.audit.log.verdicts import Damage, Verdict, Verification
from gateway.audit.tables import DATA_KEYS, INTERACTIONS, PAYLOADS

Leaf = tuple[int, str, bytes]
"""Position, entry and leaf hash."""

_Found = tuple[Verdict, str] | None
_TOLD = 1_000


def verify_records(
    connection: Connection, log: int, leaves: Sequence[Leaf], found: Verification
) -> None:
    """Compare the records of some leaves with what the leaves commit to."""
    names = [entry for _, entry, _ in leaves]
    salts = {
        row.entry: row
        for row in connection.execute(select(LOG_SALTS).where(LOG_SALTS.c.entry.in_(names)))
    }
    rows = _rows(connection, salts)
    gone = _disposed(connection, [name for name in names if name not in rows])
    for position, entry, leaf in leaves:
        found.records += 1
        if entry not in rows and record_of(entry) in gone:
            found.disposed += 1
            continue
        if (damage := _judge(entry, leaf, rows.get(entry), salts.get(entry))) is not None:
            verdict, detail = damage
            found.add(
                Damage(verdict=verdict, detail=detail, log=log, position=position, entry=entry)
            )


def _rows(
    connection: Connection, salts: Mapping[str, Row[*tuple[Any, ...]]]
) -> dict[str, EntryRows]:
    by_kind: dict[Kind, list[str]] = {}
    for entry, row in salts.items():
        if row.kind in Kind:
            by_kind.setdefault(Kind(row.kind), []).append(entry)
    found: dict[str, EntryRows] = {}
    for kind, entries in by_kind.items():
        found |= rows_of(connection, kind, entries)
    return found


def _judge(
    entry: str, leaf: bytes, rows: EntryRows | None, salt: Row[*tuple[Any, ...]] | None
) -> _Found:
    if rows is None or salt is None:
        return Verdict.MISSING, "the record is gone, and no disposal accounts for it"
    try:
        made = leaf_of(salt.salt, body_of(entry, salt.kind, rows, salt.version))
    except (KeyError, TypeError, ValueError, AttributeError):
        made = b""  # a version or a value that nothing of ours ever wrote
    return None if made == leaf else (Verdict.ALTERED, "the record is not what was committed to")


def _disposed(connection: Connection, entries: Sequence[str]) -> set[str]:
    """The records among these that a disposal accounts for, in the log or on its way there.

    One whose process died, or that is under way now, waits in the queue like any entry.
    """
    records = {record_of(entry) for entry in entries}
    if not records:
        return set()
    disposal = TOMBSTONES.c.disposal
    placed = select(LEAVES.c.entry).where(LEAVES.c.entry == disposal)
    waits = select(LOG_QUEUE.c.entry).where(LOG_QUEUE.c.entry == disposal)
    statement = (
        select(TOMBSTONES.c.record)
        .join(LOG_SALTS, LOG_SALTS.c.entry == disposal)
        .where(
            TOMBSTONES.c.record.in_(records),
            LOG_SALTS.c.kind == Kind.DISPOSAL,
            placed.exists() | waits.exists(),
        )
    )
    return set(connection.execute(statement).scalars())


def verify_the_rest(connection: Connection, found: Verification) -> None:
    """What no leaf leads to: records outside the log, half disposals, lost keys, the queue."""
    waiting = select(func.count()).select_from(LOG_QUEUE)
    found.waiting = connection.execute(waiting).scalar_one()
    _verify_waiting_disposals(connection, found)
    for kind in NAMES:
        for entry in _outside(connection, kind):
            _add(found, Verdict.GAP, "the record never came into the log", entry)
    for record in _still_there(connection):
        _add(found, Verdict.ALTERED, "disposed of, and still there", record)
    for record in _without_key(connection):
        _add(found, Verdict.MISSING, "a sealed text without its data key", record)


def _verify_waiting_disposals(connection: Connection, found: Verification) -> None:
    """They account for what is gone already: each must be what was queued."""
    disposals = LOG_SALTS.c.kind == Kind.DISPOSAL
    statement = select(LOG_QUEUE.c.leaf, LOG_SALTS).join(
        LOG_SALTS, (LOG_SALTS.c.entry == LOG_QUEUE.c.entry) & disposals
    )
    for row in connection.execute(statement).all():
        rows = rows_of(connection, Kind.DISPOSAL, [row.entry])
        if (damage := _judge(row.entry, row.leaf, rows.get(row.entry), row)) is not None:
            _add(found, *damage, row.entry)


def _outside(connection: Connection, kind: Kind) -> Iterable[str]:
    """Records with a row and no place: neither a leaf nor in the queue."""
    table, column = main_table(kind)
    name = NAMES[kind](cast(table.c[column], String(100)))
    statement = (
        select(name)
        .select_from(
            table.outerjoin(LEAVES, LEAVES.c.entry == name).outerjoin(
                LOG_QUEUE, LOG_QUEUE.c.entry == name
            )
        )
        .where(LEAVES.c.entry.is_(None), LOG_QUEUE.c.entry.is_(None))
    )
    return connection.execute(statement.limit(_TOLD)).scalars()


def _still_there(connection: Connection) -> Iterable[str]:
    for table in (INTERACTIONS, ACTIVITIES):
        statement = select(TOMBSTONES.c.record).join(table, table.c.id == TOMBSTONES.c.record)
        yield from connection.execute(statement.limit(_TOLD)).scalars()


def _without_key(connection: Connection) -> Iterable[str]:
    record = PAYLOADS.c.interaction_id
    statement = (
        select(record)
        .distinct()
        .outerjoin(DATA_KEYS, DATA_KEYS.c.record.in_((record, record + ":answer")))
        .where(PAYLOADS.c.sealed.is_not(None), DATA_KEYS.c.record.is_(None))
    )
    return connection.execute(statement.limit(_TOLD)).scalars()


def _add(found: Verification, verdict: Verdict, detail: str, entry: str) -> None:
    found.add(Damage(verdict=verdict, detail=detail, entry=entry))
