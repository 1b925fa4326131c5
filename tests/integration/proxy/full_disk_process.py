"""A proxy whose records are on a disk that fills up and gets space again; says what happened.

Usage: python -m tests.integration.proxy.full_disk_process FOLDER DISK (a small file system)
"""

import asyncio
import json
import os
import sys
from contextlib import suppress
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
from tests.proxy import Proxy, proxying
from tests.unit.gateway.audit.samples import KEYS


def fill(disk: Path) -> Path:
    """Leave not a byte on it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return filler


async def asked(proxy: Proxy, recorder: Recorder) -> dict[str, Any]:
    """One prompt, its status, and what the provider and the health know of it."""
    answer = await proxy.chat("A note on bins. " * 1_000)
    await asyncio.sleep(0.1)
    return {
        "status": answer.status_code,
        "said": answer.text,
        "reached": len(proxy.upstream.received),
        "down": recorder.statistics.down,
        "why": recorder.statistics.last_error_class,
    }


async def happen(folder: Path, disk: Path) -> list[dict[str, Any]]:
    """A prompt before, one while and one after; then what the store and its log hold."""
    store = Store.open(f"sqlite:///{disk / 'records.db'}", KEYS)
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
        seen.append(await asked(proxy, recorder))
        seen.append(await asked(proxy, recorder))
        filler.unlink()
        seen.append(await asked(proxy, recorder))
    await recorder.close()
    log.stop()
    with store.read() as connection:
        records = len(connection.execute(select(INTERACTIONS.c.id)).all())
        sound = verify(connection, [sequencer.signer.verifier]).sound
    store.close()
    return [*seen, {"records": records, "sound": sound}]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(happen(Path(sys.argv[1]), Path(sys.argv[2])))), flush=True)
    os._exit(0)  # the proxy's threads have nothing more to do
