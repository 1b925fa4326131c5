"""Sightings of services that nobody approved (clause 4): how many people reached which host.

People are kept as keyed hashes, to be counted and not to be named. Rows are only added; reading
adds them up.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select

from gateway.audit.house_tables import SIGHTINGS
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.shadow import REFUSED

UNLISTED = "not in the register"
_MOST = 10_000  # different sightings kept between two writes; what is beyond is only in metrics
_I, _S = INTERACTIONS.c, SIGHTINGS.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One service: how it is known, how many people used it, how often, and when."""

    host: str
    how: str  # UNLISTED, or as gateway.shadow has it
    what: str  # vendor and product, or what it looks like
    people: int
    times: int
    first: datetime
    last: datetime


class Sightings:
    """Gathers in memory, writes now and then. A host that is seen costs a request nothing."""

    def __init__(self, store: Store, *, days: float = 90.0) -> None:
        self._store = store
        self._lifetime = timedelta(days=days)
        self._seen: Counter[tuple[str, str, str, bytes]] = Counter()

    def saw(self, host: str, how: str, what: str, person: str) -> None:
        """Count one connection or request."""
        key = (host[:255], how, what[:200], self._store.index.token("shadow", person))
        if key in self._seen or len(self._seen) < _MOST:
            self._seen[key] += 1

    async def write(self) -> None:
        """Put what was gathered into the store. Raises RecordError; then it is kept for later."""
        if self._seen:
            await asyncio.to_thread(self._write, dict(self._seen))

    async def sweep(self) -> None:
        """Forget what is older than its lifetime. Raises RecordError."""
        await asyncio.to_thread(self._sweep)

    def _write(self, seen: dict[tuple[str, str, str, bytes], int]) -> None:
        now = datetime.now(UTC)
        rows = [
            {"time": now, "host": host, "how": how, "what": what, "person": person, "times": times}
            for (host, how, what, person), times in seen.items()
        ]
        with self._store.write() as connection:
            connection.execute(insert(SIGHTINGS), rows)
        self._seen.subtract(seen)
        for key in [key for key, times in self._seen.items() if times <= 0]:
            del self._seen[key]

    def _sweep(self) -> None:
        with self._store.write() as connection:
            connection.execute(
                delete(SIGHTINGS).where(_S.time < datetime.now(UTC) - self._lifetime)
            )


def shadow(store: Store, since: datetime) -> list[Seen]:
    """Every service not in the register that was reached since then, the most used first."""
    return _ordered([*_unlisted(store, since), *_sighted(store, since, _S.how != REFUSED)])


def refused(store: Store, since: datetime) -> list[Seen]:
    """Every host of the catalogue at which clients did not accept our certificate since then."""
    return _ordered(_sighted(store, since, _S.how == REFUSED))


def _ordered(found: Iterable[Seen]) -> list[Seen]:
    return sorted(found, key=lambda one: (-one.people, -one.times, one.host))


def _unlisted(store: Store, since: datetime) -> Iterable[Seen]:
    columns = (_I.host, _I.vendor, _I.product)
    statement = (
        select(
            *columns,
            func.count(_I.person_folded.distinct()).label("people"),
            func.count().label("times"),
            func.min(_I.time).label("first"),
            func.max(_I.time).label("last"),
        )
        .where(_I.tool.is_(None), _I.time >= since)
        .group_by(*columns)
    )
    with store.read() as connection:
        for row in connection.execute(statement).all():
            what = f"{row.vendor}: {row.product}"
            yield Seen(
                host=row.host,
                how=UNLISTED,
                what=what,
                people=row.people,
                times=row.times,
                first=row.first,
                last=row.last,
            )


def _sighted(store: Store, since: datetime, which: ColumnElement[bool]) -> Iterable[Seen]:
    columns = (_S.host, _S.how, _S.what)
    statement = (
        select(
            *columns,
            func.count(_S.person.distinct()).label("people"),
            func.sum(_S.times).label("times"),
            func.min(_S.time).label("first"),
            func.max(_S.time).label("last"),
        )
        .where(_S.time >= since, which)
        .group_by(*columns)
    )
    with store.read() as connection:
        for row in connection.execute(statement).all():
            yield Seen(**row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
