"""The log as the settings choose it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from gateway.audit.connections import Right, opened_for
from gateway.audit.keys import Keys
from gateway.audit.log.anchors import Anchor, EmailAnchor, FileAnchor, WitnessAnchor
from gateway.audit.log.notes import NoteError, VerifierKey
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.standing import Log
from gateway.audit.store import Store
from gateway.errors import ConfigError, Problem
from gateway.settings import record_settings as settings


def log_of_settings(
    store: Store, keys: Keys, records: settings.Records, state: Path, environment: Mapping[str, str]
) -> Log:
    """The log of this store. Raises ConfigError for an anchor that cannot be, RecordError."""
    working = opened_for(Right.SEQUENCER, store, records.connections)
    sequencer = Sequencer(
        working,
        keys.checkpoint,
        checkpoint_events=records.checkpoint_events,
        checkpoint_seconds=records.checkpoint_seconds,
    )
    anchors = tuple(anchors_of(records, state, environment))
    reading = opened_for(Right.AUDITOR, store, records.connections)
    return Log(
        working,
        sequencer,
        anchors,
        anchor_hours=records.anchor_hours,
        reading=reading,
        others=[other for other in (working, reading) if other is not store],
    )


def anchors_of(
    records: settings.Records, state: Path, environment: Mapping[str, str]
) -> Iterator[Anchor]:
    """The anchors of the settings. Raises ConfigError."""
    for index, anchor in enumerate(records.anchors):
        match anchor:
            case settings.FileAnchor():
                yield FileAnchor(path=state / anchor.path)
            case settings.EmailAnchor():
                yield _email(anchor, environment)
            case settings.WitnessAnchor():
                yield WitnessAnchor(url=anchor.url, key=_key(anchor.key, index))


def _email(anchor: settings.EmailAnchor, environment: Mapping[str, str]) -> EmailAnchor:
    host, _, port = anchor.server.rpartition(":")
    return EmailAnchor(
        to=anchor.to,
        sender=anchor.sender,
        host=host.strip("[]"),
        port=int(port),
        security=anchor.security,
        user=anchor.user,
        password=environment.get("GATEWAY_SMTP_PASSWORD", ""),
    )


def _key(text: str, index: int) -> VerifierKey:
    try:
        return VerifierKey.parse(text)
    except NoteError as error:
        where = f"records.anchors[{index}].key"
        problem = Problem(file="gateway.yaml", line=0, where=where, message=str(error))
        raise ConfigError(problem) from None
