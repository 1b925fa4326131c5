"""Fit the curves from a raw score to the share of findings like it that are right.

A curve has a knot per range of scores: the share that was right, as if `WEIGHT` findings more had
been as right as the raw score says (a Beta prior), so that what is rare stays where it is. Ranges
that would fall are joined (isotonic regression). What the network reads is right more often on what
it learned from than anywhere else, and then what the rules find besides is wrong more often: for
those entities only texts that it has not seen count, and what it learned from is a bound. Findings of
one score there say nothing (what the network learned it is sure of, so that the unsure ones are its
mistakes); but all findings of a score and above are right no more often elsewhere than there.
"""

import json
import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import batched
from pathlib import Path

from detectors.engine import Engine
from detectors.evaluation.gold import Gold, read_gold
from detectors.evaluation.reliability import Judged
from detectors.evaluation.right import is_right
from detectors.reliability import READ_BY_MODEL, Curve, Curves, group, share_right
from detectors.training.corpora import PROMPTS
from detectors.types import FLOOR, LEAST, Finding

WEIGHT = 20  # of 2 to 40 the one with the lowest log loss on texts that were left out
FEWEST = 5  # of fewer nothing is said
AS_IT_IS: Curve = ((1.0, 1.0),)  # from (0, 0), as every curve
EDGES = (FLOOR, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
FOLDS = 5
_AT_ONCE = 16


type Observed = Sequence[tuple[float, bool]]
"""Raw score of a finding, and whether it was right."""


class Part(StrEnum):
    """What a text has been used for."""

    LEARNED = "learned"  # the network trains on it
    UNSEEN = "unseen"  # nobody trains on it; rules were tuned on it
    HELD_OUT = "held out"  # judged on


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One finding that can be judged. Texts of one `fold` are left out together."""

    entity: str
    group: str
    raw: float
    right: bool
    part: Part
    fold: int


def texts(records: Path, prompts: Path | None) -> list[tuple[Part, Gold]]:
    """Our records and, where there is a folder of them, prompts; conversations train nothing."""
    found = [*_parts(records, Part.LEARNED)]
    if prompts:
        for name in PROMPTS:
            found += _parts(prompts / f"{name}.jsonl", Part.LEARNED)
        found += _parts(prompts / "conversations.jsonl", Part.UNSEEN)
    return found


def _parts(path: Path, otherwise: Part) -> Iterator[tuple[Part, Gold]]:
    held_out = {gold.id for gold in read_gold(path, held_out=True).texts}
    for gold in read_gold(path).texts:
        yield (Part.HELD_OUT if gold.id in held_out else otherwise), gold


def scanned(engine: Engine, parts: Sequence[tuple[Part, Gold]]) -> list[Point]:
    """Every finding in them that can be judged."""
    found: list[Point] = []
    for some in batched(parts, _AT_ONCE):
        scans = engine.scan([gold.text for _, gold in some])
        for (part, gold), findings in zip(some, scans, strict=True):
            found += points(part, gold, findings)
    return found


def points(part: Part, gold: Gold, findings: Sequence[Finding]) -> Iterator[Point]:
    """The findings of a text that can be judged."""
    fold = zlib.crc32((gold.group or gold.id).encode()) % FOLDS
    for finding in findings:
        right = is_right(gold, finding)
        if right is not None:
            raw = finding.score if finding.raw is None else finding.raw
            yield Point(
                entity=finding.entity,
                group=group(finding),
                raw=raw,
                right=right,
                part=part,
                fold=fold,
            )


def fit(observed: Observed, weight: float = WEIGHT) -> Curve:
    """A rising curve through what was observed: (raw score, right) each."""
    return _curve(observed, _ranges(observed), weight)


def bounds(observed: Observed, weight: float = WEIGHT) -> Curve:
    """What of everything from a score upwards was right: a rising curve."""
    ranges = _ranges(observed)
    upwards = [[one for some in ranges[at:] for one in some] for at in range(len(ranges))]
    return _curve(observed, upwards, weight)


def _curve(observed: Observed, told_by: Sequence[Observed], weight: float) -> Curve:
    """A knot per range of scores, at the mean of what is in it; its share is told by others."""
    knots = []
    for some, telling, low, high in zip(_ranges(observed), told_by, EDGES, EDGES[1:], strict=False):
        middle = (low + high) / 2
        raw = _mean([raw for raw, _ in some], middle)
        said = _mean([raw for raw, _ in telling], middle)
        share = (sum(right for _, right in telling) + weight * said) / (len(telling) + weight)
        knots.append((raw, share, len(telling) + weight))
    return tuple(_rising(knots))


def _ranges(observed: Observed) -> list[list[tuple[float, bool]]]:
    ranges: list[list[tuple[float, bool]]] = [[] for _ in EDGES[1:]]
    for raw, right in observed:
        ranges[max(0, min(len(ranges), bisect_right(EDGES, raw)) - 1)].append((raw, right))
    return ranges


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _rising(knots: Sequence[tuple[float, float, float]]) -> Iterator[tuple[float, float]]:
    """Pool adjacent violators (Ayer et al. 1955)."""
    pools: list[tuple[list[float], float, float]] = []
    for raw, share, weight in knots:
        pool = ([raw], share, weight)
        while pools and pools[-1][1] >= pool[1]:
            raws, other, heavy = pools.pop()
            both = heavy + pool[2]
            pool = (raws + pool[0], (other * heavy + pool[1] * pool[2]) / both, both)
        pools.append(pool)
    for raws, share, _ in pools:
        for raw in raws:
            yield round(raw, 4), round(share, 4)


def fit_all(seen: Sequence[Point]) -> Curves:
    """A curve per group, from the texts that tell about it, and never above what is known of texts
    that the network learned from.
    """
    curves = _curves(fit, (one for one in seen if _tells(one)))
    learned = (one for one in seen if not _tells(one) and one.part is Part.LEARNED)
    for name, most in _curves(bounds, learned).items():
        curves[name] = lower(curves.get(name, AS_IT_IS), most)
    return {name: curves[name] for name in sorted(curves)}


def _curves(fitted: Callable[[Observed], Curve], seen: Iterable[Point]) -> dict[str, Curve]:
    groups: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in seen:
        groups[one.group].append((one.raw, one.right))
    return {name: fitted(some) for name, some in groups.items() if len(some) >= FEWEST}


def lower(one: Curve, other: Curve) -> Curve:
    """What both allow, at the knots of either, and never less than is told; it rises as they do."""
    raws = sorted({FLOOR, *(raw for curve in (one, other) for raw, _ in curve)})
    both = ((raw, min(share_right(one, raw), share_right(other, raw))) for raw in raws)
    return tuple((raw, round(max(share, LEAST), 4)) for raw, share in both if raw >= FLOOR)


def _tells(one: Point) -> bool:
    """Whether a curve may be fitted with it."""
    return one.part is not (Part.LEARNED if one.entity in READ_BY_MODEL else Part.HELD_OUT)


def judged(seen: Sequence[Point]) -> Iterator[Judged]:
    """What was held out, each fold by curves that were fitted without it."""
    for fold in range(FOLDS):
        curves = fit_all([p for p in seen if p.part is not Part.HELD_OUT or p.fold != fold])
        for p in seen:
            if p.part is Part.HELD_OUT and p.fold == fold:
                curve = curves.get(p.group)
                score = p.raw if curve is None else share_right(curve, p.raw)
                yield Judged(p.entity, p.raw, score, p.right)


def as_file(models: Mapping[str, Curves]) -> str:
    """The curves of each model as JSON, a line each, so that a change can be read."""
    blocks = []
    for model, curves in models.items():
        lines = (f"  {json.dumps(name)}: {json.dumps(curve)}" for name, curve in curves.items())
        blocks.append(f" {json.dumps(model)}: {{\n" + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(blocks) + "\n}\n"
