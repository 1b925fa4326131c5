"""The thread that keeps the log: sequences what waits, and hands each new checkpoint on."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic, time_ns

from sqlalchemy import func, select

from gateway.audit.log.sequencer import BATCH, Sequencer
from gateway.audit.log.tables import LOG_QUEUE
from gateway.audit.log.tree import LogError
from gateway.audit.store import Store, failure_text

_IDLE_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """How the log is. `lag_seconds`: age of the oldest entry without a place."""

    waiting: int = 0
    lag_seconds: float = 0.0
    sequenced: int = 0
    checkpoints: int = 0
    failures: int = 0
    last_error_class: str = ""
    broken: str = ""  # why nothing is signed any more


class Sequencing:
    """Runs a sequencer and whatever is to be done with its notes."""

    def __init__(
        self,
        store: Store,
        sequencer: Sequencer,
        *,
        notify: Callable[[Sequence[str]], None],
        idle_seconds: float = _IDLE_SECONDS,
    ) -> None:
        self._store, self._sequencer = store, sequencer
        self._notify = notify
        self._idle_seconds = idle_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="log", daemon=True)
        self._sequenced = self._checkpoints = self._failures = 0
        self._last_error_class = self._broken = ""

    def start(self) -> None:
        """Start sequencing."""
        self._thread.start()

    def stop(self) -> None:
        """Sequence what waits, sign it, end the thread. Blocks."""
        if self._thread.is_alive():
            self._stopping.set()
            self._thread.join()
            while self._step(closing=True) == BATCH:
                pass

    def state(self) -> LogState:
        """How the log is. Raises SQLAlchemyError."""
        statement = select(func.count(), func.min(LOG_QUEUE.c.queued)).select_from(LOG_QUEUE)
        with self._store.read() as connection:
            waiting, oldest = connection.execute(statement).one()
        return LogState(
            waiting=waiting,
            lag_seconds=max(0.0, (time_ns() - oldest) / 1e9) if oldest else 0.0,
            sequenced=self._sequenced,
            checkpoints=self._checkpoints,
            failures=self._failures,
            last_error_class=self._last_error_class,
            broken=self._broken,
        )

    def _run(self) -> None:
        while not self._stopping.is_set():
            started = monotonic()
            if self._step() < BATCH:
                self._stopping.wait(max(0.0, self._idle_seconds - (monotonic() - started)))

    def _step(self, *, closing: bool = False) -> int:
        try:
            step = self._sequencer.step(closing=closing)
            if step.working:  # while another one works we know no more than before
                self._broken = ""
            if step.notes:
                self._notify(step.notes)
        except LogError as error:
            self._broken = str(error)
            return self._failed(error)
        except Exception as error:  # noqa: BLE001 - the thread must outlive a store that is away
            return self._failed(error)
        self._sequenced += step.sequenced
        self._checkpoints += len(step.notes)
        return step.sequenced

    def _failed(self, error: Exception) -> int:
        self._failures += 1
        self._last_error_class = failure_text(error)
        return 0
