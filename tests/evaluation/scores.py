"""What scores mean: the share of findings that are right, by score, on what was held out.

What the network reads is judged by curves fitted anew without each fifth of these texts; the
shipped ones saw them (detectors/training/reliability.py).
"""

from collections.abc import Iterator, Sequence

from detectors.engine import Engine
from detectors.evaluation.gold import Gold, GoldSet, Kind
from detectors.evaluation.reliability import Judged, reliability_tables
from detectors.evaluation.tables import Table
from detectors.reliability import READ_BY_MODEL, Curves, read_curves, share_right
from detectors.training.reliability import Part, Point, judged, scanned
from gateway.bootstrap import scan_settings
from gateway.settings.load import Configuration


def score_tables(
    configuration: Configuration,
    sets: Sequence[GoldSet],
    others: Sequence[tuple[Part, Gold]] = (),
) -> list[Table]:
    """The tables over all annotated prompts and records among those sets; the curves know of the
    `others` too, which are not judged.
    """
    judging = [
        (Part.HELD_OUT, gold) for one in sets if one.kind is Kind.PROMPTS for gold in one.texts
    ]
    if not judging:
        return []
    settings = scan_settings(configuration)
    fitting = [(part, gold) for part, gold in others if part is not Part.HELD_OUT]
    seen = scanned(Engine(settings), [*judging, *fitting])
    curves = read_curves(settings.model, shipped=not settings.pipeline)
    return reliability_tables([*_read(seen), *_by_rules(seen, curves)])


def _read(seen: Sequence[Point]) -> Iterator[Judged]:
    return judged([point for point in seen if point.entity in READ_BY_MODEL])


def _by_rules(seen: Sequence[Point], curves: Curves) -> Iterator[Judged]:
    for p in seen:
        if p.part is Part.HELD_OUT and p.entity not in READ_BY_MODEL:
            score = share_right(curves[p.group], p.raw) if p.group in curves else p.raw
            yield Judged(p.entity, p.raw, score, p.right)
