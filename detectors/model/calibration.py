"""What a raw score means: the share of such spans that were right on held-out records."""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from detectors.model.tagged import Tagged

Curves = Mapping[str, tuple[float, float]]
_EDGE = 1e-4


def read_curves(folder: Path, model: str) -> Curves:
    """Slope and offset per label, as detectors/training/calibrate.py fitted them."""
    curves = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    return {label: (slope, offset) for label, (slope, offset) in curves[model].items()}


def calibrated(span: Tagged, curves: Curves) -> Tagged:
    """The span with honest scores; unchanged where there is no curve for its label."""
    score, private = span.score, span.private
    if span.label in curves:
        score = _on(curves[span.label], score)
    if "PERSON" in curves and private > 0:
        private = _on(curves["PERSON"], private)
    return replace(span, score=score, private=private)


def _on(curve: tuple[float, float], score: float) -> float:
    slope, offset = curve
    score = min(max(score, _EDGE), 1 - _EDGE)
    return 1 / (1 + math.exp(-(slope * math.log(score / (1 - score)) + offset)))
