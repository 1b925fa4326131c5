"""A proxy whose records are on a disk that fills up and gets space again; says what happened.

Usage: python -m tests.integration.proxy.full_disk_process FOLDER DISK ENGINE
DISK is a small file system; on it lies all of SQLite, or what ENGINE names of PostgreSQL: the
tables (postgresql-base) or the write-ahead log (postgresql-pg_wal).
"""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.sequencing import Sequencing
from gateway.audit.log.verify import verify
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from tests.make import NOW
from tests.postgres import Cluster, cluster
from tests.proxy import Proxy, proxying
from tests.unit.gateway.audit.samples import KEYS

_OK, _MOST = 200, 300
_NUMBERS = count()  # a text that was kept before is not kept again


def fill(disk: Path) -> Path:
    """Leave not a byte on it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return filler


def move(folder: Path, to: Path) -> None:
    """With its owner, and so that it is found where it was."""
    disk, own = to.parent, folder.stat()
    os.chown(disk, own.st_uid, own.st_gid)
    disk.chmod(0o755)
    shutil.copytree(folder, to)
    for path in (to, *to.rglob("*")):
        os.chown(path, own.st_uid, own.st_gid)
    shutil.rmtree(folder)
    folder.symlink_to(to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where the records are. `server`: none for SQLite."""

    url: str
    server: Cluster | None = None

    def back(self) -> None:
        """There is room again. A server without room for its write-ahead log has ended itself."""
        if self.server and not self.server.answers():
            self.server.kill()
            self.server.start()


@contextmanager
def database_on(disk: Path, engine: str) -> Iterator[Database]:
    """A database of which that part is on the small disk."""
    if engine == "sqlite":
        yield Database(url=f"sqlite:///{disk / 'records.db'}")
        return
    with cluster(options=("--wal-segsize=1",)) as server:
        url = server.new_database("records")
        Store.open(url, KEYS).close()
        part = engine.partition("-")[2]
        server.stop()
        move(server.data / part, disk / part)
        server.start()
        yield Database(url=url, server=server)


async def refused(proxy: Proxy, recorder: Recorder) -> dict[str, Any]:
    """The first prompt that is refused, once what room was set aside before is used up."""
    for _ in range(_MOST):
        answer = await asked(proxy, recorder)
        if answer["status"] != _OK:
            break
    return answer


async def asked(proxy: Proxy, recorder: Recorder) -> dict[str, Any]:
    """One prompt, its status, and what the provider and the health know of it."""
    answer = await proxy.chat(f"A note on bins, {next(_NUMBERS)}. " * 4_000)
    await asyncio.sleep(0.1)
    return {
        "status": answer.status_code,
        "said": answer.text,
        "reached": len(proxy.upstream.received),
        "down": recorder.statistics.down,
        "why": recorder.statistics.last_error_class,
    }


async def happen(folder: Path, disk: Path, database: Database) -> list[dict[str, Any]]:
    """A prompt before, some while and one after; then what the store and its log hold."""
    store = Store.open(database.url, KEYS)
    store.load_keys(NOW)
    recorder, sequencer = Recorder(store, instance="full"), Sequencer(store, KEYS.checkpoint)
    log = Sequencing(store, sequencer, notify=lambda _: None)
    await recorder.start()
    log.start()
    async with proxying(folder) as proxy:
        proxy.runtime.recorder = recorder  # type: ignore[assignment]
        proxy.runtime.take(proxy.runtime.configuration)
        seen = [await asked(proxy, recorder)]
        filler = fill(disk)
        seen.append(await refused(proxy, recorder))
        seen.append(await asked(proxy, recorder))
        filler.unlink()
        database.back()
        seen.append(await asked(proxy, recorder))
    await recorder.close()
    log.stop()
    with store.read() as connection:
        records = len(connection.execute(select(INTERACTIONS.c.id)).all())
        sound = verify(connection, [sequencer.signer.verifier]).sound
    store.close()
    return [*seen, {"records": records, "sound": sound}]


def main() -> None:
    """Say in a line of JSON what happened."""
    folder, disk, engine = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    with database_on(disk, engine) as database:
        print(json.dumps(asyncio.run(happen(folder, disk, database))), flush=True)


if __name__ == "__main__":
    main()
    os._exit(0)  # the proxy's threads have nothing more to do
