"""Watches whether the clock can be believed; while it cannot, nobody lets records go by it.

Two witnesses: the machine's other clock, which nobody sets, for as long as a gateway runs; and what
the store says it was when a clock was last believed, for what happened between two runs.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.audit.clock import TOLERANCE, utc_now
from gateway.audit.clock_store import believe, doubts
from gateway.audit.store import Store
from gateway.errors import RecordError

_DAY = 86_400.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    """How the clock is. `step_seconds`: how far it was set, forward or back, while we ran."""

    step_seconds: float = 0.0
    jumped: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def in_doubt(self) -> bool:
        """Whether anything speaks against it."""
        return bool(self.warnings)


def steady() -> float:
    """Seconds on the clock that nobody sets; it goes on while the machine sleeps where it can."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class ClockWatch:
    """The clock of one running gateway. Safe to share between threads."""

    def __init__(
        self,
        store: Store,
        *,
        now: Callable[[], datetime] = utc_now,
        steady: Callable[[], float] = steady,
    ) -> None:
        self._store, self._now, self._steady = store, now, steady
        self._lock = threading.Lock()
        self._since = now(), steady()
        self._jumped: tuple[float, float] | None = None  # how far, and when by the steady clock
        self._state = ClockState()

    @property
    def state(self) -> ClockState:
        """As the latest look found it."""
        return self._state

    def look(self) -> ClockState:
        """Compare, and write down that the clock is believed where nothing speaks against it.

        Raises RecordError.
        """
        with self._lock:
            now = self._now()
            step = self._step(now, self._steady())
            self._state = self._with(step, list(self._state.warnings))  # also if the store is away
            self._state = self._with(step, [*self._jump(), *doubts(self._store, now)])
            if not self._state.in_doubt:
                with suppress(RecordError):  # of a database whose rights are of an earlier version
                    believe(self._store, now)
            return self._state

    def _with(self, step: float, warnings: list[str]) -> ClockState:
        jumped = self._jumped is not None
        return ClockState(step_seconds=step, jumped=jumped, warnings=tuple(warnings))

    def _step(self, now: datetime, steady: float) -> float:
        """How far it was set; a step of less than a day is taken for right after a day.

        It moves what is kept for months by a day at most. A larger one waits for somebody.
        """
        step = (now - self._since[0]).total_seconds() - (steady - self._since[1])
        if _within(step):
            if self._jumped:
                log.warning("the clock is again where it was before it was set")
            self._jumped = None
        elif self._jumped is None or not _within(step - self._jumped[0]):
            log.warning("the clock was set by %+.0f seconds while the gateway ran", step)
            self._jumped = step, steady
        elif abs(step) < _DAY <= steady - self._jumped[1]:
            log.warning("the clock was set by %+.0f seconds a day ago: taken for right", step)
            self._since, self._jumped = (now, steady), None
            return 0.0
        return step

    def _jump(self) -> list[str]:
        if self._jumped is None:
            return []
        way, far = ("forward", 1) if self._jumped[0] > 0 else ("back", -1)
        said = timedelta(seconds=round(far * self._jumped[0]))
        return [f"the clock was set {way} by {said} while the gateway ran"]


def _within(seconds: float) -> bool:
    return abs(seconds) <= TOLERANCE.total_seconds()
