"""The log that the settings choose."""

from pathlib import Path

import pytest

from gateway.audit.log.anchors import EmailAnchor, FileAnchor, WitnessAnchor
from gateway.audit.log.chosen import anchors_of, log_of_settings
from gateway.audit.log.signer import signer_of
from gateway.audit.log.syslog_anchor import SyslogAnchor
from gateway.audit.store import Store
from gateway.errors import ConfigError
from gateway.settings.gateway_file import Paths
from gateway.settings.record_settings import Records
from gateway.siem.syslog import Place
from gateway.siem.tls import Credentials
from tests.unit.gateway.audit.samples import KEYS

CA = "siem/ca.pem"
KEY = str(signer_of("w", b"w" * 32).verifier)


def placed(folder: Path) -> Paths:
    return Paths(config=folder / "config", state=folder / "state")


def test_as_shipped_a_file_in_the_state_folder_keeps_checkpoints(
    store: Store, tmp_path: Path
) -> None:
    (anchor,) = anchors_of(Records(), placed(tmp_path), {})
    assert anchor == FileAnchor(path=tmp_path / "state" / "anchors" / "checkpoints.jsonl")
    log = log_of_settings(store, KEYS, Records(), placed(tmp_path), {})
    log.start()
    log.stop()
    assert log.statistics.warnings == ()


def test_every_kind_of_anchor_is_made(tmp_path: Path) -> None:
    chosen = [
        {"kind": "file", "path": "/mnt/dpo/kept.jsonl"},
        {"kind": "email", "to": ["dpo@a.example"], "sender": "g@a.example", "server": "[::1]:25"},
        {"kind": "witness", "url": "https://w.example", "key": KEY},
        {"kind": "syslog", "address": "siem.example:6514", "ca_file": CA, "facility": 4},
    ]
    records = Records.model_validate({"anchors": chosen})
    secrets = {"GATEWAY_SMTP_PASSWORD": "canary"}
    file, mail, witness, syslog = anchors_of(records, placed(tmp_path), secrets)
    assert isinstance(file, FileAnchor)
    assert file.path == Path("/mnt/dpo/kept.jsonl")
    assert isinstance(mail, EmailAnchor)
    assert (mail.host, mail.port, mail.password) == ("::1", 25, "canary")
    assert "canary" not in repr(mail)
    assert isinstance(witness, WitnessAnchor)
    assert syslog == SyslogAnchor(
        place=Place(host="siem.example", port=6514),
        tls=Credentials(ca=tmp_path / "config" / CA),
        facility=4,
    )


def test_a_witness_key_that_is_none_is_an_error_in_the_settings(tmp_path: Path) -> None:
    chosen = [{"kind": "witness", "url": "https://w.example", "key": "scribble"}]
    records = Records.model_validate({"anchors": chosen})
    with pytest.raises(ConfigError, match=r"records\.anchors\[0\]\.key"):
        list(anchors_of(records, placed(tmp_path), {}))
