"""Keeps what the proxy counted: rows are added now and then, and reading adds them up."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import func, insert, select

from gateway.audit.operation_tables import FLOWS
from gateway.audit.store import Store
from gateway.flows import Tally

_F = FLOWS.c


class Flows:
    """Writes the tally of one gateway. A crash loses what was counted since the last writing."""

    def __init__(self, store: Store, tally: Tally, *, instance: str) -> None:
        self._store, self._tally, self._instance = store, tally, instance

    async def write(self) -> None:
        """Put what was counted into the store. Raises RecordError; then it is kept for later."""
        counts = self._tally.counts
        if counts:
            await asyncio.to_thread(self._write, counts)
            self._tally.take(counts)

    def _write(self, counts: Mapping[str, int]) -> None:
        about = {"time": datetime.now(UTC), "instance": self._instance}
        rows = [about | {"what": what, "times": times} for what, times in sorted(counts.items())]
        with self._store.write() as connection:
            connection.execute(insert(FLOWS), rows)


def counted(store: Store, since: datetime, until: datetime) -> dict[str, int]:
    """How often each thing was seen, by all gateways together. Raises RecordError."""
    statement = select(_F.what, func.sum(_F.times)).where(_F.time >= since, _F.time < until)
    with store.read() as connection:
        rows = connection.execute(statement.group_by(_F.what))
        return {what: int(times) for what, times in rows}
