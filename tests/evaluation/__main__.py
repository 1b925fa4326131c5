"""`python -m tests.evaluation [--data DIR] [--misses N] [--limit N] [--no-stock]`."""

import argparse
import os
import sys
from pathlib import Path

from detectors.evaluation.tables import as_text
from detectors.training.reliability import texts
from gateway.cli.evaluate import Counter
from gateway.cli.measuring import Measurement
from gateway.settings.load import load
from tests.evaluation.page import written
from tests.evaluation.scores import score_tables
from tests.evaluation.sets import NOT_OURS, RECORDS, ROOT, sets

PAGE = ROOT / "docs" / "detection.md"
DATA = Path(os.environ.get("EVALUATION_DATA") or ROOT.parent / "shared" / "data")


def main() -> int:
    """Measure, print, and write the page unless only a part was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="default: EVALUATION_DATA")
    parser.add_argument("--config", type=Path, default=ROOT / "config")
    parser.add_argument("--misses", type=int, default=0, help="list so many of each set")
    parser.add_argument("--limit", type=int, help="the first N texts of each file; writes no page")
    parser.add_argument("--no-stock", action="store_true", help="leave stock Presidio out")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, help="the page; default: docs/detection.md")
    options = parser.parse_args()
    chosen = list(sets(options.data, limit=options.limit))
    if not chosen:
        print("Nothing here to measure with: name a folder with EVALUATION_DATA.", file=sys.stderr)
        return 1
    configuration = load(options.config, ROOT / "var", {})
    measurement = Measurement(
        configurations={"gateway": configuration},
        stock=not options.no_stock,
        workers=options.workers,
        progress=Counter(sum(len(one.texts) for one in chosen)),
    )
    results = measurement.results(chosen)
    for result in results:
        print(f"\n{result.name}: {result.size:,} texts")
        for table in result.tables:
            print("\n" + "\n".join(as_text(table)))
        # Of texts that nobody is to make rules from only totals are shown.
        for miss in result.misses[: 0 if result.name == NOT_OURS else options.misses]:
            print("\t".join((miss.what, miss.id, miss.label, " ".join(miss.words.split()))))
    prompts = options.data / "prompts"
    others = texts(RECORDS, prompts if prompts.exists() else None) if not options.limit else ()
    # Curves learn from what is judged with them, each fifth from the others: not from those texts.
    judging = [one for one in chosen if one.name != NOT_OURS]
    scores = score_tables(configuration, judging, others)
    for table in scores:
        print("\n" + "\n".join(as_text(table)))
    if options.out or not options.limit:
        page = (PAGE).read_text(encoding="utf-8")
        (options.out or PAGE).write_text(written(page, results, scores), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
