"""`python -m tests.bench.bombs [--rounds N]`: what hostile files cost; a table in docs/documents.md."""

import argparse
import asyncio
import re
from collections import defaultdict
from pathlib import Path
from statistics import median

from detectors.documents.documents import Documents, DocumentSettings
from tests.bench.machine import measured as measured_on
from tests.bench.processes import ROOT
from tests.bombs import BOMBS, taken

PAGE = ROOT / "docs" / "documents.md"
SECONDS, MEGABYTES = 2.0, 200.0
_TABLE = re.compile(r"(?<=<!-- bombs -->\n).*?(?=<!-- end of bombs -->)", re.DOTALL)

type Figures = defaultdict[str, list[tuple[float, float, str]]]


async def measured(rounds: int) -> Figures:
    """Seconds, megabytes above an idle reader, and what was said: a new reader for each."""
    figures: Figures = defaultdict(list)
    for _ in range(rounds):
        for name, (make, _) in BOMBS.items():
            documents = Documents(DocumentSettings(at_start=True))
            await documents.start()
            try:
                reading, seconds, kilobytes = await taken(documents, make())
            finally:
                await documents.close()
            said = ", ".join(sorted({gap.why for gap in reading.gaps}))
            figures[name].append((seconds, kilobytes / 1000, said))
            print(f"{name}: {seconds:.2f} s, {kilobytes / 1000:.0f} MB, {said}", flush=True)
    return figures


def table(figures: Figures) -> str:
    """Medians of the time, the most memory of any round."""
    rows = ["| file | seconds | MB | refused as |", "|---|---|---|---|"]
    for name, rounds in figures.items():
        seconds = median([one[0] for one in rounds])
        megabytes = max(one[1] for one in rounds)
        rows.append(f"| {name} | {seconds:.2f} | {megabytes:.0f} | {rounds[0][2]} |")
    return "\n".join([*rows, "", measured_on(max(map(len, figures.values()), default=0)), ""])


def over(figures: Figures) -> list[str]:
    """The files that cost more than they may."""
    return [
        name
        for name, rounds in figures.items()
        if median([one[0] for one in rounds]) > SECONDS or max(one[1] for one in rounds) > MEGABYTES
    ]


def write(page: Path, figures: Figures) -> None:
    """Put the table where the page has one."""
    text = page.read_text(encoding="utf-8")
    page.write_text(_TABLE.sub(lambda _: table(figures), text), encoding="utf-8")


def main() -> None:
    """Measure, write the table, fail where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args()
    figures = asyncio.run(measured(options.rounds))
    write(options.page, figures)
    if dear := over(figures):
        raise SystemExit(f"over {SECONDS:g} s or {MEGABYTES:g} MB: {', '.join(dear)}")


if __name__ == "__main__":
    main()
