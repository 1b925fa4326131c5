"""`python -m tests.fuzz [--cases N] [--seed S] [--jobs J]`: mutated requests and answers.

A case that does not hold is written to build/fuzz as a file of the corpus, and the run fails.
`--only NUMBER` runs one case of the seed and shows the whole error.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from random import Random

from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import save, seeds
from tests.fuzz.watch import Trouble, hold, run

PIECE = 1_000
_KEPT = 20


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int, help="run this case alone and show the error")
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"))
    return parser.parse_args()


def main() -> int:
    """Run, say how far it is, write down what was found. Returns 1 if anything was."""
    options = _options()
    if options.only is not None:
        case = mutated(options.seed, options.only)
        save(case, options.out / f"{options.seed}-{options.only}.json")
        hold(case, Random(options.only))
        print(f"{case.name}: holds")
        return 0
    last = options.first + options.cases
    ranges = [range(n, min(n + PIECE, last)) for n in range(options.first, last, PIECE)]
    print(f"{options.cases:,} cases of seed {options.seed} from {len(seeds())} seeds", flush=True)
    found = _report(options, ranges)
    for what, count in Counter(one.what for one in found).most_common():
        first = min(one.number for one in found if one.what == what)
        print(f"{count:6} x {what}; for one: --seed {options.seed} --only {first}")
    print(f"{options.cases:,} cases, {len(found)} that do not hold", flush=True)
    return 1 if found else 0


def _report(options: argparse.Namespace, ranges: list[range]) -> list[Trouble]:
    found: list[Trouble] = []
    began, done = time.monotonic(), 0
    with ProcessPoolExecutor(options.jobs, multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(run, options.seed, numbers) for numbers in ranges]
        told = began
        for piece in as_completed(running):
            for one in piece.result():
                found.append(one)
                print(f"--seed {one.seed} --only {one.number}: {one.what}", flush=True)
            done += 1
            if time.monotonic() - told > 10 or done == len(ranges):
                told = time.monotonic()
                rate = done * PIECE / (told - began)
                print(
                    f"{done * PIECE:,} cases, {rate:,.0f} a second, {len(found)} wrong", flush=True
                )
    _keep(options, found)
    return found


def _keep(options: argparse.Namespace, found: Iterable[Trouble]) -> None:
    """A few of each kind."""
    kept: Counter[str] = Counter()
    for one in sorted(found, key=lambda one: len(one.case.body)):
        kept[one.what] += 1
        if kept[one.what] <= _KEPT:
            save(one.case, options.out / f"{one.seed}-{one.number}.json")


if __name__ == "__main__":
    sys.exit(main())
