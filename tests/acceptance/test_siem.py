"""The security team gets every event over TLS, and a receiver that is away delays nobody."""

import json
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from gateway.audit.activities import Activity, record_activity
from gateway.audit.filters import Filters
from gateway.audit.queries import search
from tests.receivers import Collector, collector
from tests.served import Served, serving, start

NAME = "Ottoline Fairweather"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """A gateway, where its events go, and where its checkpoints are kept, which is there alone."""

    served: Served
    soc: Collector
    archive: Collector


@pytest.fixture(scope="module")
def receiving(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Receiving"]:
    folder = Path(tmp_path_factory.mktemp("siem"))
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "siem-ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with collector(context) as soc, collector(context) as archive:
        address = f"localhost:{soc.port}"
        ca = str(folder / "siem-ca.pem")
        rows = [
            {"name": "soc", "to": "tls", "address": address, "ca_file": ca},
            {"name": "gone", "to": "tcp", "address": "127.0.0.1:9", "format": "cef"},
        ]
        anchor = {"kind": "syslog", "address": f"localhost:{archive.port}", "ca_file": ca}
        settings = {"siem": {"destinations": rows}, "records": {"anchors": [anchor]}}
        with serving(folder, **settings) as served:
            yield Receiving(served=served, soc=soc, archive=archive)


def documents(soc: Collector, number: int) -> list[dict[str, object]]:
    """Wait for that many events beside the log's checkpoints, and give them all."""
    told = 0
    while True:
        lines = soc.messages(number + told)
        told = sum(" genai.log.checkpoint " in line for line in lines)
        if len(lines) - told >= number:
            found = [line for line in lines if " genai.log.checkpoint " not in line]
            return [json.loads(line.partition(" - ")[2]) for line in found]


def test_a_prompt_its_finding_its_answer_and_who_looked_arrive(
    receiving: Receiving,
) -> None:
    served, soc = receiving.served, receiving.soc
    reply = served.chat(f"Write to {NAME} please")
    assert reply.status_code == 200
    store = served.store()
    try:
        looked = Activity(actor="r.auditor", action="records.person", subject=NAME, why="SAR 12")
        record_activity(store, looked)
    finally:
        store.close()
    found = documents(soc, 4)
    assert [one["class_uid"] for one in found][:2] == [6003, 2006]
    assert {one["class_uid"] for one in found} == {6003, 2006, 6005}
    assert NAME not in bytes(soc.received).decode()
    assert "Fairweather" not in bytes(soc.received).decode()
    asked = found[0]
    assert asked["actor"]["user"]["name"] == "amina.hussain"  # type: ignore[index]
    positions = [one["metadata"]["sequence"] for one in found if one["class_uid"] != 2006]  # type: ignore[index]
    assert positions == sorted(positions)


def test_checkpoints_kept_by_syslog_alone_verify_the_records(receiving: Receiving) -> None:
    served = receiving.served
    assert served.chat("Say hello").status_code == 200
    kept = served.folder / "messages"
    kept.write_text("\n".join(receiving.archive.messages(2)))
    command = ("records", "verify", "--anchors", str(kept), "--format", "json")
    places = ("--config", str(served.config), "--state", str(served.state))
    done = subprocess.run(
        [sys.executable, "-m", "gateway", *command, *places],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (log,) = json.loads(done.stdout)["logs"]
    assert log["anchored"] > 0
    assert "genai_gateway_log_anchored 1.0" in served.metrics()
    assert not (served.state / "anchors").exists()


def test_a_receiver_that_is_away_is_told_and_holds_nobody_up(
    receiving: Receiving,
) -> None:
    served = receiving.served
    assert served.chat("Say hello").status_code == 200
    end = time.monotonic() + 20
    while 'siem_waiting{destination="gone"} 0.0' in (text := served.metrics()) or (
        'siem_waiting{destination="gone"}' not in text
    ):
        assert time.monotonic() < end
        time.sleep(0.1)
    ready = served.ready()
    assert ready.status_code == 200
    assert ready.json()["status"] == "warn"
    assert any("siem gone: Connection refused" in warning for warning in ready.json()["warnings"])
    assert served.chat("Say hello again").status_code == 200


def test_a_gateway_that_is_killed_leaves_no_gap(receiving: Receiving) -> None:
    served, soc = receiving.served, receiving.soc
    assert served.chat("One more").status_code == 200
    served.stop(signal.SIGKILL)
    again = start(served.folder, served.provider)
    try:
        assert again.chat("And one").status_code == 200
        store = again.store()
        try:
            records = {one.id for one in search(store, Filters())}
        finally:
            store.close()
        end = time.monotonic() + 30
        while not records <= {one["metadata"]["uid"] for one in documents(soc, 1)}:  # type: ignore[index]
            assert time.monotonic() < end
            time.sleep(0.1)
    finally:
        again.stop()
    seen = {one["metadata"]["sequence"] for one in documents(soc, 1)}  # type: ignore[index]
    assert seen == set(range(max(seen) + 1))
