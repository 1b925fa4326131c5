"""The recorder: an awaited call returns when its record is durable, and not before."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from gateway.audit.activities import Activity, activity_event
from gateway.audit.clock_watch import ClockWatch
from gateway.audit.events import Event
from gateway.audit.kept import Kept, kept_of
from gateway.audit.late import LateEndings
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.runs import beat, beat_in, begin_run, end_run, sweep
from gateway.audit.staff import StaffPrivacy
from gateway.audit.store import Store
from gateway.audit.writer import RecorderStatistics, Writer
from gateway.errors import RecordError
from gateway.policy.capture import capture_of
from gateway.types import Answer, Capture, End, Screened

_REMEMBERED = 50_000  # open interactions; the answer of a forgotten one is kept without texts
_AWAITED = (End.REFUSED, End.GATEWAY_ERROR)  # endings a person waits for
_BEAT_SECONDS = 20.0
# Whose request is not known may repeat anything, so nothing of what it says is kept.
_UNKNOWN = Kept(capture=Capture.METADATA, texts={}, same_as={}, hidden={})


class Recorder:
    """Writes the records of one running gateway."""

    def __init__(  # noqa: PLR0913 - each a choice of its own
        self,
        store: Store,
        *,
        instance: str,
        orphan_minutes: float = 30.0,
        deadline_seconds: float = 15.0,
        capture: Callable[[Screened], Capture] = capture_of,
        privacy: StaffPrivacy = StaffPrivacy(),  # noqa: B008 - frozen
    ) -> None:
        self._store = store
        self._instance = instance
        self._orphan_age = timedelta(minutes=orphan_minutes)
        self._deadline = deadline_seconds
        self._capture, self._privacy = capture, privacy
        self._open: OrderedDict[str, Kept] = OrderedDict()
        self._late = LateEndings(store)
        self._origin: Origin | None = None
        self.clock = ClockWatch(store)
        self._writer = Writer(
            store,
            tick=self._tick,
            tick_seconds=_BEAT_SECONDS,
            trace=lambda connection: beat_in(connection, self._running()),
        )

    async def start(self) -> None:
        """Announce this run, close what dead ones left open, start writing. Raises RecordError."""
        self._origin = await asyncio.to_thread(begin_run, self._store, self._instance)
        await asyncio.to_thread(self.clock.look)
        await asyncio.to_thread(self._sweep)
        await asyncio.to_thread(self._store.load_keys, datetime.now(UTC))
        self._writer.start()

    async def close(self) -> None:
        """Refuse new records, write what waits, close what is still open as orphaned."""
        origin, self._origin = self._origin, None
        if origin:
            await asyncio.to_thread(self._writer.stop)
            with suppress(RecordError):  # the store is gone: the next start sweeps
                await asyncio.to_thread(self._late.write)
                await asyncio.to_thread(end_run, self._store, origin)

    async def request(self, screened: Screened) -> None:
        """Record what was asked and decided. Returns when durable; raises RecordError.

        Nothing may leave before it returns. If the caller gives up waiting and the record is
        written all the same, it is closed at once: it describes a request that never left.
        """
        kept = kept_of(screened, self._capture(screened))
        identity = screened.interaction.id
        event = request_event(self._store, self._running(), screened, kept, self._privacy)
        done = self._submit(event)
        try:
            await self._wait(done)
        except (RecordError, asyncio.CancelledError):
            done.add_done_callback(lambda late: self._close_unheard(identity, late))
            raise
        self._open[identity] = replace(kept, texts={}, same_as={})
        if len(self._open) > _REMEMBERED:
            self._open.popitem(last=False)

    async def answer(self, answer: Answer) -> None:
        """Record the ending. Returns when durable; raises RecordError.

        An interaction has one ending: a second is refused silently and counted. One that the
        store does not take is tried again later, although the caller is told.
        """
        kept = self._open.get(answer.interaction_id, _UNKNOWN)
        event = answer_event(self._store, self._running(), answer, kept)
        try:
            await self._wait(self._submit(event, lazy=answer.end not in _AWAITED))
        except RecordError:
            self._late.add(event)
            raise
        self._open.pop(answer.interaction_id, None)

    async def activity(self, *, actor: str, action: str, subject: str, why: str) -> None:
        """Record what somebody did with the gateway or its records. Subject and why are sealed."""
        what = Activity(actor=actor, action=action, subject=subject, why=why)
        event = activity_event(self._store, self._running().instance, what)
        await self._wait(self._submit(event))

    @property
    def statistics(self) -> RecorderStatistics:
        """How the writing goes."""
        return self._writer.statistics

    @property
    def run(self) -> str:
        """The name of this run in the store. Raises RecordError before the start."""
        return self._running().run

    def _running(self) -> Origin:
        if self._origin is None:
            raise RecordError("The recorder is not running.")
        return self._origin

    def _submit(self, event: Event, *, lazy: bool = False) -> asyncio.Future[None]:
        return self._writer.submit(event, lazy=lazy)

    async def _wait(self, done: asyncio.Future[None]) -> None:
        """Shielded: a caller that is cancelled must not lose the record that is being written."""
        try:
            async with asyncio.timeout(self._deadline):
                await asyncio.shield(done)
        except TimeoutError:
            raise RecordError(
                f"The record was not written within {self._deadline:g} seconds."
            ) from None

    def _close_unheard(self, interaction_id: str, late: asyncio.Future[None]) -> None:
        if late.cancelled() or late.exception() is not None or self._origin is None:
            return
        ending = Answer(interaction_id=interaction_id, end=End.ORPHANED, time=datetime.now(UTC))
        event = answer_event(self._store, self._origin, ending, _UNKNOWN)
        with suppress(RecordError):  # a full queue: the sweep will close it
            self._submit(event).add_done_callback(_heard)

    def _tick(self) -> None:
        beat(self._store, self._running())
        self._store.load_keys(datetime.now(UTC))
        self._late.write()
        if not self.clock.look().jumped:  # or gateways that live would seem long dead
            self._sweep()

    def _sweep(self) -> None:
        sweep(self._store, self._running(), older_than=self._orphan_age)


def _heard(done: asyncio.Future[None]) -> None:
    """Take the outcome, so that asyncio does not complain; the sweep closes what this did not."""
    if not done.cancelled():
        done.exception()
