"""`python -m tests.bench.records [--seconds S] [--writers N] [--out FILE]`: see docs/benchmarks.md.

Writers are processes with a recorder each, as gateways are; the log is sequenced beside them.
"""

import argparse
import asyncio
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, sleep

from sqlalchemy import text

from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.sequencing import Sequencing
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from tests.bench.processes import ROOT
from tests.bench.record_samples import KEYS, answered, turn, words
from tests.postgres import cluster

TURNS = 40
_CONVERSATIONS = 10
_EVERY = 0.1  # seconds between two looks at the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What some writers achieved together."""

    engine: str
    writers: int
    characters: int
    paced: bool
    events: int
    seconds: float
    waits: tuple[float, ...]  # milliseconds of each request's own write
    failures: int
    lag: float  # the largest seen, seconds
    bytes_each: float
    worked: float  # processor time of the writers, milliseconds an event

    def row(self) -> str:
        """A line of the table."""
        cuts = statistics.quantiles(self.waits, n=100)
        load = "8 a second each" if self.paced else "as fast as it goes"
        return (
            f"| {self.engine} | {self.writers} | {self.characters:,} | {load} "
            f"| {self.events / self.seconds:,.0f} | {cuts[49]:.1f} | {cuts[98]:.1f} "
            f"| {self.lag:.1f} | {self.bytes_each:,.0f} | {self.failures} |"
        )


HEAD = (
    "| engine | writers | characters | load | events a second | own write, median ms | 99 % ms "
    "| longest lag of the log, s | bytes on disk an event | failures |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / f'records-{perf_counter()}.db'}"
        return
    with cluster(durable=True) as server:
        yield server.new_database("records")


def measure(
    engine: str, url: str, options: argparse.Namespace, characters: int, *, paced: bool
) -> Load:
    """Start the writers, let them all begin at once, and watch the log."""
    store = Store.open(url, KEYS)
    store.close()
    writers = options.writers if engine == "postgresql" else 1
    at_once = 8 if engine == "postgresql" else 32
    if paced:
        at_once = 1 if engine == "postgresql" else 8
    command = [sys.executable, "-m", "tests.bench.record_writer", url, str(options.seconds)]
    command += [str(at_once), str(characters), "0.125" if paced else "0"]
    children = [
        subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(writers)
    ]
    for child in children:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
    before = _size(url)
    with _sequenced(url) as lags:
        began = perf_counter()
        for child in children:
            assert child.stdin
            child.stdin.write("go\n")
            child.stdin.flush()
        said = [json.loads(child.communicate()[0]) for child in children]
        seconds = perf_counter() - began
    waits = tuple(wait for one in said for wait in one["waits"])
    events = 2 * len(waits)
    return Load(
        engine=engine,
        writers=writers,
        characters=characters,
        paced=paced,
        events=events,
        seconds=seconds,
        waits=waits,
        failures=sum(one["failures"] for one in said),
        lag=max(lags),
        bytes_each=(_size(url) - before) / events,
        worked=sum(one["worked"] for one in said) * 1000 / events,
    )


@contextmanager
def _sequenced(url: str) -> Iterator[list[float]]:
    """The log is sequenced while the block runs; the lags that were seen."""
    store = Store.open(url, KEYS)
    running = Sequencing(store, Sequencer(store, KEYS.checkpoint), notify=lambda _: None)
    lags, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(_EVERY):
            lags.append(running.state().lag_seconds)

    watcher = threading.Thread(target=watch)
    running.start()
    watcher.start()
    try:
        yield lags
    finally:
        over.set()
        watcher.join()
        running.stop()
        store.close()


def _size(url: str) -> int:
    """Bytes on disk once everything is in its place."""
    if url.startswith("sqlite:"):
        file = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(file).stat().st_size
    store = Store.open(url, KEYS)
    try:
        with store.read() as connection:
            size = text("SELECT pg_database_size(current_database())")
            return int(connection.execute(size).scalar_one())
    finally:
        store.close()


async def _chat(recorder: Recorder) -> int:
    """One conversation that sends all of itself with every turn; the bytes of what was new in it."""
    history: list[tuple[str, str]] = []
    new = 0
    for _ in range(TURNS):
        question, reply = words(500), words(1_000)
        made = turn(history, question)
        await recorder.request(made)
        said = answered(made.interaction.id, 0)
        await recorder.answer(replace(said, received=reply, restored=reply))
        history += [("user", question), ("assistant", reply)]
        new += len(question) + len(reply)
    return new


async def conversations(url: str) -> tuple[float, float, float]:
    """Of a conversation: kB on disk, kB of new text, kB that its requests sent altogether."""
    store = Store.open(url, KEYS)
    recorder = Recorder(store, instance="bench")
    await recorder.start()
    await _chat(recorder)
    await recorder.close()
    before = _size(url)
    recorder = Recorder(store, instance="bench")
    await recorder.start()
    new = [await _chat(recorder) for _ in range(_CONVERSATIONS)]
    await recorder.close()
    store.close()
    each = (_size(url) - before) / _CONVERSATIONS
    sent = sum(new) / _CONVERSATIONS * (TURNS + 1) / 2
    return each / 1000, sum(new) / _CONVERSATIONS / 1000, sent / 1000


def main() -> None:
    """Measure and print; `--out` also writes the page's tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--engines", nargs="+", default=["postgresql", "sqlite"])
    parser.add_argument("--out", type=Path, help="a file for the tables")
    options = parser.parse_args()
    lines = [HEAD]
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory(dir=ROOT) as folder:
        for engine in options.engines:
            for characters in (1_000, 30_000):
                for paced in (False, True):
                    with database(engine, Path(folder)) as url:
                        lines.append(measure(engine, url, options, characters, paced=paced).row())
                    print(lines[-1], flush=True)
                    sleep(1)
        lines += [
            "",
            "| engine | kB on disk for a chat of 40 turns | kB of new text in it | kB that it sent |",
        ]
        lines += ["|---|---|---|---|"]
        for engine in options.engines:
            with database(engine, Path(folder)) as url:
                disk, new, sent = asyncio.run(conversations(url))
            lines.append(f"| {engine} | {disk:,.0f} | {new:,.0f} | {sent:,.0f} |")
    print("\n".join(lines[-2 - len(options.engines) :]))
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
