"""Wraps keys anew: under another sealing key or provider, and old records under kept period keys.

What is sealed stays as it is, and so does every proof of the log.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select, update

from gateway.audit.forgetting import forgetful
from gateway.audit.house_tables import META, RUNS, UPLOADS, VAULT
from gateway.audit.key_providers.provider import KeyProvider
from gateway.audit.key_shelf import KeyShelf
from gateway.audit.keys import key_check
from gateway.audit.log.entering import ANSWER_SUFFIX
from gateway.audit.period_keys import DERIVED, HOUSE, PeriodKeys
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, INTERACTIONS, PERIOD_KEYS
from gateway.errors import RecordError

_CHUNK = 500
_ALIVE = timedelta(minutes=2)

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrapped:
    """How many keys were wrapped anew."""

    periods: int
    records: int


def rewrap(  # noqa: PLR0913 - what is there, what it shall be, and who is told
    store: Store,
    to: KeyProvider,
    *,
    old: Sequence[KeyProvider],
    sealing_key: bytes,
    new_sealing_key: bytes | None = None,
    progress: Progress = lambda _: None,
) -> Rewrapped:
    """Wrap every kept key with `to`; it or one of `old` opens what is there.

    Data keys from before period keys were kept follow, a piece at a time. A run that is cut off
    can be repeated. The open store goes on with the new keys. Raises RecordError: a gateway is
    running, or a key does not open.
    """
    _refuse_if_running(store)
    periods = _rewrap_periods(store, to, old)
    shelf = KeyShelf(store.read, store.write, to)
    records = sum(_rewrap_old(store, PeriodKeys(sealing_key, shelf), progress))
    if new_sealing_key is not None:
        where = META.c.name == "key_check_sealing"
        check = key_check(new_sealing_key, "sealing")
        with store.write() as connection:
            connection.execute(update(META).where(where).values(value=check))
    store.forget_keys()  # or who has the old sealing key finds them wrapped by it on the disk
    store.periods = PeriodKeys(new_sealing_key or sealing_key, shelf)
    store.epochs = store.epochs.on(shelf)
    return Rewrapped(periods=periods, records=records)


def _rewrap_periods(store: Store, to: KeyProvider, old: Sequence[KeyProvider]) -> int:
    """All or none; how many there are."""
    with store.write() as connection:
        forgetful(connection)
        rows = connection.execute(select(PERIOD_KEYS)).all()
        for row in rows:
            key = _unwrapped((to, *old), row)
            values = {"provider": to.name, "wrapped": to.wrap(row.key_id, key)}
            where = PERIOD_KEYS.c.key_id == row.key_id
            connection.execute(update(PERIOD_KEYS).where(where).values(**values))
    return len(rows)


def _unwrapped(providers: Sequence[KeyProvider], row: Row[Any]) -> bytes:
    for provider in providers:
        if provider.name == row.provider:
            with suppress(RecordError):
                return provider.unwrap(row.key_id, row.wrapped)
    raise RecordError(
        f"The key {row.key_id} is wrapped by the key provider {row.provider}, and nothing "
        "that the configuration names opens it (records.keys, the sealing key)."
    )


def _refuse_if_running(store: Store) -> None:
    """A gateway goes on with the keys it has, and would wrap the next month's with the old."""
    since = datetime.now(UTC) - _ALIVE
    statement = select(RUNS.c.instance).where(RUNS.c.closed.is_(None), RUNS.c.seen > since)
    with store.read() as connection:
        running = sorted(set(connection.execute(statement).scalars()))
    if running:
        raise RecordError(
            f"A gateway is running ({', '.join(running)}). Stop it first; one that was killed "
            "counts as running for two minutes."
        )


def _rewrap_old(store: Store, periods: PeriodKeys, progress: Progress) -> Iterator[int]:
    """Keys under derived period keys, put under kept ones; how many in each piece."""
    for table, record in _WRAPPED:
        statement = select(table).where(table.c.key_id.startswith(DERIVED)).limit(_CHUNK)
        while rows := _rows(store, statement):
            kinds = _captures(store, [record(row) for row in rows]) if table is DATA_KEYS else {}
            new = [_again(periods, row, record(row), kinds) for row in rows]
            with store.write() as connection:
                for row, values in zip(rows, new, strict=True):
                    _update(connection, table, row, values)
            progress(len(rows))
            yield len(rows)


def _rows(store: Store, statement: Select[Any]) -> Sequence[Row[Any]]:
    with store.read() as connection:
        return connection.execute(statement).all()


def _captures(store: Store, records: Sequence[str]) -> dict[str, str]:
    """How much each interaction among some records keeps."""
    ids = {record.removesuffix(ANSWER_SUFFIX) for record in records}
    statement = select(INTERACTIONS.c.id, INTERACTIONS.c.capture)
    return {
        row.id: row.capture for row in _rows(store, statement.where(INTERACTIONS.c.id.in_(ids)))
    }


def _again(
    periods: PeriodKeys, row: Row[Any], record: str, kinds: Mapping[str, str]
) -> dict[str, object]:
    month = datetime.strptime(row.key_id, f"{DERIVED}%Y-%m").replace(tzinfo=UTC)
    period = periods.of(month, kinds.get(record.removesuffix(ANSWER_SUFFIX), HOUSE))
    key = period.rewrap(periods.open(record, row.key_id, row.wrapped))
    return {"key_id": key.key_id, "wrapped": key.wrapped}


def _update(connection: Connection, table: Table, row: Row[Any], values: dict[str, object]) -> None:
    where = [column == getattr(row, column.name) for column in table.primary_key.columns]
    connection.execute(update(table).where(*where).values(**values))


_WRAPPED: tuple[tuple[Table, Callable[[Row[Any]], str]], ...] = (
    (DATA_KEYS, lambda row: str(row.record)),
    (VAULT, lambda row: f"vault:{row.owner.hex()}"),
    (UPLOADS, lambda row: f"upload:{row.owner.hex()}"),
)
