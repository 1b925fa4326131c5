"""Whether bytes of disposed records may still be in the database's files: the store remembers.

A process that dies between a disposal and the forgetting leaves its mark, and so does one that
found somebody reading; whoever runs retention next makes the database forget.
"""

from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from gateway.audit.house_tables import META
from gateway.audit.statements import passing_over
from gateway.audit.store import Store
from gateway.errors import RecordError

_NAME = "bytes_linger"
_INSERT = passing_over(META)


def bytes_linger(store: Store) -> None:
    """Say so, before a disposal. Raises nothing: the rights may be of an earlier version."""
    with suppress(RecordError), store.write() as connection:
        value = datetime.now(UTC).isoformat()
        connection.execute(_INSERT[connection.dialect.name], {"name": _NAME, "value": value})
        connection.execute(update(META).where(META.c.name == _NAME).values(value=value))


def lingering_since(store: Store) -> datetime | None:
    """Since when bytes may be left; None where the database has forgotten. Raises RecordError."""
    with store.read() as connection:
        value = _value(connection)
    return datetime.fromisoformat(value) if value else None


def let_bytes_go(store: Store, *, rewrite: bool = False) -> bool:
    """Make the database forget, and remember whether it has. Raises RecordError."""
    with store.read() as connection:
        before = _value(connection)
    clean = store.forget(rewrite=rewrite)
    if clean and before:
        same = (META.c.name == _NAME) & (META.c.value == before)  # or somebody disposed meanwhile
        with store.write() as connection:
            connection.execute(update(META).where(same).values(value=""))
    return clean


def _value(connection: Connection) -> str:
    found: str | None = connection.execute(
        select(META.c.value).where(META.c.name == _NAME)
    ).scalar()
    return found or ""
