"""Watches whether the clock can be believed; while it cannot, nobody lets records go by it.

Three witnesses: the machine's other clock, which nobody sets, for as long as a gateway runs; what
the store says it was when a clock was last believed, and what the dates of providers' answers say,
for what happened between two runs.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.audit.clock import TOLERANCE, utc_now
from gateway.audit.clock_store import SILENT, believe, believed_at, confirmed_at, doubts
from gateway.audit.clock_witnesses import AGREED, Witnesses
from gateway.audit.store import Store
from gateway.errors import RecordError

_DAY = 86_400.0
_GAP = timedelta(hours=1)  # after less the clock cannot have jumped far

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    """How the clock is. `step_seconds`: how far it was set, forward or back, while we ran.

    `unheard`: after a pause no answer has said yet what time it is, and we run for less than a day;
    nothing speaks against the clock, but what cannot be undone waits.
    """

    step_seconds: float = 0.0
    jumped: bool = False
    unheard: bool = False
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
        self._began = steady()
        self.witnesses = Witnesses(steady)
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
            against = [*self._jump(), *doubts(self._store, now), *self._contradicted(now)]
            self._state = self._with(step, against, unheard=self._is_unheard(now))
            if not self._state.in_doubt and not self._state.unheard:
                with suppress(RecordError):  # of a database whose rights are of an earlier version
                    believe(self._store, now)
            return self._state

    def _with(self, step: float, warnings: list[str], *, unheard: bool = False) -> ClockState:
        jumped = self._jumped is not None
        said = tuple(warnings)
        return ClockState(step_seconds=step, jumped=jumped, unheard=unheard, warnings=said)

    def _contradicted(self, now: datetime) -> list[str]:
        """What providers say, unless somebody said of late that the clock is right."""
        said = self.witnesses.now()
        if said is None or abs(now - said) <= AGREED:
            return []
        confirmed = confirmed_at(self._store)
        if confirmed and timedelta() <= now - confirmed < SILENT:
            return []
        return [f"the clock is in doubt: answers of providers are dated {said:%Y-%m-%d %H:%M} UTC"]

    def _is_unheard(self, now: datetime) -> bool:
        if self.witnesses.now() is not None or self._steady() - self._began >= _DAY:
            return False
        believed = believed_at(self._store)
        return believed is not None and now - believed > _GAP

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
