"""Period keys, and those of the blind index, as rows of the store, wrapped by the key provider."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from gateway.audit.house_tables import META
from gateway.audit.key_providers.provider import KeyProvider
from gateway.audit.statements import passing_over
from gateway.audit.tables import PERIOD_KEYS
from gateway.errors import RecordError

_INSERT, _GONE = passing_over(PERIOD_KEYS), passing_over(META)

Connecting = Callable[[], AbstractContextManager[Connection]]


class KeyShelf:
    """Keeps keys. A key that another gateway made first is the one that counts."""

    def __init__(self, read: Connecting, write: Connecting, provider: KeyProvider) -> None:
        self._read, self._write, self._provider = read, write, provider

    def find(self, key_id: str) -> bytes | None:
        """The key; None if there is none. Raises RecordError."""
        statement = select(PERIOD_KEYS).where(PERIOD_KEYS.c.key_id == key_id)
        with self._read() as connection:
            row = connection.execute(statement).one_or_none()
        if row is None:
            return None
        if row.provider != self._provider.name:
            raise RecordError(
                f"The key {key_id} is wrapped by the key provider {row.provider}; "
                f"this gateway is set to {self._provider.name} (records.keys.provider)."
            )
        return self._provider.unwrap(key_id, row.wrapped)

    def missing(self, key_ids: Iterable[str]) -> set[str]:
        """Which of these are not there. Raises RecordError."""
        names = set(key_ids)
        statement = select(PERIOD_KEYS.c.key_id).where(PERIOD_KEYS.c.key_id.in_(names))
        with self._read() as connection:
            return names - set(connection.execute(statement).scalars())

    def names(self, prefix: str) -> Mapping[str, datetime]:
        """The names of keys that begin so, and when each was made. Raises RecordError."""
        statement = select(PERIOD_KEYS.c.key_id, PERIOD_KEYS.c.time)
        statement = statement.where(PERIOD_KEYS.c.key_id.startswith(prefix, autoescape=True))
        with self._read() as connection:
            return {row.key_id: row.time for row in connection.execute(statement)}

    def keep(self, key_id: str, key: bytes) -> bytes:
        """Keep a new key; the one that is kept. Raises RecordError, also when it was destroyed."""
        row = {
            "key_id": key_id,
            "time": datetime.now(UTC),
            "provider": self._provider.name,
            "wrapped": self._provider.wrap(key_id, key),
        }
        with self._write() as connection:
            if was_destroyed(connection, key_id):
                raise RecordError(
                    f"The key {key_id} was destroyed, and none is made in its place; "
                    "is this machine's clock behind?"
                )
            connection.execute(_INSERT[connection.dialect.name], row)
        kept = self.find(key_id)
        if kept is None:
            raise RecordError(f"The key {key_id} was not kept by the record store.")
        return kept


def destroy(connection: Connection, key_id: str) -> None:
    """Destroy a key for good: what is recorded in a past that comes again makes no other."""
    connection.execute(delete(PERIOD_KEYS).where(PERIOD_KEYS.c.key_id == key_id))
    row = {"name": _gone(key_id), "value": datetime.now(UTC).isoformat()}
    connection.execute(_GONE[connection.dialect.name], row)


def was_destroyed(connection: Connection, key_id: str) -> bool:
    """Whether a key of that name was there once."""
    statement = select(META.c.name).where(META.c.name == _gone(key_id))
    return connection.execute(statement).first() is not None


def _gone(key_id: str) -> str:
    return f"destroyed {key_id}"
