"""`python -m tests.bench.scan [--rounds N] [--out FILE]`: scans beside stock Presidio; docs/speed.md."""

import argparse
import asyncio
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Protocol

import spacy

from detectors.evaluation import stock
from detectors.scanner import Scanner
from detectors.settings import ScanSettings, cores
from tests.bench import speed_page
from tests.bench.processes import ROOT
from tests.bench.texts import text
from tests.hostile import worst_pattern

SIZES = (50, 200, 1_000, 4_000, 16_000, 50_000)
TURNS = 20
_SECONDS = 0.6  # of latency per size and round, so that a short text is not one lucky scan
Figures = defaultdict[tuple[str, str, int], list[float]]


class Scans(Protocol):
    async def scan(self, texts: Sequence[str]) -> object: ...


class Stock:
    """Stock Presidio in processes of its own, as detectors.evaluation.stock has it."""

    def __init__(self, workers: int) -> None:
        context = get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, context, initializer=stock.prepare)

    async def scan(self, texts: Sequence[str]) -> object:
        loop = asyncio.get_running_loop()
        jobs = [loop.run_in_executor(self._pool, stock.find_one, one) for one in texts]
        return await asyncio.gather(*jobs)

    async def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def settings(kind: str, folder: str, workers: int, threads: int) -> ScanSettings:
    return ScanSettings(
        workers=workers,
        threads=threads,
        terms=ROOT / "config" / "terms",
        pipeline=folder if kind == "rules" else "",
        model="fast" if kind == "fast" else "accurate",
        deadline_seconds=120,
    )


async def opened(kind: str, folder: str, workers: int, threads: int) -> Scanner | Stock:
    if kind == "stock":
        made = Stock(workers)
        await made.scan(["Ask Ada Bell, 01632 960000 or ada.bell@example.org."] * workers * 2)
        return made
    scanner = Scanner(settings(kind, folder, workers, threads))
    await scanner.start()
    return scanner


async def latency(scans: Scans, rng: random.Random, size: int) -> float:
    """Milliseconds of one text alone, the median of as many as fit into the time."""
    took: list[float] = []
    while sum(took) < _SECONDS:
        new = text(rng, size)
        start = time.perf_counter()
        await scans.scan([new])
        took.append(time.perf_counter() - start)
    return median(took) * 1000


async def rate(scans: Scans, rng: random.Random, size: int) -> float:
    """Thousands of characters a second with texts always waiting."""
    new = [text(rng, size) for _ in range(max(2, min(32, 24_000 // size)))]
    start = time.perf_counter()
    await asyncio.gather(*(scans.scan([one]) for one in new))
    return size * len(new) / 1000 / (time.perf_counter() - start)


async def last_turn(scans: Scans, rng: random.Random) -> float:
    """Milliseconds of the 20th turn when the 19 before it were seen in the turn before."""
    turns = [text(rng, 500) for _ in range(TURNS)]
    await scans.scan(turns[:-1])
    start = time.perf_counter()
    await scans.scan(turns)
    return (time.perf_counter() - start) * 1000


WAYS = {latency: ("one", "threads"), rate: ("one", "workers")}


async def measure(rounds: int, folder: str) -> tuple[Figures, int]:
    """Interleaved: every round visits every size and every kind before the next round begins."""
    layouts = {"one": (1, 1), "threads": (1, cores()), "workers": (cores(), 1)}
    made = {
        (kind, layout): await opened(kind, folder, *shape)
        for kind in speed_page.KINDS
        for layout, shape in layouts.items()
        if (kind, layout) not in {("rules", "threads"), ("stock", "threads")}
    }
    figures: Figures = defaultdict(list)
    failures, rng = 0, random.Random(7)
    for number in range(rounds):
        for size, (way, wanted), (kind, layout) in product(SIZES, WAYS.items(), made):
            if layout not in wanted:
                continue
            try:
                figure = await way(made[kind, layout], rng, size)
            except Exception as error:  # noqa: BLE001 - counted, never hidden
                failures += 1
                print(f"{kind} {layout} {size}: {type(error).__name__}")
            else:
                figures[f"{way.__name__} {layout}", kind, size].append(figure)
        for kind in speed_page.KINDS[:-1]:
            figures["turn", kind, TURNS].append(await last_turn(made[kind, "one"], rng))
        print(f"round {number + 1}/{rounds}", flush=True)
    for scans in made.values():
        await scans.close()
    return figures, failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "speed.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        spacy.blank("en").to_disk(folder)
        figures, failures = asyncio.run(measure(options.rounds, folder))
    middle = {key: median(values) for key, values in figures.items()}
    page = speed_page.write(middle, options.rounds, failures, SIZES, worst_pattern())
    options.out.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
