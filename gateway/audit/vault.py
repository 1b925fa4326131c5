"""The vault: tokens of conversations whose history the provider keeps, sealed, with a lifetime."""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from gateway.audit.house_tables import VAULT
from gateway.audit.payloads import dumps
from gateway.audit.store import Store


class Vault:
    """Tokens per person, tool and conversation. Nobody else's conversation can load them."""

    def __init__(self, store: Store, *, days: float = 30.0) -> None:
        self._store = store
        self._lifetime = timedelta(days=days)
        self._noted: dict[bytes, dict[str, str]] = {}

    async def load(self, person: str, tool: str, conversation: str) -> dict[str, str]:
        """Token to original; empty when nothing is known. Raises RecordError."""
        owner = self._owner(person, tool, conversation)
        noted = dict(self._noted.get(owner, {}))
        return await asyncio.to_thread(self._load, owner) | noted

    def note(self, person: str, tool: str, conversation: str, issued: Mapping[str, str]) -> None:
        """Hold tokens in memory until they are saved, which is after their answer has gone out."""
        if issued:
            noted = self._noted.setdefault(self._owner(person, tool, conversation), {})
            noted |= issued

    async def save(
        self, person: str, tool: str, conversation: str, issued: Mapping[str, str]
    ) -> None:
        """Remember tokens; those the conversation already had live on. Raises RecordError."""
        if issued:
            owner = self._owner(person, tool, conversation)
            try:
                await asyncio.to_thread(self._save, owner, dict(issued))
            finally:
                self._forget(owner, issued)

    def _forget(self, owner: bytes, issued: Mapping[str, str]) -> None:
        left = {t: v for t, v in self._noted.pop(owner, {}).items() if t not in issued}
        if left:
            self._noted[owner] = left

    async def sweep(self) -> int:
        """Forget what has expired; returns how many rows went. Raises RecordError."""
        return await asyncio.to_thread(self._sweep)

    def _owner(self, person: str, tool: str, conversation: str) -> bytes:
        """A keyed hash of length-prefixed parts: no two triples run together."""
        parts = (person, tool, conversation)
        return self._store.index.token("vault", "".join(f"{len(part)}:{part}" for part in parts))

    def _load(self, owner: bytes) -> dict[str, str]:
        statement = select(VAULT).where(VAULT.c.owner == owner, VAULT.c.expires > datetime.now(UTC))
        with self._store.read() as connection:
            rows = connection.execute(statement.order_by(VAULT.c.id)).all()
        known: dict[str, str] = {}
        for row in rows:
            key = self._store.periods.open(_record(owner), row.key_id, row.wrapped)
            known |= json.loads(key.open("tokens", row.sealed))
        return known

    def _save(self, owner: bytes, issued: dict[str, str]) -> None:
        now = datetime.now(UTC)
        known = self._load(owner)
        new = {token: value for token, value in issued.items() if known.get(token) != value}
        key = self._store.periods.issue(_record(owner), now)
        row = {"owner": owner, "expires": now + self._lifetime, "key_id": key.key_id}
        row |= {"wrapped": key.wrapped, "sealed": key.seal("tokens", dumps(new))}
        with self._store.write() as connection:
            alive = (VAULT.c.owner == owner, VAULT.c.expires > now)
            connection.execute(update(VAULT).where(*alive).values(expires=row["expires"]))
            if new:
                connection.execute(insert(VAULT), row)

    def _sweep(self) -> int:
        with self._store.write() as connection:
            gone = connection.execute(delete(VAULT).where(VAULT.c.expires <= datetime.now(UTC)))
            return gone.rowcount


def _record(owner: bytes) -> str:
    return f"vault:{owner.hex()}"
