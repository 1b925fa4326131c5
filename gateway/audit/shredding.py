"""Destroys a key: what a month and class sealed cannot be read, or a year's mentions not be found.

In one stroke, whatever backups and bytes on disk still hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, String, cast, distinct, func, select

from gateway.audit.activities import Activity, activity_event
from gateway.audit.epochs import year_of, years_of
from gateway.audit.events import append
from gateway.audit.filed import filed_in, held_in
from gateway.audit.forgetting import forgetful
from gateway.audit.key_shelf import destroy
from gateway.audit.log.entering import ANSWER_SUFFIX
from gateway.audit.log.tables import HOLDS
from gateway.audit.period_keys import soon
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, PERIOD_KEYS, TEXTS
from gateway.errors import RecordError

INSTANCE = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A key, and what hangs on it.

    Of the blind index: how many records of its year mention somebody, also those that were filed
    under another key of that year, or before there were any.
    """

    key_id: str
    made: datetime
    provider: str
    records: int
    texts: int
    mentions: int
    held: int

    @property
    def loss(self) -> str:
        """What its end takes away."""
        if year_of(self.key_id) is None:
            return f"{self.records:,} record keys, {self.texts:,} texts"
        return f"mentions in {self.mentions:,} records"


def periods_of(store: Store) -> Iterator[Period]:
    """Every period key, and those of the index, each oldest first. Raises RecordError."""
    with store.read() as connection:
        rows = connection.execute(select(PERIOD_KEYS).order_by(PERIOD_KEYS.c.key_id)).all()
        keys = dict(_counts(connection, DATA_KEYS.c.key_id))
        texts = dict(_counts(connection, TEXTS.c.key_id))
        filed = {
            row.key_id: filed_in(connection, year)
            for row in rows
            if (year := year_of(row.key_id)) is not None
        }
        held = _held(connection, filed)
    for row in rows:
        yield Period(
            key_id=row.key_id,
            made=row.time,
            provider=row.provider,
            records=keys.get(row.key_id, 0),
            texts=texts.get(row.key_id, 0),
            mentions=filed.get(row.key_id, 0),
            held=held.get(row.key_id, 0),
        )


def destroy_period(store: Store, key_id: str, *, actor: str, why: str) -> Period:
    """Destroy a key. The records stay, with their metadata.

    What it sealed is unreadable; who was filed under it is found no more. The entry in the log and
    the end of the key are one transaction; afterwards the database is made to forget its bytes.

    Raises RecordError: no such key, one that is in use, or one that held records hang on.
    """
    period = next((found for found in periods_of(store) if found.key_id == key_id), None)
    if period is None:
        raise RecordError(f"There is no key {key_id}; see: genai-gateway keys list")
    now = datetime.now(UTC)
    if key_id in soon(now) or year_of(key_id) in years_of(now):
        raise RecordError(
            f"The key {key_id} is in use; only those of past periods can be destroyed."
        )
    if period.held:
        raise RecordError(
            f"{period.held:,} records under {key_id} are on hold; nothing was destroyed."
        )
    said = f"{period.loss}: {why}"
    what = Activity(actor=actor, action="keys.destroy", subject=key_id, why=said)
    noted = activity_event(store, INSTANCE, what)  # before the transaction: it may need a new key
    with store.write() as connection:
        forgetful(connection)
        # Read again: a hold may have come in between.
        if _held(connection, [key_id]).get(key_id):
            raise RecordError(f"A record under {key_id} has just been put on hold.")
        append(connection, [noted])
        destroy(connection, key_id)
    store.forget_keys()
    store.periods.forget(key_id)
    store.epochs.forget(key_id)
    return period


def _counts(connection: Connection, column: object) -> list[tuple[str, int]]:
    statement = select(column, func.count()).group_by(column)  # type: ignore[call-overload]
    return [(key_id, number) for key_id, number in connection.execute(statement)]


def _held(connection: Connection, index_keys: Iterable[str]) -> dict[str, int]:
    """How many held records hang on each period key, and on some keys of the index."""
    answer = cast(HOLDS.c.record, String(100)) + ANSWER_SUFFIX
    years = {key_id: year_of(key_id) for key_id in index_keys}
    found = {key_id: held_in(connection, year) for key_id, year in years.items() if year}
    for name in (HOLDS.c.record, answer):
        statement = (
            select(DATA_KEYS.c.key_id, func.count(distinct(HOLDS.c.record)))
            .join(DATA_KEYS, DATA_KEYS.c.record == name)
            .where(HOLDS.c.released.is_(None))
            .group_by(DATA_KEYS.c.key_id)
        )
        for key_id, number in connection.execute(statement):
            found[key_id] = found.get(key_id, 0) + number
    return found
