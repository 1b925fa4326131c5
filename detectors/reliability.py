"""What the score of a finding means: the share of findings like it that are right.

A rule's score is set by hand and a model's is worth what its training was; what all of them say in
the end was measured. Per entity and kind of evidence a rising curve leads from the raw score to the
share that was right (detectors/training/reliability.py fits them). Where there was nothing to
measure there is no curve, and a score stays as it is.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from detectors.evidence import evidence_of
from detectors.types import Finding

FILE = Path(__file__).parent / "model" / "reliability.json"
READ_BY_MODEL = frozenset(
    """PERSON ADDRESS DATE_OF_BIRTH AGE PHONE_NUMBER UK_CASE_REFERENCE USERNAME CREDENTIAL HEALTH
    RELIGION ETHNICITY SEXUAL_ORIENTATION SEX_LIFE POLITICAL_OPINION TRADE_UNION GENETIC BIOMETRIC
    SAFEGUARDING CRIMINAL_OFFENCE""".split()  # noqa: SIM905
)
"""What the shipped model looks for too: without it even the rules for these find other things."""

type Curve = Sequence[tuple[float, float]]
"""Raw score and share right, both rising; straight between, from (0, 0), level after the last."""
type Curves = Mapping[str, Curve]


def read_curves(model: str, *, shipped: bool = True, path: Path = FILE) -> Curves:
    """The curves of a model by `group`; of another than a shipped one those it has no part in."""
    rows = json.loads(path.read_text(encoding="utf-8"))[model]
    curves = {group: tuple((raw, share) for raw, share in curve) for group, curve in rows.items()}
    if not shipped:
        curves = {g: c for g, c in curves.items() if g.split(", ")[0] not in READ_BY_MODEL}
    return MappingProxyType(curves)


def group(finding: Finding) -> str:
    """Findings of one group are alike: "UK_NHS, check digit"."""
    return f"{finding.entity}, {evidence_of(finding)}"


def reliable(findings: Sequence[Finding], curves: Curves) -> tuple[Finding, ...]:
    """The same findings with the share that is right as their score, and the raw one beside it."""
    return tuple(_reliable(finding, curves.get(group(finding))) for finding in findings)


def _reliable(finding: Finding, curve: Curve | None) -> Finding:
    score = finding.score if curve is None else round(share_right(curve, finding.score), 4)
    return replace(finding, score=score, raw=finding.score)


def share_right(curve: Curve, raw: float) -> float:
    """What the curve says about a raw score."""
    at = bisect_left(curve, (raw,))
    if at == len(curve):
        return curve[-1][1]
    (low, below), (high, above) = curve[at - 1] if at else (0.0, 0.0), curve[at]
    return above if high <= low else below + (above - below) * (raw - low) / (high - low)
