"""The table: medians over rounds, ratios within each round, failures counted."""

import argparse
import os
import platform
from collections.abc import Sequence
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench import stages
from tests.bench.machine import measured

if TYPE_CHECKING:
    from tests.bench.__main__ import Workload

HEAD = """# Benchmarks

`make bench` measures the gateway against a bare mitmdump and a direct call, on one machine, in one run: every round visits every
workload on every route before the next begins, so that a noisy minute hurts all alike. Provider, client, mitmdump and gateway share
the machine's {cores} cores ({cpu}). The gateway runs with its shipped policy, one scan worker, masking on, and durable records
(SQLite, full synchronisation). mitmdump runs without any addon of its own, streaming large bodies. Figures are medians over {rounds} rounds of {seconds:g} s each;
ratios are taken within a round. All text is clean, so nothing is blocked. Failures are answers that did not come or were not 200.

Every request waits for its record to be on the disk, so what the gateway adds is its own work and one synchronised write. Between the
measurements of this run, with nothing else going on, such a write of 48 kB took {disk:.2f} ms in the middle (one in ten less than {quick:.2f},
one in ten more than {slow:.2f}).

"""


PER_STAGE = """
## Time per stage

Milliseconds inside the gateway alone, with nothing else going on: no proxy, no network, one request after the other; medians over
{rounds} rounds. Every chat, last turn and file is new. `read` finds the texts, `files` reads what is attached, `replace` is
pseudonyms in and the body written, `record` is the durable write before anything leaves.

"""


def write(
    work: Sequence["Workload"],
    resident: list[tuple[str, float]],
    options: argparse.Namespace,
    synced: Sequence[float],
    took: stages.Took,
) -> str:
    """The whole page."""
    tenths = quantiles(synced, n=10)
    head = HEAD.format(
        cores=os.cpu_count(),
        cpu=platform.processor() or platform.machine(),
        rounds=options.rounds,
        seconds=options.seconds,
        disk=median(synced),
        quick=tenths[0],
        slow=tenths[-1],
    )
    plain = [w for w in work if not w.stream]
    streams = [w for w in work if w.stream]
    return (
        head
        + f"## Whole answers\n\nLatency with one connection, throughput with {options.clients}.\n\n"
        + _whole(plain)
        + "\n## Streamed answers\n\nOne connection; the provider sends an event every 4 ms.\n\n"
        + _streamed(streams)
        + "\n## Memory after the run\n\n| process | MB resident |\n|---|---|\n"
        + "".join(f"| {name} | {size:.0f} |\n" for name, size in resident)
        + PER_STAGE.format(rounds=options.stages)
        + stages.table(took)
        + f"\n{measured(options.stages)}\n"
    )


def _whole(work: Sequence["Workload"]) -> str:
    rows = [
        "| workload | direct ms | mitmdump ms | gateway ms | added to direct ms | added to mitmdump ms "
        "| mitmdump req/s | gateway req/s | gateway / mitmdump | failures |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in work:
        alone = {name: [r[0].latency for r in rounds] for name, rounds in one.rounds.items()}
        rate = {name: [r[1].per_second for r in rounds] for name, rounds in one.rounds.items()}
        rows.append(
            f"| {one.name} | {median(alone['direct']):.2f} | {median(alone['mitmdump']):.2f} "
            f"| {median(alone['gateway']):.2f} | {_added(alone, 'direct'):.2f} "
            f"| {_added(alone, 'mitmdump'):.2f} | {median(rate['mitmdump']):.0f} "
            f"| {median(rate['gateway']):.0f} | {_ratio(rate):.0%} | {_failures(one)} |"
        )
    return "\n".join(rows) + "\n"


def _streamed(work: Sequence["Workload"]) -> str:
    rows = [
        "| workload | first event: direct ms | mitmdump ms | gateway ms | added to mitmdump ms "
        "| gap: direct ms | mitmdump ms | gateway ms | failures |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in work:
        first = {n: [_middle(r[0].first) for r in rounds] for n, rounds in one.rounds.items()}
        gaps = {n: [_middle(r[0].gaps) for r in rounds] for n, rounds in one.rounds.items()}
        cells = " | ".join(f"{median(first[n]):.2f}" for n in ("direct", "mitmdump", "gateway"))
        between = " | ".join(f"{median(gaps[n]):.2f}" for n in ("direct", "mitmdump", "gateway"))
        rows.append(
            f"| {one.name} | {cells} | {_added(first, 'mitmdump'):.2f} | {between} | {_failures(one)} |"
        )
    return "\n".join(rows) + "\n"


def _middle(values: list[float]) -> float:
    """The median, or "not a number" when every request of the round failed."""
    return median(values) if values else float("nan")


def _added(values: dict[str, list[float]], base: str) -> float:
    pairs = zip(values["gateway"], values[base], strict=True)
    return median([ours - theirs for ours, theirs in pairs])


def _ratio(values: dict[str, list[float]]) -> float:
    pairs = zip(values["gateway"], values["mitmdump"], strict=True)
    return median([ours / theirs for ours, theirs in pairs if theirs])


def _failures(one: "Workload") -> str:
    counts = {name: sum(a.failures + b.failures for a, b in r) for name, r in one.rounds.items()}
    return ", ".join(f"{name} {n}" for name, n in counts.items() if n) or "0"


def failures(work: Sequence["Workload"]) -> int:
    """All failures of all routes."""
    return sum(a.failures + b.failures for w in work for r in w.rounds.values() for a, b in r)
