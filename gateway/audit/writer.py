"""The thread that writes: takes what waits, commits it together, tells every caller."""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic, perf_counter

from sqlalchemy import Connection
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)

from gateway.audit.events import Event, append, append_new, are_there
from gateway.audit.store import Store, failure_text
from gateway.errors import RecordError

_BATCH = 256
_STALLED = 10.0  # seconds
STALLED = "no answer"
"""What is said of a store that has not answered for so long, as while a standby is awaited."""
QUEUE = 4_000
"""How many events may wait; beyond it a store is too slow to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecorderStatistics:
    """How the writing goes. Counts are since the start."""

    queue_depth: int = 0
    written: int = 0
    commits: int = 0
    failures: int = 0
    second_endings: int = 0
    last_error_class: str = ""
    down: bool = False  # the store takes nothing at the moment
    last_commit_ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    event: Event = field(repr=False)
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[None]
    lazy: bool


_LINGER = 0.03  # seconds in which endings gather, to burden one commit with all of them


class Writer:
    """One thread, one bounded queue, one transaction for whatever waits (group commit)."""

    def __init__(
        self,
        store: Store,
        *,
        tick: Callable[[], None],
        tick_seconds: float,
        trace: Callable[[Connection], None],
    ) -> None:
        """`trace` writes something of no matter: once that is durable, so is all before it."""
        self._store, self._trace = store, trace
        self._tick = tick
        self._tick_seconds = tick_seconds
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._gathered: list[_Waiting] = []  # endings
        self._gathered_until = 0.0
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._run, name="records", daemon=True)
        self._written = self._commits = self._failures = self._second_endings = 0
        self._last_error_class, self._last_commit_ms = "", 0.0
        self._down = False
        self._writing_since: float | None = None

    def start(self) -> None:
        """Start taking events."""
        self._thread.start()

    def submit(self, event: Event, *, lazy: bool = False) -> asyncio.Future[None]:
        """A future of the running loop: done when the event is durable, or RecordError.

        `lazy`: nobody waits for it; it may linger a moment to share a commit with others.
        """
        if self._queue.qsize() >= QUEUE:
            self._failures += 1
            raise RecordError("The record queue is full: the store is too slow.")
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._queue.put(_Waiting(event=event, loop=loop, done=done, lazy=lazy))
        return done

    def stop(self) -> None:
        """Write what waits, then end the thread. Blocks."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    @property
    def statistics(self) -> RecorderStatistics:
        """How the writing goes."""
        since = self._writing_since  # the thread sets it
        stalled = since is not None and monotonic() - since > _STALLED
        return RecorderStatistics(
            queue_depth=self._queue.qsize() + len(self._gathered),
            written=self._written,
            commits=self._commits,
            failures=self._failures,
            second_endings=self._second_endings,
            last_error_class=STALLED if stalled else self._last_error_class,
            down=self._down or stalled,
            last_commit_ms=self._last_commit_ms,
        )

    def _run(self) -> None:
        next_tick = monotonic() + self._tick_seconds
        running = True
        while running:
            batch, running = self._take(max(0.0, next_tick - monotonic()))
            if batch:
                self._settle(batch)
            if monotonic() >= next_tick:
                self._guarded_tick()
                next_tick = monotonic() + self._tick_seconds
        self._close()

    def _take(self, patience: float) -> tuple[list[_Waiting], bool]:
        """What is to be written now, and whether to go on.

        Endings gather for a moment and then go together, with a request if one is there: a
        request that came with each of them would wait for rows that nobody waits for.
        """
        batch: list[_Waiting] = []
        running = self._gather(batch, monotonic() + patience)
        due = not running or monotonic() >= self._gathered_until
        if due or len(self._gathered) >= _BATCH:
            batch += self._gathered
            self._gathered.clear()
        return batch, running

    def _gather(self, batch: list[_Waiting], until: float) -> bool:
        """Sort what waits into the batch and the endings; False at the end of all."""
        try:
            while len(batch) + len(self._gathered) < _BATCH:
                patience = 0.0 if batch else self._patience(until)
                item = self._queue.get(block=patience > 0, timeout=patience)
                if item is None:
                    return False
                if not item.lazy:
                    batch.append(item)
                    continue
                if not self._gathered:
                    self._gathered_until = monotonic() + _LINGER
                self._gathered.append(item)
        except queue.Empty:
            pass
        return True

    def _patience(self, until: float) -> float:
        """Seconds until the next thing to do, if nothing else comes."""
        return min(until, self._gathered_until if self._gathered else until) - monotonic()

    def _settle(self, batch: Sequence[_Waiting]) -> None:
        """Write a batch. A bad event fails alone; a store that is gone fails all, at once."""
        self._writing_since = monotonic()
        self._settle_now(batch)
        self._writing_since = None

    def _settle_now(self, batch: Sequence[_Waiting]) -> None:
        error = self._write(batch)
        if error is None or len(batch) == 1 or _store_is_gone(error):
            self._tell(batch, error)
            return
        for waiting in batch:
            self._tell([waiting], self._write([waiting]))

    def _write(self, batch: Sequence[_Waiting]) -> Exception | None:
        error = self._commit(batch)
        if not _connection_died(error):
            return error
        error = self._commit(batch)  # on another connection: the store may be back
        return self._unless_there(batch, error) if isinstance(error, IntegrityError) else error

    def _unless_there(self, batch: Sequence[_Waiting], error: Exception) -> Exception | None:
        """Nothing is wrong where the first try was written and only its answer was lost.

        That it can be seen is not enough: an awaited standby may lack it yet.
        """
        try:
            with self._store.write_raw() as connection:
                if not are_there(connection, [waiting.event for waiting in batch]):
                    return error
                self._trace(connection)
        except Exception as failed:  # noqa: BLE001 - every caller is told
            return failed
        return None

    def _commit(self, batch: Sequence[_Waiting]) -> Exception | None:
        started = perf_counter()
        try:
            refused = self._append([waiting.event for waiting in batch])
        except Exception as error:  # noqa: BLE001 - the thread must outlive it; every caller is told
            self._close()
            return error
        self._last_commit_ms = round((perf_counter() - started) * 1000, 3)
        self._commits += 1
        self._second_endings += refused
        return None

    def _append(self, events: Sequence[Event]) -> int:
        """As if no ending were a second, which is rarely wrong; then again, to find out which."""
        try:
            with self._open().begin():
                append_new(self._open(), events)
        except IntegrityError:
            with self._store.write_raw() as connection:
                return append(connection, events)
        return 0

    def _open(self) -> Connection:
        """The connection is kept: callers would wait while it is given back after a commit."""
        if self._connection is None:
            self._connection = self._store.writing()
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):  # it is being given up because it failed
                connection.close()

    def _tell(self, batch: Sequence[_Waiting], error: Exception | None) -> None:
        if error is None:
            self._written += len(batch)
            self._down = False
        else:
            self._failures += len(batch)
            self._last_error_class = failure_text(error)
            self._down = self._down or _store_is_gone(error)
        loops = {waiting.loop for waiting in batch}
        for loop in loops:
            futures = [waiting.done for waiting in batch if waiting.loop is loop]
            try:
                loop.call_soon_threadsafe(_resolve, futures, error)
            except RuntimeError:
                continue  # that loop has ended; the rows are as durable as if it had not

    def _guarded_tick(self) -> None:
        try:
            self._tick()
            # Without traffic the heartbeat is what notices that the store is back.
            self._down = False
        except Exception as error:  # noqa: BLE001 - housekeeping must not end the thread
            self._last_error_class = failure_text(error)
            self._down = True


def _store_is_gone(error: Exception) -> bool:
    """Locked, full, read-only, unreachable: trying each event alone would only take longer."""
    return isinstance(error, OperationalError | InterfaceError) or _connection_died(error)


def _connection_died(error: Exception | None) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _resolve(futures: Sequence[asyncio.Future[None]], error: Exception | None) -> None:
    for future in futures:
        if future.done():
            continue
        if error is None:
            future.set_result(None)
        else:
            text = f"The record was not written ({failure_text(error)})."
            future.set_exception(RecordError(text))
