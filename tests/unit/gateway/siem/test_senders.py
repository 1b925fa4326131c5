"""Senders against real receivers: what arrives, what is told when it does not, what is sent again."""

import os
import socket
import ssl
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme

from gateway.settings.gateway_file import Paths
from gateway.settings.siem import Destination, Siem
from gateway.siem.event import Severity
from gateway.siem.file import FileSender
from gateway.siem.message import Message
from gateway.siem.senders import sender_of
from gateway.siem.sending import Refused, Sender, SendError
from gateway.siem.syslog import Place, StreamSender, cut, framed
from gateway.siem.tls import Credentials
from tests.receivers import Collector, collector, frames, web_receiver

TEXTS = ("one", "two \u2013 zwei", "three")


def messages(*texts: str) -> list[Message]:
    time = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
    return [Message(name="genai.test", time=time, text=text) for text in texts or TEXTS]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    (tmp_path / "config").mkdir()
    return Paths(config=tmp_path / "config", state=tmp_path / "state")


@pytest.fixture
def authority(paths: Paths) -> trustme.CA:
    made = trustme.CA()
    made.cert_pem.write_to_path(paths.config / "ca.pem")
    return made


@pytest.fixture
def tls(authority: trustme.CA) -> Iterator[Collector]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with collector(context) as made:
        yield made


def made(paths: Paths, **values: Any) -> Sender:
    return sender_of(Destination(name="main", **values), Siem(), paths)


def ends(lines: list[str]) -> list[str]:
    return [line.partition(" - ")[2] for line in lines]


def test_tls_counts_octets_and_checks_the_certificate(paths: Paths, tls: Collector) -> None:
    sender = made(paths, to="tls", address=f"localhost:{tls.port}", ca_file="ca.pem")
    sender.send(messages())
    lines = tls.messages(3)
    sender.close()
    assert ends(lines) == list(TEXTS)
    assert lines[0].startswith("<110>1 2026-05-01T09:30:00.000000Z ")


def test_a_receiver_that_breaks_off_before_it_read_is_told(paths: Paths) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        sender = StreamSender(Place(host="127.0.0.1", port=port), None, facility=13)
        sender.send(messages())
        connection, _ = listener.accept()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        with pytest.raises(SendError):
            sender.finish()
        sender.finish()  # there is nothing left to end


def test_tls_does_not_speak_to_whom_it_cannot_trust(paths: Paths, tls: Collector) -> None:
    stranger = made(paths, to="tls", address=f"localhost:{tls.port}")
    with pytest.raises(SendError, match="certificate verify failed"):
        stranger.send(messages())
    misnamed = made(paths, to="tls", address=f"127.0.0.1:{tls.port}", ca_file="ca.pem")
    with pytest.raises(SendError, match="certificate verify failed"):
        misnamed.send(messages())
    assert not tls.received


