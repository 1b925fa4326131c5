"""Sends the log to one destination, in order, each entry at least once, from a thread of its own.

The log is the spool: it is on disk before a request leaves, and what was sent is a position in it.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from time import monotonic

from sqlalchemy import Connection

from gateway.audit.outgoing.checkpoints import checkpoints_after
from gateway.audit.outgoing.entries import Place, events_of, places_from
from gateway.audit.outgoing.positions import Position, Positions
from gateway.audit.outgoing.told import Telling
from gateway.audit.store import Store, failure_text
from gateway.errors import RecordError
from gateway.siem.event import Event
from gateway.siem.formats import Format
from gateway.siem.sending import Refused, Sender, SendError

BATCH = 200
_IDLE_SECONDS = 1.0
_SAVE_SECONDS = 5.0  # what was sent since is sent again after a crash
_RENEW_SECONDS = 30.0  # to keep our turn while nothing happens
_STANDBY_SECONDS = 10.0
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwarderState:
    """How the sending goes; counts are since the start. `active`: it is this gateway's turn."""

    active: bool = False
    sent: int = 0
    failures: int = 0
    left_out: int = 0  # too old, refused for their content, or disposed of meanwhile
    waiting: int = 0
    lag_seconds: float = 0.0
    error: str = ""


class Forwarder:
    """One destination's thread."""

    def __init__(  # noqa: PLR0913 - what it is made of
        self,
        store: Store,
        name: str,
        sender: Sender,
        form: Format,
        *,
        telling: Telling,
        keep: timedelta,
        holder: str,
        idle_seconds: float = _IDLE_SECONDS,
    ) -> None:
        self._store, self.name, self._sender, self._form = store, name, sender, form
        self._telling, self._keep = telling, keep
        self._idle_seconds = idle_seconds
        self._positions = Positions(store, holder)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"siem {name}", daemon=True)
        self._state = ForwarderState()
        self._at: Position | None = None  # the next to send; None: not our turn, or not known
        self._sure: Position | None = None  # before it everything has certainly arrived
        self._told: Position | None = None  # up to which checkpoints were sent
        self._saved: tuple[Position | None, float] = None, 0.0
        self._pause = 0.0

    def start(self) -> None:
        """Start sending."""
        self._thread.start()

    def stop(self, *, seconds: float = 5.0) -> None:
        """Send what is on its way, remember the position, let another gateway go on. Blocks."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    @property
    def state(self) -> ForwarderState:
        """How the sending goes."""
        return self._state

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self.step() < BATCH:
                self._stopping.wait(self._pause or self._idle_seconds)
        self._release()

    def step(self) -> int:
        """Send one batch; returns how many entries it took on. Never raises."""
        try:
            return self._step()
        except SendError as error:
            self._sender.close()
            self._at = self._sure  # unless the receiver confirms, the last batch goes again
            self._told = None
            self._failed(str(error))
            self._hold()
        except RecordError as error:
            self._failed(str(error))
            self._at = self._told = None
        except Exception as error:  # noqa: BLE001 - the thread must outlive whatever one batch does
            self._failed(failure_text(error))
        return 0

    def _step(self) -> int:
        if self._at is None:
            oldest = datetime.now(UTC) - self._keep
            self._at = self._sure = self._positions.take(self.name, oldest=oldest)
            self._saved = self._sure, monotonic()
        if self._at is None:
            self._pause = _STANDBY_SECONDS
            self._state = replace(self._state, active=False, waiting=0, lag_seconds=0.0, error="")
            return 0
        with self._store.read() as connection:
            places = places_from(connection, self._at.log, self._at.position, BATCH)
            events = events_of(connection, places, self._telling)
            signed = self._signed(connection, self._at, places)
        if places or signed:
            self._deliver(self._at, places, sorted([*events, *signed], key=_in_order), len(signed))
        self._remember()
        waiting = self._positions.waiting(self._at) if len(places) == BATCH else 0
        self._state = replace(self._state, active=True, waiting=waiting, lag_seconds=0.0, error="")
        self._pause = 0.0
        return len(places)

    def _signed(self, connection: Connection, at: Position, places: Sequence[Place]) -> list[Event]:
        """The checkpoints that are due: after a break the one before goes again."""
        self._told = self._told or Position(log=at.log, position=at.position - 1)
        end = _after(places[-1]) if places else at
        since = datetime.now(UTC) - self._keep
        return checkpoints_after(connection, self._told, end, since=since)

    def _deliver(
        self, before: Position, places: Sequence[Place], events: Sequence[Event], signed: int
    ) -> None:
        fresh = [event for event in events if event.time >= datetime.now(UTC) - self._keep]
        refused = self._send(fresh)
        self._at = _after(places[-1]) if places else before
        self._sure = self._at if self._sender.confirms else before
        told = [Position(log=e.log, position=e.signed.entries) for e in events if e.signed]
        self._told = max(told, default=self._told)
        sent = len(fresh) - refused
        self._state = replace(
            self._state,
            sent=self._state.sent + sent,
            left_out=self._state.left_out + len(places) + signed - sent,
        )

    def _send(self, events: Sequence[Event]) -> int:
        """Send them; returns how many the receiver will never take."""
        messages = [message for event in events for message in self._form(event)]
        try:
            if messages:
                self._sender.send(messages)
        except Refused as error:
            if len(events) == 1:
                self._state = replace(self._state, error=str(error))
                return 1
            middle = len(events) // 2
            return self._send(events[:middle]) + self._send(events[middle:])
        return 0

    def _remember(self) -> None:
        """Now and then: each time is a transaction that requests may have to wait for."""
        position, moment = self._saved
        due = _RENEW_SECONDS if self._sure == position else _SAVE_SECONDS
        if self._sure and monotonic() - moment >= due:
            if not self._positions.save(self.name, self._sure):
                raise RecordError("Another gateway sends to this destination now.")
            self._saved = self._sure, monotonic()

    def _hold(self) -> None:
        """Keep our turn while the receiver is away."""
        try:
            self._remember()
        except RecordError:
            self._at = None

    def _failed(self, why: str) -> None:
        self._pause = min(_LONGEST_PAUSE, self._pause * 2 or self._idle_seconds)
        self._state = replace(self._state, failures=self._state.failures + 1, error=why)
        self._measure()

    def _measure(self) -> None:
        """How much waits, and since when, while nothing goes out."""
        if self._at is None:
            return
        try:
            with self._store.read() as connection:
                first = places_from(connection, self._at.log, self._at.position, 1)
                oldest = events_of(connection, first, self._telling)
            lag = (datetime.now(UTC) - oldest[0].time).total_seconds() if oldest else 0.0
            waiting = self._positions.waiting(self._at)
        except RecordError:
            return
        self._state = replace(self._state, waiting=waiting, lag_seconds=lag)

    def _release(self) -> None:
        self._sender.close()
        if self._at is not None:
            try:
                self._positions.save(self.name, self._at, release=True)
            except RecordError:
                return  # the turn ends by itself


def _after(place: Place) -> Position:
    return Position(log=place.log, position=place.position + 1)


def _in_order(event: Event) -> tuple[int, int, bool]:
    """A checkpoint comes after the last entry that it signs."""
    return event.log, event.position, event.signed is not None
