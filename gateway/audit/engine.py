"""SQLAlchemy engines, set up so that a commit means durable."""

import os
import sqlite3
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from gateway.errors import RecordError

BUSY_SECONDS = 5
_MOMENT = 0.01  # seconds between two tries
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",  # first: the next one may have to wait
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # fsync at every commit
    "PRAGMA fullfsync = ON",  # macOS: past the drive's own cache
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 4000",  # pages, 16 MB: a checkpoint syncs two files and all wait
)
_POSTGRES: dict[str, Any] = {
    "connect_timeout": 5,
    # A server whose machine is gone answers nothing at all: noticed after some ten seconds, also
    # while we wait for its answer to a commit.
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "options": "-c timezone=utc -c synchronous_commit=on -c statement_timeout=60000"
    " -c lock_timeout=10000",
    "application_name": "genai-gateway",
}
_READ_ONLY = "25006"
"""The SQLSTATE of a server that takes no writes: a standby, or one that was made one."""


class _DriverConnection(Protocol):
    isolation_level: str | None

    def execute(self, sql: str) -> Any: ...  # noqa: ANN401 - the driver's own cursor


def open_engine(url: str, *, create: bool) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://...`. Raises RecordError."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, create=create)
    return _postgres(parsed)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, NoSuchModuleError, ValueError):  # the latter: host:port,host:port
        raise RecordError(
            "The address of the record store is not a database URL, such as "
            "sqlite:///var/records.db, postgresql://user@host/name, or for several servers "
            "postgresql://user@/name?host=first:5432&host=second:5432."
        ) from None
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise RecordError(f"Records live in SQLite or PostgreSQL, not in {parsed.drivername}.")
    return parsed


def _postgres(url: URL) -> Engine:
    """Where several hosts are named, the one that takes writes is found, also after a failover."""
    named = url.query.get("host", ())
    hosts = (url.host, *((named,) if isinstance(named, str) else named))
    if "," in ",".join(filter(None, hosts)):
        writable = {"target_session_attrs": "read-write"}
        url = url.set(query=writable | dict(url.query))
    # hide_parameters: parameters hold who asked what; an exception must not carry them into a log.
    engine = create_engine(
        url, hide_parameters=True, connect_args=_POSTGRES, pool_size=4, pool_pre_ping=True
    )
    event.listen(engine, "handle_error", _on_error)
    return engine


def _on_error(context: ExceptionContext) -> None:
    """A server that takes no writes is as good as gone: every connection to it is given up.

    They would stay there otherwise, while another server takes writes already.
    """
    if getattr(context.original_exception, "sqlstate", None) == _READ_ONLY:
        context.is_disconnect = True


def _sqlite(url: URL, *, create: bool) -> Engine:
    _prepare_file(url.database or "", create=create)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _prepare_file(name: str, *, create: bool) -> None:
    """The file must be ours alone (0600); SQLite gives -wal and -shm the same mode."""
    if name in {"", ":memory:"}:
        raise RecordError("Records need a file: a store in memory would be lost.")
    path = Path(name)
    if not create and not path.exists():
        raise RecordError(f"There is no record store at {path}; start the gateway first.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise RecordError(f"The record store {path} cannot be opened: {error.strerror}.") from None


def _on_connect(connection: _DriverConnection, _record: object) -> None:
    # Transactions are begun by _on_begin; the driver would begin them late, and only some.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        _patiently(connection, pragma)


def _patiently(connection: _DriverConnection, pragma: str) -> None:
    """The switch to WAL asks no busy handler, and others may be opening a new file just then."""
    until = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() >= until:
                raise
            sleep(_MOMENT)
        else:
            return


def _on_begin(connection: Connection) -> None:
    """Writers take the lock at once: a reader that becomes a writer half-way can fail when busy."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
