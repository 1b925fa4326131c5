"""Files that providers keep and that went through here: by a keyed hash of their ids, sealed."""

import asyncio
import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from gateway.audit.house_tables import UPLOADS
from gateway.audit.payloads import dumps
from gateway.audit.store import Store
from gateway.errors import RecordError

_SOON = timedelta(hours=1)  # a place to put a file at is used at once or not at all


class Uploads:
    """See `gateway.ports.Uploads`. What is expected and what is known never meet: other hashes."""

    def __init__(self, store: Store, *, days: float = 30.0) -> None:
        self._store = store
        self._lifetime = timedelta(days=days)

    async def known(self, vendor: str, ids: Collection[str]) -> frozenset[str]:
        """Those of the ids that name a file that was read whole; none without the store."""
        with suppress(RecordError):
            return await asyncio.to_thread(self._known, vendor, ids)
        return frozenset()

    async def remember(self, vendor: str, ids: Collection[str], hashes: Sequence[str]) -> None:
        """Raises RecordError."""
        owners = [self._owner("upload", vendor, one) for one in ids]
        sealed = dumps({"sha256": list(hashes)})
        await asyncio.to_thread(self._save, owners, sealed, self._lifetime)

    async def expect(self, vendor: str, place: str, ids: Collection[str]) -> None:
        """Raises RecordError."""
        owner = self._owner("upload-place", vendor, place)
        await asyncio.to_thread(self._save, [owner], dumps({"ids": sorted(ids)}), _SOON)

    async def expected(self, vendor: str, place: str) -> frozenset[str]:
        """Raises RecordError."""
        owner = self._owner("upload-place", vendor, place)
        found = await asyncio.to_thread(self._load, owner)
        return frozenset(str(one) for row in found for one in row.get("ids", ()))

    async def sweep(self) -> int:
        """Forget what has expired; returns how many rows went. Raises RecordError."""
        return await asyncio.to_thread(self._sweep)

    def _owner(self, kind: str, vendor: str, name: str) -> bytes:
        return self._store.index.token(kind, f"{len(vendor)}:{vendor}{name}")

    def _known(self, vendor: str, ids: Collection[str]) -> frozenset[str]:
        owners = {self._owner("upload", vendor, one): one for one in ids}
        statement = select(UPLOADS.c.owner).where(
            UPLOADS.c.owner.in_(owners), UPLOADS.c.expires > datetime.now(UTC)
        )
        with self._store.read() as connection:
            return frozenset(owners[bytes(row.owner)] for row in connection.execute(statement))

    def _load(self, owner: bytes) -> list[dict[str, list[str]]]:
        statement = select(UPLOADS).where(
            UPLOADS.c.owner == owner, UPLOADS.c.expires > datetime.now(UTC)
        )
        with self._store.read() as connection:
            rows = connection.execute(statement.order_by(UPLOADS.c.id)).all()
        keys = [self._store.periods.open(_record(owner), r.key_id, r.wrapped) for r in rows]
        return [
            json.loads(key.open("upload", row.sealed)) for key, row in zip(keys, rows, strict=True)
        ]

    def _save(self, owners: Sequence[bytes], content: bytes, lifetime: timedelta) -> None:
        now = datetime.now(UTC)
        rows = []
        for owner in owners:
            key = self._store.periods.issue(_record(owner), now)
            row = {"owner": owner, "expires": now + lifetime, "key_id": key.key_id}
            rows.append(row | {"wrapped": key.wrapped, "sealed": key.seal("upload", content)})
        if rows:
            with self._store.write() as connection:
                connection.execute(insert(UPLOADS), rows)

    def _sweep(self) -> int:
        with self._store.write() as connection:
            gone = connection.execute(delete(UPLOADS).where(UPLOADS.c.expires <= datetime.now(UTC)))
            return gone.rowcount


def _record(owner: bytes) -> str:
    return f"upload:{owner.hex()}"
