"""Makes a database let go of the bytes of rows that were deleted."""

import time

from sqlalchemy import Connection, Engine, text

from gateway.audit.engine import BUSY_SECONDS
from gateway.audit.house_tables import JUDGEMENTS
from gateway.audit.log.tables import LOG_SALTS
from gateway.audit.tables import (
    CHAINS,
    DATA_KEYS,
    ENDINGS,
    INTERACTIONS,
    MENTIONS,
    PAYLOADS,
    TEXTS,
)

_DISPOSED = (
    *(INTERACTIONS, ENDINGS, PAYLOADS, MENTIONS, DATA_KEYS),
    *(JUDGEMENTS, LOG_SALTS, CHAINS, TEXTS),
)
_TRIES, _PAUSE_SECONDS = 5, 0.2
_WAIT_MS = 100  # for readers: whoever wants to write waits with us


def forgetful(connection: Connection) -> None:
    """Deletions of this connection overwrite what they delete (SQLite). Call before them."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def forget(engine: Engine) -> bool:
    """Empty the write-ahead log (SQLite) or vacuum the tables (PostgreSQL).

    Returns whether it was done: while somebody reads an older state SQLite has to keep it. What
    PostgreSQL's own write-ahead log and backups hold is beyond this. Raises SQLAlchemyError.
    """
    if engine.dialect.name == "sqlite":
        return any(_truncated(engine, attempt) for attempt in range(_TRIES))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in _DISPOSED:
            connection.execute(text(f"VACUUM {table.name}"))
    return True


def _truncated(engine: Engine, attempt: int) -> bool:
    """A checkpoint outside any transaction, which only the driver's own connection can do."""
    time.sleep(_PAUSE_SECONDS * min(attempt, 1))
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    finally:
        connection.close()
    return not busy
