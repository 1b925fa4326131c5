"""Opens the record store for one command. Knows nothing of the scanner, so it opens quickly."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.audit.access import note_officers
from gateway.audit.connections import Right, store_of
from gateway.audit.keys import Keys
from gateway.audit.store import Store
from gateway.errors import RecordError
from gateway.settings.load import Configuration


def database_file(configuration: Configuration) -> Path | None:
    """The SQLite file; None when the records are in a database server."""
    _, is_sqlite, name = configuration.database_url.partition("sqlite:///")
    return Path(name) if is_sqlite else None


def has_store(configuration: Configuration) -> bool:
    """Whether there may be records: a database server is taken at its word."""
    file = database_file(configuration)
    return file is None or file.exists()


def gateway_keys(configuration: Configuration) -> Keys:
    """The gateway's keys; made, like its state folder, when there are none. Raises ConfigError."""
    configuration.paths.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Keys.load(configuration.paths.keys, os.environ)


@contextmanager
def open_store(
    configuration: Configuration, *, create: bool = False, right: Right = Right.AUDITOR
) -> Iterator[Store]:
    """The store through the connection for that right, closed afterwards.

    Raises RecordError when there is none and `create` is False.
    """
    file = database_file(configuration)
    if not create and not has_store(configuration):
        raise RecordError(
            f"There are no records at {file}. Start the gateway first, or name its state folder "
            "with --state."
        )
    keys = gateway_keys(configuration)
    store = store_of(configuration, keys, os.environ, right=right, create=create)
    try:
        note_officers(store, configuration.gateway)  # before anybody can use a new office
        yield store
    finally:
        store.close()
