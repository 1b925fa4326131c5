"""What is the matter with a database, in words. Never its own text, which can hold values."""

import sqlite3
from typing import Final

from gateway.errors import RecordError

# By the names of SQLite's result codes: https://sqlite.org/rescode.html
_SQLITE: Final = {
    "SQLITE_FULL": "disk full",
    "SQLITE_READONLY": "read-only",
    "SQLITE_IOERR": "the disk fails",
    "SQLITE_CANTOPEN": "its file cannot be opened",
    "SQLITE_PERM": "no permission",
    "SQLITE_AUTH": "no permission",
    "SQLITE_BUSY": "locked by another program",
    "SQLITE_LOCKED": "locked by another program",
    "SQLITE_CORRUPT": "its file is damaged",
    "SQLITE_NOTADB": "its file is no database",
    "SQLITE_NOMEM": "out of memory",
    "SQLITE_TOOBIG": "too large",
}
# By psycopg's names of PostgreSQL's: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES: Final = {
    "DiskFull": "disk full",
    "IoError": "the disk fails",
    "ReadOnlySqlTransaction": "read-only",
    "InsufficientPrivilege": "no permission",
    "InvalidPassword": "no permission",
    "InvalidAuthorizationSpecification": "no permission",
    "TooManyConnections": "too many connections",
    "OutOfMemory": "out of memory",
    "AdminShutdown": "shutting down",
    "CrashShutdown": "shutting down",
    "CannotConnectNow": "starting or shutting down",
    "LockNotAvailable": "locked by another program",
    "QueryCanceled": "too slow",
    "DataCorrupted": "damaged",
    "IndexCorrupted": "damaged",
    "ConnectionTimeout": "cannot be reached",
    "OperationalError": "cannot be reached",  # the driver's own: it has no answer of a server
}


class StoreFailed(RecordError):
    """The database failed. `failure`: what is the matter with it."""

    def __init__(self, failure: str) -> None:
        self.failure = failure
        super().__init__(f"The record store failed ({failure}).")


def in_words(error: BaseException) -> str:
    """What is the matter, and the database's own name for it: `disk full, SQLITE_FULL`.

    The name of the error's class where there are no words for it.
    """
    if isinstance(error, StoreFailed):
        return error.failure
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "")  # SQLITE_IOERR_WRITE: a kind of SQLITE_IOERR
        words = _SQLITE.get("_".join(name.split("_")[:2]))
    else:
        name = type(error).__name__
        words = _POSTGRES.get(name) if hasattr(error, "sqlstate") else None
    return f"{words}, {name}" if words else type(error).__name__
