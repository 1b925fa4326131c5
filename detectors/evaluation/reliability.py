"""Whether scores mean what they say: the share of findings that are right, by score and entity."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from detectors.evaluation.figures import with_interval
from detectors.evaluation.tables import Table

BINS = 10
_FEWEST = 10  # findings; of fewer the error says nothing, so they stand together


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and whether it is right; `raw` and `score` before and after measuring."""

    entity: str
    raw: float
    score: float
    right: bool


type Scored = Callable[[Judged], float]


def error(judged: Sequence[Judged], scored: Scored) -> float:
    """Expected calibration error: how far the mean score of each tenth is from the share right."""
    off = (abs(sum(map(scored, some)) - _right(some)) for some in _bins(judged, scored).values())
    return sum(off) / max(1, len(judged))


def reliability_tables(judged: Sequence[Judged]) -> list[Table]:
    """One by score, before and after measuring; one by entity with its errors."""
    return [_by_score(judged), _by_entity(judged)] if judged else []


def _right(judged: Sequence[Judged]) -> int:
    return sum(one.right for one in judged)


def _raw(one: Judged) -> float:
    return one.raw


def _score(one: Judged) -> float:
    return one.score


def _bins(judged: Sequence[Judged], scored: Scored) -> dict[int, list[Judged]]:
    bins: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        bins[min(BINS - 1, int(scored(one) * BINS + 1e-9))].append(one)
    return bins


def _by_score(judged: Sequence[Judged]) -> Table:
    before, after = _bins(judged, _raw), _bins(judged, _score)
    rows = [
        (
            f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}",
            *_bin(before.get(number, ()), _raw),
            *_bin(after.get(number, ()), _score),
        )
        for number in range(BINS)
        if number in before or number in after
    ]
    head = ("score", "raw: n", "mean", "right", "measured: n", "mean", "right")
    return Table("what a score means", head, tuple(rows))


def _bin(judged: Sequence[Judged], scored: Scored) -> tuple[str, str, str]:
    if not judged:
        return "0", "-", "-"
    return str(len(judged)), _mean(judged, scored), with_interval(_right(judged), len(judged))


def _mean(judged: Sequence[Judged], scored: Scored) -> str:
    return f"{sum(map(scored, judged)) / len(judged):.3f}"


def _by_entity(judged: Sequence[Judged]) -> Table:
    head = ("entity", "n", "right", "raw mean", "measured mean", "raw error", "measured error")
    return Table("scores by entity", head, tuple(_entity_rows(judged)))


def _entity_rows(judged: Sequence[Judged]) -> Iterator[tuple[str, ...]]:
    entities: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        entities[one.entity].append(one)
    rare = [one for some in entities.values() if len(some) < _FEWEST for one in some]
    named = {name: some for name, some in sorted(entities.items()) if len(some) >= _FEWEST}
    for name, some in (*named.items(), ("(rarer ones)", rare), ("all", judged)):
        if some:
            yield (
                name,
                str(len(some)),
                with_interval(_right(some), len(some)),
                _mean(some, _raw),
                _mean(some, _score),
                f"{error(some, _raw):.3f}",
                f"{error(some, _score):.3f}",
            )
    apart = (f"{_apart(entities.values(), scored):.3f}" for scored in (_raw, _score))
    yield ("all, each entity apart", str(len(judged)), "", "", "", *apart)


def _apart(entities: Collection[Sequence[Judged]], scored: Scored) -> float:
    """The mean error, so that one entity's does not make up for another's."""
    total = sum(error(some, scored) * len(some) for some in entities)
    return total / sum(map(len, entities))
