"""Fit what a score means: `python -m detectors.training.calibrate [--prompts FOLDER]`.

First the network's own scores. On the records that are held out from training, every span the
network finds is right or wrong; a logistic curve over the log odds of its raw score (Platt 1999),
per label, makes the score the share that is right. Labels with few spans share one curve. Writes
detectors/model/calibration.json.

Then the score of every finding, whatever found it (detectors/training/reliability.py): all texts
are scanned, and what comes out in the end is judged. Writes detectors/model/reliability.json and
prints what scores meant before and mean now, on what was held out.
"""

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from detectors.engine import Engine
from detectors.evaluation.reliability import reliability_tables
from detectors.evaluation.tables import as_text
from detectors.model.component import SHIPPED
from detectors.model.join import NAMES
from detectors.model.tagged import Tagged
from detectors.model.tagger import Tagger
from detectors.reliability import FILE
from detectors.settings import ScanSettings
from detectors.training.corpora import read_prompts
from detectors.training.labels import OWN
from detectors.training.markup import CONTEXT, Record, is_held_out, read_folder
from detectors.training.reliability import as_file, fit_all, scanned, texts
from detectors.training.reliability import judged as left_out
from detectors.training.sources import RECORDS

TERMS = RECORDS.parents[2] / "config" / "terms"
FEW = 60
Judged = tuple[float, bool]


def judged(tagger: Tagger, records: Sequence[Record]) -> dict[str, list[Judged]]:
    """Per label the log odds of each span's raw score, and whether such a mark is there."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for record, reading in zip(records, tagger.tag([r.text for r in records]), strict=True):
        for label, start, end, score in _spans(reading.spans):
            right = any(
                OWN.get(mark.label) == label and mark.start < end and start < mark.end
                for mark in record.marks
                if not mark.benign
            )
            found[label].append((log_odds(score), right))
    return found


def _spans(spans: Sequence[Tagged]) -> Iterator[tuple[str, int, int, float]]:
    for span in spans:
        name = span.label in NAMES
        label, score = ("PERSON", span.private) if name else (span.label, span.score)
        yield label, span.start, span.end, score


def log_odds(score: float) -> float:
    score = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(score / (1 - score))


def fit(points: Sequence[Judged], steps: int = 200) -> tuple[float, float]:
    """Slope and offset of the curve, by Newton's method with a weak pull to (1, 0)."""
    slope, offset = 1.0, 0.0
    for _ in range(steps):
        g1, g0, h11, h10, h00 = slope - 1, offset, 1.0, 0.0, 1.0
        for x, right in points:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * x + offset))))
            w = p * (1 - p)
            g1, g0 = g1 + (p - right) * x, g0 + p - right
            h11, h10, h00 = h11 + w * x * x, h10 + w * x, h00 + w
        det = h11 * h00 - h10 * h10
        slope -= _held((g1 * h00 - g0 * h10) / det)
        offset -= _held((g0 * h11 - g1 * h10) / det)
    return round(slope, 3), round(offset, 3)


def _held(step: float) -> float:
    """Newton's steps are too long far from the goal."""
    return max(-0.2, min(0.2, step))


def fit_network(models: Sequence[str], prompts: Path | None) -> None:
    """Writes calibration.json."""
    records = [record for record in read_folder(RECORDS) if is_held_out(record)]
    if prompts:
        records += read_prompts(prompts, held_out=True)
    curves = {}
    for model in models:
        found = judged(Tagger(SHIPPED, model, calibrated=False), records)
        pooled = fit([p for label, points in found.items() if label not in CONTEXT for p in points])
        curves[model] = {
            label: fit(points) if len(points) >= FEW else pooled
            for label, points in sorted(found.items())
        }
        sys.stdout.write(f"{model}: {curves[model]}\n")
    path = SHIPPED / "calibration.json"
    path.write_text(json.dumps(curves, indent=1) + "\n", encoding="utf-8")


def fit_findings(models: Sequence[str], prompts: Path | None, terms: Path) -> None:
    """Writes reliability.json, with the curves of other models as they are."""
    curves = json.loads(FILE.read_text(encoding="utf-8"))
    for model in models:
        seen = scanned(Engine(ScanSettings(model=model, terms=terms)), texts(RECORDS, prompts))
        curves[model] = dict(fit_all(seen))
        for table in reliability_tables(list(left_out(seen))):
            sys.stdout.write("\n".join((f"\n{model}:", *as_text(table), "")))
    FILE.write_text(as_file(curves), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompts", type=Path, help="prompts whose held-out fifth joins in")
    parser.add_argument("--terms", type=Path, default=TERMS, help="word lists of sensitive terms")
    parser.add_argument("--model", nargs="+", default=["accurate", "fast"])
    options = parser.parse_args()
    fit_network(options.model, options.prompts)
    fit_findings(options.model, options.prompts, options.terms)


if __name__ == "__main__":
    main()
