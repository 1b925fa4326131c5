"""Which gateways run, and the endings of interactions whose gateway is gone."""

import os
import platform
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from gateway.audit.events import Event, append
from gateway.audit.house_tables import RUNS
from gateway.audit.log.entering import Kind, answer_entry
from gateway.audit.rows import Origin
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS
from gateway.types import End

_CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process, named so that another one can tell whether it still lives."""

    place: str  # machine, boot and process space; pids of different places cannot be compared
    pid: int
    started: str  # tells a process from a later one with its pid; "" where unknown


def this_process() -> Process:
    """The process we are in."""
    pid = os.getpid()
    return Process(place=_place(), pid=pid, started=_started(pid))


def begin_run(store: Store, instance: str) -> Origin:
    """Write down that this gateway runs from now on."""
    origin, process = Origin(instance=instance, run=secrets.token_hex(16)), this_process()
    row = {"run": origin.run, "instance": instance, "seen": datetime.now(UTC)}
    row |= {"place": process.place, "pid": process.pid, "started": process.started}
    with store.write() as connection:
        connection.execute(insert(RUNS), row)
    return origin


def beat(store: Store, origin: Origin) -> None:
    """Write down that this gateway still runs."""
    with store.write() as connection:
        beat_in(connection, origin)


def beat_in(connection: Connection, origin: Origin) -> None:
    """The same in a transaction."""
    connection.execute(update(RUNS).where(RUNS.c.run == origin.run).values(seen=datetime.now(UTC)))


def end_run(store: Store, origin: Origin) -> int:
    """Close the run, and what it left open; returns how many interactions that were."""
    return _close(store, origin.run)


def sweep(store: Store, origin: Origin, *, older_than: timedelta) -> int:
    """Close the runs that died, as End.ORPHANED; returns how many interactions had no ending.

    Dead: not seen for `older_than`, or its process is gone from the machine we are on.
    """
    now = datetime.now(UTC)
    alive = (now - older_than, now + older_than)  # later: seen by a clock that was ahead
    with store.read() as connection:
        statement = select(RUNS).where(RUNS.c.closed.is_(None), RUNS.c.run != origin.run)
        dead = [row.run for row in connection.execute(statement) if _is_dead(row, alive)]
    return sum(_close(store, run) for run in dead)


def _is_dead(row: Row[*tuple[Any, ...]], alive: tuple[datetime, datetime]) -> bool:
    process = Process(place=row.place, pid=row.pid, started=row.started)
    unseen = not alive[0] <= row.seen <= alive[1]
    return unseen or (process.place == _place() and not _lives(process))


def _close(store: Store, run: str) -> int:
    """The search is outside the transactions: other writers wait for those."""
    statement = (
        select(INTERACTIONS.c.id, INTERACTIONS.c.instance)
        .outerjoin(ENDINGS, ENDINGS.c.interaction_id == INTERACTIONS.c.id)
        .where(INTERACTIONS.c.run == run, ENDINGS.c.interaction_id.is_(None))
    )
    with store.read() as connection:
        events = [_orphan(row.id, row.instance) for row in connection.execute(statement)]
    refused = 0
    for chunk in batched(events, _CHUNK):
        with store.write() as connection:
            refused += append(connection, chunk)
    with store.write() as connection:
        closed = update(RUNS).where(RUNS.c.run == run).values(closed=datetime.now(UTC))
        connection.execute(closed)
    return len(events) - refused


def _orphan(interaction_id: str, instance: str) -> Event:
    ending = {
        "interaction_id": interaction_id,
        "time": datetime.now(UTC),
        "instance": instance,
        "outcome": End.ORPHANED.value,
        "status": 0,
        "model": "",
        "input_tokens": None,
        "output_tokens": None,
        "first_byte_ms": None,
        "duration_ms": 0.0,
        "unrestored": 0,
    }
    return Event(entry=answer_entry(interaction_id), kind=Kind.ANSWER, rows={}, ending=ending)


def _place() -> str:
    boot = space = ""
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = Path("/proc/self/ns/pid").readlink().name
    return f"{platform.node()} {boot} {space}"[:300]


def _started(pid: int) -> str:
    """Field 22 of /proc/<pid>/stat: clock ticks since boot. The name before it may hold spaces."""
    with suppress(OSError, IndexError):
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[19]
    return ""


def _lives(process: Process) -> bool:
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # alive, and somebody else's
    return process.started == _started(process.pid)
