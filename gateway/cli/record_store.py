"""Opens the record store for one command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.audit.keys import Keys
from gateway.audit.store import Store
from gateway.bootstrap import database_url
from gateway.errors import RecordError
from gateway.settings.load import Configuration

SQLITE = "sqlite:///"


def database_file(configuration: Configuration) -> Path | None:
    """The SQLite file; None when the records are in a database server."""
    url = database_url(configuration)
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def has_store(configuration: Configuration) -> bool:
    """Whether there may be records: a database server is taken at its word."""
    file = database_file(configuration)
    return file is None or file.exists()


@contextmanager
def open_store(configuration: Configuration, *, create: bool = False) -> Iterator[Store]:
    """The store, closed afterwards. Raises RecordError when there is none and `create` is False."""
    if not create and not has_store(configuration):
        raise RecordError(
            f"There are no records at {database_file(configuration)}. Start the gateway first, or "
            "name its state folder with --state."
        )
    store = Store.open(
        database_url(configuration),
        Keys.load(configuration.paths.keys, os.environ),
        create=create,
    )
    try:
        yield store
    finally:
        store.close()
