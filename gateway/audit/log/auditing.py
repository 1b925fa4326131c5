"""The daily verification: a running gateway checks its own records, and says so in them."""

import threading
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from gateway.audit.activities import Activity, record_activity
from gateway.audit.clock import lies_ahead
from gateway.audit.house_tables import META
from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.anchors import Anchor, FileAnchor
from gateway.audit.log.notes import VerifierKey
from gateway.audit.log.verdicts import Verification
from gateway.audit.log.verify import verify
from gateway.audit.store import Store
from gateway.errors import GatewayError

_DUE = "log_verification_due"
_EVERY = timedelta(days=1)
_LOOK_SECONDS = 600.0


class Auditing:
    """A thread that verifies once a day, whichever of the gateways of a store comes first."""

    def __init__(self, store: Store, key: VerifierKey, anchors: Iterable[Anchor]) -> None:
        self._store, self._key = store, key
        self._files = [anchor.path for anchor in anchors if isinstance(anchor, FileAnchor)]
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="verification", daemon=True)
        self.latest = ""
        """What the latest verification found wrong; "" when nothing."""

    def start(self) -> None:
        """Start looking whether it is time."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking; a verification that runs ends by itself."""
        self._stopping.set()

    def verify_if_due(self) -> bool:
        """Verify when a day has passed since anybody did. Raises RecordError."""
        if not self._take_turn(datetime.now(UTC)):
            return False
        with self._store.read() as connection:
            found = verify(connection, [self._key], anchors=self._kept())
        self.latest = "" if found.sound else _said(found)
        said = self.latest or f"sound, {found.records} entries"
        what = Activity(actor="gateway", action="records.verify", subject="all", why=said)
        record_activity(self._store, what)
        return True

    def _run(self) -> None:
        while not self._stopping.wait(_LOOK_SECONDS):
            try:
                self.verify_if_due()
            except (GatewayError, SQLAlchemyError):
                continue  # the store is away, which its own health says

    def _kept(self) -> Sequence[str]:
        return [note for path in self._files if path.exists() for note in notes_in(path)]

    def _take_turn(self, now: datetime) -> bool:
        """Whether it is due, and ours to do: one of several gateways gets to move the date on."""
        row = select(META.c.value).where(META.c.name == _DUE)
        with self._store.write() as connection:
            due = connection.execute(row).scalar()
            following = (now + _EVERY).isoformat()
            if due is None:
                connection.execute(insert(META), {"name": _DUE, "value": following})
                return False  # a store's first day: there is nothing to find yet
            if lies_ahead(datetime.fromisoformat(due), now, _EVERY):
                return False
            same = (META.c.name == _DUE) & (META.c.value == due)
            moved = connection.execute(update(META).where(same).values(value=following))
            return moved.rowcount == 1


def _said(found: Verification) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in found.verdicts.items())
