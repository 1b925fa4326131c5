"""Whether records can be written and read back, and how quickly."""

import os
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gateway.audit.activities import Activity, activities, record_activity
from gateway.audit.filters import Filters
from gateway.audit.queries import search
from gateway.audit.store import Store
from gateway.cli.checks.line import Line, fail, ok, warn
from gateway.cli.record_store import database_file, open_store
from gateway.errors import GatewayError
from gateway.settings.load import Configuration

_SLOW = 250.0  # milliseconds
_WAL = 2  # the write and read version numbers of a WAL database (sqlite.org/fileformat2, 1.3.3)
_AHEAD = timedelta(seconds=5)


def check_database(configuration: Configuration) -> Iterator[Line]:
    """Writes an activity and finds it again."""
    do = "See docs/records.md; while records cannot be written, nothing is let through."
    try:
        with open_store(configuration) as store:
            yield _round_trip(store)
            yield from _future(store)
    except GatewayError as error:
        yield fail("database", str(error), do)
        return
    file = database_file(configuration)
    if file:
        yield from _file(file)


def _round_trip(store: Store) -> Line:
    mark = secrets.token_hex(8)
    begun = time.perf_counter()
    record_activity(
        store, Activity(actor="doctor", action="doctor.check", subject=mark, why="test")
    )
    took = (time.perf_counter() - begun) * 1000
    if all(activity.subject != mark for activity in activities(store, limit=20)):
        do = "The database loses what it takes: stop the gateway and call your database team."
        return fail("database", "what was written could not be read back", do)
    said = f"{store.engine_name}, written and read back, durable after {took:.0f} ms"
    if took > _SLOW:
        return warn(
            "database", said, "Put the records on a faster disk: every prompt waits for it."
        )
    return ok("database", said)


def _future(store: Store) -> Iterator[Line]:
    """A record from the future means that the clock was, or is, wrong."""
    ahead = Filters(since=datetime.now(UTC) + _AHEAD)
    if next(search(store, ahead, limit=1), None):
        do = "Check the clock now; the records keep the times they were given."
        yield fail("database", "there are records dated in the future", do)


def _file(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        versions = os.pread(file.fileno(), 2, 18)
    if set(versions) != {_WAL}:
        yield warn("database", "not in WAL mode", "Restart the gateway; it sets the mode itself.")
    if path.stat().st_mode & 0o077:
        yield fail("database", f"others can read {path}", f"Run: chmod 600 {path}")
