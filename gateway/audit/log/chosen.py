"""The log as the settings choose it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from gateway.audit.connections import Right, opened_for
from gateway.audit.keys import Keys
from gateway.audit.log.anchors import Anchor, EmailAnchor, FileAnchor, WitnessAnchor
from gateway.audit.log.notes import NoteError, VerifierKey
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.standing import Log
from gateway.audit.log.syslog_anchor import SyslogAnchor
from gateway.audit.store import Store
from gateway.errors import ConfigError, Problem
from gateway.settings import record_settings as settings
from gateway.settings.gateway_file import Paths
from gateway.siem.syslog import Place
from gateway.siem.tls import Credentials


def log_of_settings(
    store: Store,
    keys: Keys,
    records: settings.Records,
    paths: Paths,
    environment: Mapping[str, str],
) -> Log:
    """The log of this store. Raises ConfigError for an anchor that cannot be, RecordError."""
    working = opened_for(Right.SEQUENCER, store, records.connections)
    sequencer = Sequencer(
        working,
        keys.checkpoint,
        checkpoint_events=records.checkpoint_events,
        checkpoint_seconds=records.checkpoint_seconds,
    )
    anchors = tuple(anchors_of(records, paths, environment))
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
    records: settings.Records, paths: Paths, environment: Mapping[str, str]
) -> Iterator[Anchor]:
    """The anchors of the settings. Raises ConfigError."""
    for index, anchor in enumerate(records.anchors):
        match anchor:
            case settings.FileAnchor():
                yield FileAnchor(path=paths.state / anchor.path)
            case settings.EmailAnchor():
                yield _email(anchor, environment)
            case settings.SyslogAnchor():
                yield _syslog(anchor, paths.config)
            case settings.WitnessAnchor():
                yield WitnessAnchor(url=anchor.url, key=_key(anchor.key, index))


def _email(anchor: settings.EmailAnchor, environment: Mapping[str, str]) -> EmailAnchor:
    host, port = _parts(anchor.server)
    return EmailAnchor(
        to=anchor.to,
        sender=anchor.sender,
        host=host,
        port=port,
        security=anchor.security,
        user=anchor.user,
        password=environment.get("GATEWAY_SMTP_PASSWORD", ""),
    )


def _syslog(anchor: settings.SyslogAnchor, config: Path) -> SyslogAnchor:
    def placed(file: Path | None) -> Path | None:
        return None if file is None else config / file

    host, port = _parts(anchor.address)
    return SyslogAnchor(
        place=Place(host=host, port=port),
        tls=Credentials(
            ca=placed(anchor.ca_file),
            certificate=placed(anchor.certificate_file),
            key=placed(anchor.key_file),
        ),
        facility=anchor.facility,
    )


def _parts(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def _key(text: str, index: int) -> VerifierKey:
    try:
        return VerifierKey.parse(text)
    except NoteError as error:
        where = f"records.anchors[{index}].key"
        problem = Problem(file="gateway.yaml", line=0, where=where, message=str(error))
        raise ConfigError(problem) from None
