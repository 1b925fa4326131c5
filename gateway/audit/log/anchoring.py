"""Brings new checkpoints to the anchors, and knows how old the newest kept one is."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from gateway.audit.log.anchors import Anchor, AnchorContradiction, AnchorError, News
from gateway.audit.log.merkle import consistency_proof
from gateway.audit.log.tables import ANCHORINGS, CHECKPOINTS
from gateway.audit.log.tree import StoredSubtrees
from gateway.audit.store import Store, failure_text

_RETRY_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorState:
    """How one anchor is. `behind`: since when the newest checkpoint waits to be kept there."""

    name: str
    kept: datetime | None = None
    behind: datetime | None = None
    failure: str = ""
    contradicted: bool = False  # it holds what the log is no continuation of


class Anchoring:
    """A thread that keeps checkpoints elsewhere; a slow or dead anchor holds up nothing."""

    def __init__(
        self,
        store: Store,
        anchors: Sequence[Anchor],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._anchors, self._now = store, tuple(anchors), now
        self._news = threading.Event()
        self._stopping = threading.Event()
        self._failures: dict[str, str] = {}
        self._contradictions: dict[str, str] = {}  # until the anchor takes something again
        self._thread = threading.Thread(target=self._run, name="anchors", daemon=True)

    def start(self) -> None:
        """Start keeping."""
        self._thread.start()

    def notify(self, _notes: Sequence[str] = ()) -> None:
        """There is a new checkpoint."""
        self._news.set()

    def stop(self) -> None:
        """Keep the newest once more and end the thread. Blocks, as long as the anchors take."""
        if self._thread.is_alive():
            self._stopping.set()
            self._news.set()
            self._thread.join()

    def keep(self) -> None:
        """Bring every anchor that is due what it lacks. Failures are remembered, not raised."""
        for anchor in self._anchors:
            try:
                self._keep_or_look_again(anchor)
                self._failures.pop(anchor.name, None)
            except AnchorContradiction as error:
                self._contradictions[anchor.name] = str(error)
            except AnchorError as error:
                self._failures[anchor.name] = str(error)
            except Exception as error:  # noqa: BLE001 - the thread must outlive a store that is away
                self._failures[anchor.name] = failure_text(error)

    def states(self) -> tuple[AnchorState, ...]:
        """How each anchor is. Raises RecordError."""
        with self._store.read() as connection:
            return tuple(self._state(connection, anchor.name) for anchor in self._anchors)

    def _run(self) -> None:
        last = False
        while not last:
            self._news.wait(_RETRY_SECONDS)
            self._news.clear()
            last = self._stopping.is_set()  # before it looks: what was signed by then is kept
            self.keep()

    def _keep_or_look_again(self, anchor: Anchor) -> None:
        """Another gateway may have signed more, and brought it, since we looked."""
        try:
            self._keep(anchor)
        except AnchorContradiction:
            self._keep(anchor)

    def _keep(self, anchor: Anchor) -> None:
        with self._store.read() as connection:
            kept = _kept(connection, anchor.name)
            last = max((time for _, time in kept.values()), default=None)
            if last is not None and timedelta() <= self._now() - last < anchor.every:
                return
            for log, size, note in _newest(connection):
                known, _ = kept.get(log, (-1, None))
                if size > known and (size or not anchor.every):  # an empty log is worth no mail
                    self._bring(connection, anchor, log, size, note, max(0, known))

    def _bring(  # noqa: PLR0913, PLR0917 - a row of the store, taken apart
        self, connection: Connection, anchor: Anchor, log: int, size: int, note: str, known: int
    ) -> None:
        def prove(old: int) -> list[bytes]:
            return consistency_proof(old, size, StoredSubtrees(connection, log))

        answer = anchor.keep(News(log=log, size=size, note=note, known=known, prove=prove))
        self._contradictions.pop(anchor.name, None)
        row = {"anchor": anchor.name, "log": log, "size": size, "time": self._now()}
        same = (ANCHORINGS.c.anchor == anchor.name) & (ANCHORINGS.c.log == log)
        with self._store.write() as writing:
            writing.execute(delete(ANCHORINGS).where(same))
            writing.execute(insert(ANCHORINGS), row | {"answer": answer})

    def _state(self, connection: Connection, name: str) -> AnchorState:
        kept = _kept(connection, name)
        behind = [
            since
            for log, _, _ in _newest(connection)
            if (since := _first_after(connection, log, kept.get(log, (0, None))[0])) is not None
        ]
        return AnchorState(
            name=name,
            kept=max((time for _, time in kept.values()), default=None),
            behind=min(behind, default=None),
            failure=self._contradictions.get(name) or self._failures.get(name, ""),
            contradicted=name in self._contradictions,
        )


def _newest(connection: Connection) -> list[tuple[int, int, str]]:
    """Log, size and note of each log's newest checkpoint."""
    sizes = select(CHECKPOINTS.c.log, func.max(CHECKPOINTS.c.size).label("size"))
    newest = sizes.group_by(CHECKPOINTS.c.log).subquery()
    statement = select(CHECKPOINTS.c.log, CHECKPOINTS.c.size, CHECKPOINTS.c.note).join(
        newest, (newest.c.log == CHECKPOINTS.c.log) & (newest.c.size == CHECKPOINTS.c.size)
    )
    rows = connection.execute(statement.order_by(CHECKPOINTS.c.log))
    return [(row.log, row.size, row.note) for row in rows]


def _kept(connection: Connection, name: str) -> dict[int, tuple[int, datetime]]:
    rows = connection.execute(select(ANCHORINGS).where(ANCHORINGS.c.anchor == name))
    return {row.log: (row.size, row.time) for row in rows}


def _first_after(connection: Connection, log: int, size: int) -> datetime | None:
    """When the first checkpoint was signed that an anchor with `size` lacks."""
    statement = select(func.min(CHECKPOINTS.c.time)).where(
        CHECKPOINTS.c.log == log, CHECKPOINTS.c.size > size
    )
    found: datetime | None = connection.execute(statement).scalar()
    return found
