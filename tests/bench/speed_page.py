"""docs/speed.md, from what was measured."""

import platform
from collections.abc import Mapping, Sequence

from detectors.settings import cores

KINDS = ("accurate", "fast", "rules", "stock")
TARGET = 25  # milliseconds for a new prompt of 1,000 characters, everything on
Middle = Mapping[tuple[str, str, int], float]
_HEAD = """# Speed of a scan

`make bench-scan` wrote this page: scans by this product beside stock Presidio (its own patterns, no model, its list of public
suffixes from the package), on one machine with {cores} cores ({cpu}), in one run. Every text is new. Figures are medians over
{rounds} rounds; a round visits every size and every way before the next begins. {failures} scans failed.

`accurate` and `fast` are the two forms of the shipped model, each with every rule; `rules` is every rule without the model; `stock`
is Presidio as it comes. "One core" is one worker with one thread, "all cores" one worker with {cores} threads for one text's latency and
{cores} workers with one thread each for throughput. Times contain the way to the worker process and back. A long text is scanned in
windows of 8,000 characters.
"""


def write(
    middle: Middle, rounds: int, failures: int, sizes: Sequence[int], worst: tuple[str, float]
) -> str:
    cpu = platform.processor() or platform.machine()
    head = _HEAD.format(cores=cores(), cpu=cpu, rounds=rounds, failures=failures)
    return "\n".join(
        (
            head,
            "## One new text, milliseconds\n",
            _table(middle, sizes, ("latency one", "latency threads"), "{:.1f}"),
            "## Texts always waiting, 1,000 characters a second\n",
            _table(middle, sizes, ("rate one", "rate workers"), "{:.1f}"),
            "## The last of 20 turns\n",
            "Of a conversation of 10,000 characters of which all but the last 500 were seen before: "
            + ", ".join(f"`{kind}` {middle['turn', kind, 20]:.1f} ms" for kind in KINDS[:-1])
            + ".\n",
            "## The target\n",
            _verdict(middle),
            "## Hostile text\n",
            "Texts made from every pattern to make it backtrack (`tests/hostile.py`): the slowest, "
            f"`{worst[0]}`, takes {worst[1]:.1f} ms for 1,000 characters.\n",
        )
    )


def _table(middle: Middle, sizes: Sequence[int], ways: tuple[str, str], form: str) -> str:
    columns = [(way, kind) for way in ways for kind in KINDS if (way, kind, sizes[0]) in middle]
    names = {ways[0]: "one core", ways[1]: "all cores"}
    titles = [f"{kind}, {names[way]}" for way, kind in columns]
    rows = [f"| characters | {' | '.join(titles)} |", "|---" * (len(columns) + 1) + "|"]
    for size in sizes:
        cells = [form.format(middle.get((way, kind, size), float("nan"))) for way, kind in columns]
        rows.append(f"| {size:,} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _verdict(middle: Middle) -> str:
    ways = {"latency one": "one core", "latency threads": "all cores"}
    reached = [
        f"{'met' if middle[way, kind, 1000] <= TARGET else 'missed'} by `{kind}` on {name} "
        f"({middle[way, kind, 1000]:.1f} ms)"
        for kind in KINDS[:2]
        for way, name in ways.items()
    ]
    return f"{TARGET} ms for a new prompt of 1,000 characters with everything on: {'; '.join(reached)}.\n"
