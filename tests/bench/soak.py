"""`python -m tests.bench.soak [--texts N] [--model M]`: does a worker's memory stay flat?"""

import argparse
import asyncio
import random

import psutil

from detectors.pool import WorkerPool
from detectors.settings import ScanSettings, cores
from tests.bench.processes import ROOT
from tests.bench.texts import text

WARM = 0.1  # of the texts: until then caches of libraries may fill


async def soak(settings: ScanSettings, texts: int, every: int, size: int = 200) -> list[float]:
    """Resident megabytes of all workers, after every so many distinct texts."""
    pool, rng, sizes = WorkerPool(settings), random.Random(11), []
    await pool.start()
    workers = [psutil.Process(worker.pid) for worker in pool._workers]
    for _ in range(0, texts, every):
        for _ in range(0, every, 100):
            await pool.scan([text(rng, rng.randint(40, 2 * size)) for _ in range(100)])
        sizes.append(sum(worker.memory_info().rss for worker in workers) / 1e6)
        print(f"{len(sizes) * every:>8,} texts: {sizes[-1]:.1f} MB", flush=True)
    await pool.close()
    return sizes


def drift(sizes: list[float]) -> float:
    """Growth from the end of the warm-up to the end, as a share."""
    base = sizes[int(len(sizes) * WARM)]
    return (sizes[-1] - base) / base


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--model", default="fast")
    options = parser.parse_args()
    settings = ScanSettings(
        workers=cores(), threads=1, model=options.model, terms=ROOT / "config" / "terms"
    )
    sizes = asyncio.run(soak(settings, options.texts, every=5_000))
    print(f"drift after warm-up: {drift(sizes):+.1%}")


if __name__ == "__main__":
    main()
