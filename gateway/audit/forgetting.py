"""Makes a database let go of the bytes of rows that were deleted."""

import time
from collections.abc import Sequence

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.exc import OperationalError

from gateway.audit.cases.tables import CASE_RECORDS, CASE_STEPS, RESTRICTIONS
from gateway.audit.engine import BUSY_SECONDS
from gateway.audit.house_tables import ACTIVITIES, JUDGEMENTS
from gateway.audit.log.tables import HOLDS, LOG_SALTS
from gateway.audit.tables import (
    CHAINS,
    DATA_KEYS,
    ENDINGS,
    INTERACTIONS,
    MENTIONS,
    PASSAGE_MENTIONS,
    PASSAGES,
    PAYLOADS,
    PERIOD_KEYS,
    TEXTS,
)

# The keys first: without them the sealed texts are unreadable, wherever their bytes still are.
_DISPOSED = (
    *(DATA_KEYS, TEXTS, CHAINS, LOG_SALTS, PASSAGES, PASSAGE_MENTIONS),
    *(INTERACTIONS, ENDINGS, PAYLOADS, MENTIONS, JUDGEMENTS, ACTIVITIES),
    *(CASE_STEPS, CASE_RECORDS, HOLDS, RESTRICTIONS),
)
_KEYS = (PERIOD_KEYS,)
_TRIES, _PAUSE_SECONDS = 5, 0.2
_WAIT_MS = 100  # for readers: whoever wants to write waits with us
_SMALL_BYTES = 100_000_000  # a table that is rewritten in a second or two, while writers wait
_PATIENCE_MS = 2_000
_LOCK_NOT_AVAILABLE = "55P03"
_OWNS_DATABASE = (
    "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
)
_MAINTAIN_SINCE = (17,)
_INCREMENTAL = 2  # of SQLite's auto_vacuum


def forgetful(connection: Connection) -> None:
    """Deletions of this connection overwrite what they delete (SQLite). Call before them."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def forget_keys(engine: Engine) -> bool:
    """The same for wrapped keys that were destroyed or wrapped anew. Raises SQLAlchemyError."""
    return _forget(engine, _KEYS, rewrite=True)


def forget(engine: Engine, *, rewrite: bool = False) -> bool:
    """Empty the write-ahead log (SQLite), or vacuum the tables (PostgreSQL); whether it was done.

    While somebody reads an older state SQLite has to keep it. PostgreSQL leaves the bytes of dead
    rows in the free space of pages until something overwrites them; only a rewritten table has
    lost them. A small table is always rewritten, a larger one where `rewrite` says so: nobody
    can write to it meanwhile. What PostgreSQL's own write-ahead log and backups hold is beyond
    this. Raises SQLAlchemyError.
    """
    return _forget(engine, _DISPOSED, rewrite=rewrite)


def _forget(engine: Engine, tables: Sequence[Table], *, rewrite: bool) -> bool:
    if engine.dialect.name == "sqlite":
        return any(_truncated(engine, attempt) for attempt in range(_TRIES))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET statement_timeout = 0; SET lock_timeout = {_PATIENCE_MS}"))
        try:
            done = [_vacuumed(connection, table, rewrite=rewrite) for table in tables]
            done.append(_forgot_statistics(connection))
        finally:
            connection.invalidate()  # its limits are not the usual ones
    return all(done)


def _vacuumed(connection: Connection, table: Table, *, rewrite: bool) -> bool:
    """Vacuum one table; whether it holds no bytes of dead rows any more."""
    if not _may_vacuum(connection, table):
        return False  # PostgreSQL would only warn
    size = text("SELECT pg_table_size(CAST(:name AS regclass))")
    rewrite = rewrite or connection.execute(size, {"name": table.name}).scalar_one() < _SMALL_BYTES
    try:
        connection.execute(text(f"VACUUM ({'FULL, ' if rewrite else ''}ANALYZE) {table.name}"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        return False  # somebody is at work there; whoever wants to write would wait behind us
    return rewrite


def _forgot_statistics(connection: Connection) -> bool:
    """What the planner remembers of tables are values out of them; those of before go too.

    Whether nothing speaks against it: who does not own the database leaves that to autovacuum.
    """
    if not connection.execute(text(_OWNS_DATABASE)).scalar_one():
        return True
    try:
        connection.execute(text("VACUUM (FULL) pg_statistic"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


def _may_vacuum(connection: Connection, table: Table) -> bool:
    version = connection.dialect.server_version_info or ()
    owns = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = CAST(:name AS regclass)"
    asked = "SELECT has_table_privilege(:name, 'MAINTAIN')"
    statement = text(asked if version >= _MAINTAIN_SINCE else owns)
    return bool(connection.execute(statement, {"name": table.name}).scalar_one())


def _truncated(engine: Engine, attempt: int) -> bool:
    """A checkpoint outside any transaction, which only the driver's own connection can do."""
    time.sleep(_PAUSE_SECONDS * min(attempt, 1))
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        if cursor.execute("PRAGMA auto_vacuum").fetchone()[0] == _INCREMENTAL:
            cursor.execute("PRAGMA incremental_vacuum").fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    finally:
        connection.close()
    return not busy
