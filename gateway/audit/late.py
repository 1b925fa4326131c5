"""Endings the store did not take: written when it is back, so that records do not stay open."""

from collections import deque

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from gateway.audit.events import Event, append
from gateway.audit.store import Store

_KEPT = 10_000


class LateEndings:
    """A bounded memory of endings, sealed already. Losing it costs an ending its true name only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: deque[Event] = deque(maxlen=_KEPT)

    def add(self, event: Event) -> None:
        """Keep an ending for later. One that was written after all does no harm: it is a second."""
        self._waiting.append(event)

    def write(self) -> None:
        """Write what waits, in order; stops quietly when the store is still away. Blocks."""
        while self._waiting:
            event = self._waiting[0]
            try:
                with self._store.write_raw() as connection:
                    append(connection, [event])
            except IntegrityError:
                pass  # of a request that was never recorded: there is nothing to close
            except SQLAlchemyError:
                return
            self._waiting.popleft()
