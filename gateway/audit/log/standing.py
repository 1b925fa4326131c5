"""The log of a running gateway: sequencing, anchoring, and what health and metrics say of them."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gateway.audit.log.anchoring import Anchoring, AnchorState
from gateway.audit.log.anchors import Anchor
from gateway.audit.log.auditing import Auditing
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.sequencing import Sequencing
from gateway.audit.store import Store
from gateway.errors import RecordError

_FRESH_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogStatistics:
    """How the log is, for health and metrics.

    `signing`: the log in the store is what was signed. `anchored`: no anchor lacks a checkpoint
    that is older than it may be, or holds what the log is no continuation of. `verified`: the
    latest daily verification found nothing wrong.
    """

    waiting: int = 0
    lag_seconds: float = 0.0
    sequenced: int = 0
    checkpoints: int = 0
    failures: int = 0
    signing: bool = True
    anchored: bool = True
    verified: bool = True
    warnings: tuple[str, ...] = ()


class Log:
    """Keeps the log of one running gateway. `reading`: the store, for who verifies all of it.

    `others` are connections of its own, closed with it.
    """

    def __init__(  # noqa: PLR0913 - each says what it is
        self,
        store: Store,
        sequencer: Sequencer,
        anchors: Sequence[Anchor],
        *,
        anchor_hours: float = 24.0,
        reading: Store | None = None,
        others: Sequence[Store] = (),
    ) -> None:
        self._others = others
        self._anchoring = Anchoring(store, anchors)
        self._sequencing = Sequencing(store, sequencer, notify=self._anchoring.notify)
        self._auditing = Auditing(reading or store, sequencer.signer.verifier, anchors)
        self._patience = timedelta(hours=anchor_hours)
        self._read, self._read_at = LogStatistics(), 0.0

    def start(self) -> None:
        """Start sequencing and anchoring."""
        self._sequencing.start()
        self._anchoring.start()
        self._anchoring.notify()  # what an earlier run could not bring
        self._auditing.start()

    def stop(self) -> None:
        """Sequence, sign and anchor what is left. Blocks."""
        self._auditing.stop()
        self._sequencing.stop()
        self._anchoring.stop()
        for store in self._others:
            store.close()

    @property
    def statistics(self) -> LogStatistics:
        """How the log is; read from the store at most every few seconds."""
        if time.monotonic() - self._read_at > _FRESH_SECONDS:
            with suppress(RecordError):  # the recorder's health says that the store is away
                self._read = self._statistics()
            self._read_at = time.monotonic()
        return self._read

    def _statistics(self) -> LogStatistics:
        state, audit = self._sequencing.state(), self._auditing.latest
        late = [anchor for anchor in self._anchoring.states() if self._late(anchor)]
        warnings = [f"the log is not signed any more: {state.broken}"] if state.broken else []
        warnings += [_said(anchor) for anchor in late]
        warnings += [f"the records do not agree with their log: {audit}"] if audit else []
        return LogStatistics(
            waiting=state.waiting,
            lag_seconds=state.lag_seconds,
            sequenced=state.sequenced,
            checkpoints=state.checkpoints,
            failures=state.failures,
            signing=not state.broken,
            anchored=not late,
            verified=not audit,
            warnings=tuple(warnings),
        )

    def _late(self, anchor: AnchorState) -> bool:
        if anchor.contradicted:
            return True
        return anchor.behind is not None and datetime.now(UTC) - anchor.behind > self._patience


def _said(anchor: AnchorState) -> str:
    if anchor.contradicted:
        return f"the log does not go on from what is kept at {anchor.name} ({anchor.failure})"
    when = f"since {anchor.behind:%Y-%m-%d %H:%M} UTC" if anchor.behind else ""
    why = f" ({anchor.failure})" if anchor.failure else ""
    return f"checkpoints of the log are not kept at {anchor.name} {when}{why}"
