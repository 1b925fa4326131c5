"""A standby beside a real PostgreSQL of the tests, for failovers."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from tests.postgres import Cluster, new_folder

_NAME = "standby"
_CAUGHT_UP = (
    "SELECT sync_state FROM pg_stat_replication WHERE application_name = %s "
    "AND state = 'streaming' AND flush_lsn = pg_current_wal_flush_lsn()"
)


@contextmanager
def standby_of(primary: Cluster, *, synchronous: bool) -> Iterator[Cluster]:
    """Make and start a standby that streams from a server. `synchronous`: commits wait for it."""
    folder = new_folder()
    made = replace(primary, socket=folder, data=folder / "data")
    source = f"host={primary.socket} user=postgres application_name={_NAME}"
    primary.run("pg_basebackup", "-d", source, "-D", made.data, "-R", "-c", "fast", "--no-sync")
    (made.data / "server.log").unlink(missing_ok=True)
    try:
        made.start()
        if synchronous:
            await_each_commit(primary, _NAME)
        wait_for_standby(primary, "sync" if synchronous else "async")
        yield made
    finally:
        with suppress(Exception):  # the server that awaited it may be gone, as a test wanted
            await_each_commit(primary, "")
        made.kill()
        shutil.rmtree(folder, ignore_errors=True)


def await_each_commit(primary: Cluster, standby: str) -> None:
    """Commits of this server wait for that standby from now on; "": for none."""
    with primary.connect() as connection:
        connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{standby}'".encode())
        connection.execute("SELECT pg_reload_conf()")


def wait_for_standby(primary: Cluster, state: str) -> None:
    """Until the standby has everything and is seen as synchronous, or not ("sync", "async")."""
    with primary.connect() as connection:
        for _ in range(500):
            if connection.execute(_CAUGHT_UP, (_NAME,)).fetchone() == (state,):
                return
            time.sleep(0.02)
    raise TimeoutError(f"the standby is not {state}")


def url_of_both(first: Cluster, second: Cluster, database: str) -> str:
    """The URL of a database at two servers, of which one takes writes."""
    hosts = "&".join(f"host={server.socket}:5432" for server in (first, second))
    return f"postgresql://postgres@/{database}?{hosts}"