def test_a_client_certificate_is_shown(paths: Paths, authority: trustme.CA) -> None:
    ours = authority.issue_cert("gateway.test")
    ours.private_key_pem.write_to_path(paths.config / "key.pem")
    ours.cert_chain_pems[0].write_to_path(paths.config / "cert.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    with collector(context) as receiver:
        sender = made(
            paths,
            to="tls",
            address=f"localhost:{receiver.port}",
            ca_file="ca.pem",
            certificate_file="cert.pem",
            key_file="key.pem",
        )
        sender.send(messages("hello"))
        assert ends(receiver.messages(1)) == ["hello"]
        sender.close()


def test_a_missing_certificate_file_is_told(paths: Paths, tls: Collector) -> None:
    sender = made(paths, to="tls", address=f"localhost:{tls.port}", ca_file="gone.pem")
    with pytest.raises(SendError, match="No such file"):
        sender.send(messages())


def test_tcp_goes_on_after_the_receiver_went_away(paths: Paths) -> None:
    with collector() as first:
        port = first.port
        sender = made(paths, to="tcp", address=f"127.0.0.1:{port}")
        sender.send(messages("before"))
        assert ends(first.messages(1)) == ["before"]
    with pytest.raises(SendError):
        sender.send(messages("lost"))  # noticed before it is written
    with collector(port=port) as second:
        sender.send(messages("after"))
        assert ends(second.messages(1)) == ["after"]
        sender.close()


def test_nobody_there_is_an_error_and_no_wait(paths: Paths) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    sender = made(paths, to="tcp", address=f"127.0.0.1:{port}")
    with pytest.raises(SendError, match="refused"):
        sender.send(messages())


def test_udp_sends_a_datagram_for_each(paths: Paths) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(10)
        sender = made(paths, to="udp", address=f"127.0.0.1:{receiver.getsockname()[1]}")
        sender.send(messages())
        assert ends([receiver.recv(65_535).decode() for _ in TEXTS]) == list(TEXTS)
        sender.send(messages("x" * 80_000))
        assert len(receiver.recv(65_535)) == 60_000
        sender.close()


def test_a_cut_datagram_is_still_utf_8() -> None:
    assert cut("é" * 40_000).decode() == "é" * 30_000
    assert frames(framed("é")) == ["é".encode()]


def test_a_file_is_ours_alone_and_follows_rotation(paths: Paths) -> None:
    file = paths.state / "out" / "events.log"
    sender = made(paths, to="file", path="out/events.log")
    sender.send(messages("one"))
    file.rename(file.with_suffix(".1"))
    sender.send(messages("two"))
    sender.close()
    assert file.with_suffix(".1").read_text() == "one\n"
    assert file.read_text() == "two\n"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_line_cut_by_a_crash_does_not_swallow_the_next(paths: Paths) -> None:
    file = paths.state / "events.log"
    file.parent.mkdir()
    file.write_text('{"half":')
    sender = made(paths, to="file", path="events.log")
    sender.send(messages("whole"))
    sender.close()
    assert file.read_text().splitlines() == ['{"half":', "whole"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told(paths: Paths) -> None:
    sender = made(paths, to="file", path="/dev/full")
    with pytest.raises(SendError, match="No space"):
        sender.send(messages())


def test_a_web_receiver_gets_lines_and_our_authorization(paths: Paths) -> None:
    (paths.config / "token").write_text("Splunk 11-22\n", encoding="utf-8")
    with web_receiver() as receiver:
        sender = made(paths, to="http", url=receiver.url, authorization_file="token")
        sender.send(messages('{"a":1}', '{"b":2}'))
        sender.close()
        assert receiver.lines() == ['{"a":1}', '{"b":2}']
        assert receiver.headers[0]["authorization"] == "Splunk 11-22"
        assert receiver.headers[0]["content-type"] == "application/x-ndjson"


@pytest.mark.parametrize(("status", "error"), [(503, SendError), (401, SendError), (413, Refused)])
def test_what_a_web_receiver_says_is_believed(paths: Paths, status: int, error: type) -> None:
    with web_receiver() as receiver:
        receiver.answers = [status]
        sender = made(paths, to="http", url=receiver.url)
        with pytest.raises(SendError, match=str(status)) as told:
            sender.send(messages())
        assert type(told.value) is error
        sender.send(messages())
        sender.close()
        assert receiver.lines() == list(TEXTS)


def test_a_receiver_that_takes_nothing_cannot_hold_us_for_ever(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.siem.http._SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        sender = made(paths, to="http", url=f"http://127.0.0.1:{silent.getsockname()[1]}/")
        with pytest.raises(SendError, match="ReadTimeout"):
            sender.send(messages())


def test_a_message_never_shows_its_text() -> None:
    one = Message(name="n", time=datetime.now(UTC), severity=Severity.HIGH, text="seen")
    assert "seen" not in repr(one)
    assert one.line(facility=4).startswith("<35>1 ")


def test_a_renewed_authorization_counts_at_once(tmp_path: Path) -> None:
    file = tmp_path / "token"
    credentials = Credentials(authorization=file)
    with pytest.raises(SendError, match="cannot be read"):
        credentials.header()
    file.write_text(" Bearer a\n", encoding="utf-8")
    assert credentials.header() == {"authorization": "Bearer a"}
    file.write_text("Bearer b", encoding="utf-8")
    assert credentials.header() == {"authorization": "Bearer b"}
    assert Credentials().header() == {}


def test_a_sender_can_be_used_after_it_was_closed(tmp_path: Path) -> None:
    sender = FileSender(tmp_path / "lines", facility=13)
    for text in ("one", "two"):
        sender.send(messages(text))
        sender.close()
    assert (tmp_path / "lines").read_text() == "one\ntwo\n"
