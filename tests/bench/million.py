"""`python -m tests.bench.million [--records N] [--out FILE]`: what auditors ask of many records.

The store is filled by the product's own writing, many to a transaction, and sequenced; then each
question is asked several times. Memory is this process's, whose peak shows what loads a table.
"""

import argparse
import random
import resource
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter

from gateway.audit.events import append
from gateway.audit.filters import Filters
from gateway.audit.kept import kept_of
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.verify import verify
from gateway.audit.queries import counts, find_person, search
from gateway.audit.retention.due import plan
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.store import Store
from gateway.policy.capture import capture_of
from gateway.settings.load import load
from gateway.types import Effect, Screened
from tests.bench.processes import ROOT
from tests.bench.record_samples import KEYS
from tests.unit.gateway.audit.samples import answer, screened

_EACH = 2_000  # records of one transaction
_ASKED = 7
_YEAR = timedelta(days=365)
_PEOPLE = 50_000
ORIGIN = Origin(instance="bench", run="bench")


def fill(store: Store, number: int) -> None:
    """Requests and their answers over two years, each about somebody of many."""
    rng, begin = random.Random(5), datetime.now(UTC) - 2 * _YEAR
    keeper = Sequencer(store, KEYS.checkpoint, checkpoint_events=100_000)
    for start in range(0, number, _EACH):
        size = min(_EACH, number - start)
        made = [_one(rng, begin + 2 * _YEAR * ((start + n) / number)) for n in range(size)]
        events = [request_event(store, ORIGIN, m, kept_of(m, capture_of(m))) for m in made]
        for one in made:
            kept = kept_of(one, capture_of(one))
            ending = answer(one.interaction.id, time=one.interaction.time)
            events.append(answer_event(store, ORIGIN, ending, kept))
        with store.write() as connection:
            append(connection, events)
        while keeper.step().sequenced:
            pass
        print(f"\r{start + size:,} records", end="", flush=True)
    keeper.step(closing=True)
    print()


def name(number: int) -> str:
    """A made-up person."""
    return f"Person{number // 200:04d} Family{number % 200:03d}"


def _one(rng: random.Random, moment: datetime) -> Screened:
    who = name(rng.randrange(_PEOPLE))
    number = f"{rng.randrange(10**9):09d}"
    text = f"Please write to {who} about reference HB/2026/{number} and the repair."
    return screened(
        text,
        marks=[(who, "PERSON"), (f"HB/2026/{number}", "UK_CASE_REFERENCE")],
        time=moment,
        person=f"staff{rng.randrange(3_000)}",
        effect=rng.choice([Effect.ALLOW, Effect.PSEUDONYMISE, Effect.BLOCK]),
    )


def questions(store: Store) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked, and how."""
    configuration = load(ROOT / "config", Path(tempfile.gettempdir()), {})
    rng = random.Random(9)
    week = datetime.now(UTC) - timedelta(days=7)
    yield "person, by whole name", lambda: [*find_person(store, name(rng.randrange(_PEOPLE)))]
    yield "person, by surname", lambda: [*find_person(store, "Family007", limit=100)]
    yield (
        "person, three identifiers at once",
        lambda: [*find_person(store, *(name(rng.randrange(_PEOPLE)) for _ in range(3)))],
    )
    yield (
        "list of the last week, first 100",
        lambda: [*search(store, Filters(since=week), limit=100)],
    )
    yield (
        "blocked prompts of one user, first 100",
        lambda: [*search(store, Filters(person="staff7", effect=Effect.BLOCK), limit=100)],
    )
    yield "totals of the last week", lambda: counts(store, Filters(since=week))
    yield (
        "retention preview",
        lambda: plan(store, configuration.retention.schedule, today=datetime.now(UTC).date()),
    )


def main() -> None:
    """Fill, ask, print; `--out` also writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a folder in which the store stays for next time")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file = (options.keep or Path(scratch)) / "records.db"
        there = file.exists()
        store = Store.open(f"sqlite:///{file}", KEYS)
        began = perf_counter()
        if not there:
            fill(store, options.records)
            print(f"filled in {perf_counter() - began:,.0f} s")
        lines = [
            f"{options.records:,} records in SQLite, {file.stat().st_size / 1e9:.1f} GB.",
            "",
            "| question | median of 7 | largest | peak memory so far, MB |",
            "|---|---|---|---|",
        ]
        for said, ask in questions(store):
            lines.append(_row(said, ask, _ASKED))
            print(lines[-1], flush=True)
        lines.append(_row("verify everything (once)", lambda: _verified(store), 1))
        print(lines[-1])
        store.close()
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(said: str, ask: Callable[[], object], times: int) -> str:
    took = []
    for _ in islice(iter(int, 1), times):
        began = perf_counter()
        ask()
        took.append((perf_counter() - began) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"| {said} | {statistics.median(took):,.1f} ms | {max(took):,.1f} ms | {peak:,.0f} |"


def _verified(store: Store) -> None:
    signer = Sequencer(store, KEYS.checkpoint).signer
    with store.read() as connection:
        found = verify(connection, [signer.verifier])
    assert found.sound, found.verdicts


if __name__ == "__main__":
    main()
