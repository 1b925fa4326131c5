"""The daily run of a running gateway, and what health and metrics say of retention."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gateway.audit.clock import TOLERANCE
from gateway.audit.clock_watch import ClockWatch
from gateway.audit.connections import Right, opened_for
from gateway.audit.lingering import lingering_since
from gateway.audit.retention.run import Orders, run
from gateway.audit.retention.turns import Busy, begin_counting, is_time, last_done
from gateway.audit.store import Store, failure_text
from gateway.errors import GatewayError
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.keeping import Connections
from gateway.settings.retention_file import RetentionFile

ACTOR = "retention"
_LOOK_SECONDS = 600.0
_FRESH_SECONDS = 30.0
_AT_WORK = timedelta(minutes=15)  # as long as a disposal may take to let the bytes go


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionStatistics:
    """How retention goes, for health and metrics. Counts are since the start of this gateway.

    `age_seconds`: since everything that was due had gone. `overdue`: that is too long ago.
    """

    disposed: int = 0
    failures: int = 0
    age_seconds: float = 0.0
    overdue: bool = False
    clean: bool = True
    warnings: tuple[str, ...] = ()


class Retaining:
    """A thread that lets records go once a day, whichever gateway of a store comes first.

    `own` is the store, to ask; it lets records go through the connection that may. While the
    clock is in doubt it lets nothing go.
    """

    def __init__(
        self,
        own: Store,
        connections: Connections | None = None,
        *,
        clock: ClockWatch | None = None,
    ) -> None:
        self._own, self._connections = own, connections or Connections()
        self._clock = clock or ClockWatch(own)
        self._schedule = RetentionFile()
        self._settings = GatewayFile()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="retention", daemon=True)
        self._disposed = self._failures = 0
        self._clean, self._failure = True, ""
        self._read, self._read_at = RetentionStatistics(), 0.0

    def start(self) -> None:
        """Start looking whether it is time."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the batch that is being worked on. Blocks."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def follow(self, schedule: RetentionFile, settings: GatewayFile) -> None:
        """From now on by this schedule."""
        self._schedule, self._settings = schedule, settings

    def run_if_due(self) -> bool:
        """Let go of what is due when a day has passed since anybody did. Raises RecordError."""
        if self._schedule.empty:
            return False
        begin_counting(self._own)
        if not self._settings.retention.daily or not is_time(self._own):
            return False
        clock = self._clock.look()
        if clock.in_doubt or clock.unheard:
            told = "the clock is in doubt" if clock.in_doubt else "no answer has told the time yet"
            self._failure = told
            return False
        store = opened_for(Right.RETENTION, self._own, self._connections)
        try:
            ran = run(store, self._orders())
        finally:
            if store is not self._own:
                store.close()
        self._disposed += ran.total
        self._clean, self._failure, self._read_at = ran.clean, "", 0.0
        return True

    @property
    def statistics(self) -> RetentionStatistics:
        """How retention goes; read from the store at most every half minute."""
        if time.monotonic() - self._read_at > _FRESH_SECONDS or not self._read_at:
            with suppress(GatewayError):  # the recorder's health says that the store is away
                self._read = self._statistics()
            self._read_at = time.monotonic()
        return self._read

    def _orders(self) -> Orders:
        return Orders(
            lines=self._schedule.schedule,
            activities=self._schedule.activities,
            cases=self._schedule.cases,
            today=datetime.now(UTC).date(),
            actor=ACTOR,
            batch=self._settings.retention.batch,
            appeal_days=self._settings.cases.appeal_days,
            gentle=True,
            stopping=self._stopping.is_set,
        )

    def _run(self) -> None:
        patience = 1.0
        while not self._stopping.wait(patience):
            patience = _LOOK_SECONDS
            try:
                self.run_if_due()
            except Busy:
                continue  # another gateway does it
            except Exception as error:  # noqa: BLE001 - the thread must outlive it; health says so
                self._failures += 1
                self._failure = failure_text(error)

    def _statistics(self) -> RetentionStatistics:
        done = last_done(self._own)
        age = datetime.now(UTC) - done if done else timedelta()
        late = age > timedelta(hours=self._settings.retention.overdue_hours) or age < -TOLERANCE
        overdue = not self._schedule.empty and late
        clean = self._clean and not self._left_behind()
        return RetentionStatistics(
            disposed=self._disposed,
            failures=self._failures,
            age_seconds=max(0.0, age.total_seconds()),
            overdue=overdue,
            clean=clean,
            warnings=tuple(self._warnings(done, overdue=overdue, clean=clean)),
        )

    def _left_behind(self) -> bool:
        """Whether a disposal of some time ago, of whichever process, was not brought to its end."""
        since = lingering_since(self._own)
        return since is not None and datetime.now(UTC) - since > _AT_WORK

    def _warnings(self, done: datetime | None, *, overdue: bool, clean: bool) -> list[str]:
        said = []
        if overdue and done:
            why = f" ({self._failure})" if self._failure else ""
            said.append(f"no whole retention run since {done:%Y-%m-%d %H:%M} UTC{why}")
        if not clean:
            said.append("bytes of disposed records are still in the database's files")
        return said
