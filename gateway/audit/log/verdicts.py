"""What a verification can say."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What is wrong with a log or a record; OK, DISPOSED and UNANCHORED are no damage."""

    OK = "OK"
    DISPOSED = "DISPOSED"  # gone by the schedule or a case, with a disposal in the log
    UNANCHORED = "UNANCHORED"  # no checkpoint that was kept elsewhere was given
    ALTERED = "ALTERED"  # a record, a text or a leaf is not what the log committed to
    MISSING = "MISSING"  # a record, a text or a disposal is not there
    GAP = "GAP"  # a leaf is not there, or a record never came into the log
    TRUNCATED = "TRUNCATED"  # the log is shorter than a signed checkpoint says
    FORK = "FORK"  # two signed checkpoints contradict each other
    BAD_SIGNATURE = "BAD-SIGNATURE"  # a checkpoint that no known key signed


HARMLESS = frozenset({Verdict.OK, Verdict.DISPOSED, Verdict.UNANCHORED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One thing that is wrong. `entry` names the record, `position` its place in the log."""

    verdict: Verdict
    detail: str
    log: int = 0
    position: int | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSummary:
    """What was read of one log. `anchored`: the largest size that was kept elsewhere."""

    log: int
    leaves: int
    signed: int
    anchored: int


@dataclass(slots=True, kw_only=True)
class Verification:
    """Everything a verification found. The first 1,000 damages are kept, all are counted."""

    logs: list[LogSummary] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)
    counts: Counter[Verdict] = field(default_factory=Counter)
    records: int = 0
    disposed: int = 0
    waiting: int = 0  # queued, without a place yet

    def add(self, damage: Damage) -> None:
        """Take note of one more."""
        self.counts[damage.verdict] += 1
        if len(self.damages) < _KEPT:
            self.damages.append(damage)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not any(verdict not in HARMLESS for verdict in self.counts)

    @property
    def verdicts(self) -> Mapping[str, int]:
        """How often each verdict was given; OK counts the entries that hold."""
        found = {verdict.value: count for verdict, count in sorted(self.counts.items())}
        return {Verdict.OK.value: self.records - _wrong(self.counts)} | found


_KEPT = 1_000


def _wrong(counts: Counter[Verdict]) -> int:
    return counts[Verdict.ALTERED] + counts[Verdict.MISSING]
