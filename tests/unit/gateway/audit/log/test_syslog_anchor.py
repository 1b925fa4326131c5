"""Checkpoints go to a real receiver of syslog over TLS, and come back out of what it stored."""

import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.anchors import AnchorError
from gateway.audit.log.syslog_anchor import SyslogAnchor, message_of
from gateway.siem.syslog import Place
from gateway.siem.tls import Credentials
from tests.receivers import Collector, tls_collector
from tests.unit.gateway.audit.log.test_anchors import news


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Collector]:
    with tls_collector(tmp_path) as made:
        yield made


def anchor(folder: Path, port: int, **tls: Path) -> SyslogAnchor:
    credentials = Credentials(**({"ca": folder / "ca.pem"} | tls))
    return SyslogAnchor(place=Place(host="localhost", port=port), tls=credentials)


def test_each_checkpoint_is_a_line_that_holds_it_whole(tmp_path: Path, receiver: Collector) -> None:
    keeping = anchor(tmp_path, receiver.port)
    keeping.keep(news(5))
    keeping.keep(news(9, known=5))
    lines = receiver.messages(2)
    head = r"<110>1 \S+ \S+ genai-gateway \d+ genai\.log\.checkpoint - "
    said = r"checkpoint of genai-gateway/store/2026: 9 entries signed-note:[\w-]+"
    assert re.fullmatch(head + said, lines[1])
    assert len(lines[1].encode()) < 1024
    kept = tmp_path / "kept" / "messages"
    kept.parent.mkdir()
    kept.write_text("".join(f"{line}\n" for line in lines))
    assert list(notes_in(tmp_path / "kept")) == [news(5).note, news(9).note]


def test_it_has_been_read_when_it_counts_as_kept(tmp_path: Path, receiver: Collector) -> None:
    anchor(tmp_path, receiver.port).keep(news())
    assert b"signed-note:" in receiver.received


def test_a_receiver_that_cannot_be_trusted_gets_nothing(
    tmp_path: Path, receiver: Collector
) -> None:
    stranger = SyslogAnchor(place=Place(host="localhost", port=receiver.port), tls=Credentials())
    with pytest.raises(AnchorError, match="certificate verify failed"):
        stranger.keep(news())
    with pytest.raises(AnchorError, match="certificate file"):
        anchor(tmp_path, receiver.port, ca=tmp_path / "gone.pem").keep(news())
    assert not receiver.received


def test_a_receiver_that_is_not_there_is_an_error(tmp_path: Path, receiver: Collector) -> None:
    with pytest.raises(AnchorError, match="localhost:1: Connection refused"):
        anchor(tmp_path, 1).keep(news())


@contextmanager
def breaking_off() -> Iterator[int]:
    """A receiver that takes a connection and resets it without reading."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def reset() -> None:
            connection, _ = listener.accept()
            connection.recv(1)
            linger = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            connection.close()

        threading.Thread(target=reset, daemon=True).start()
        yield listener.getsockname()[1]


def test_a_receiver_that_breaks_off_has_kept_nothing(tmp_path: Path, receiver: Collector) -> None:
    with breaking_off() as port, pytest.raises(AnchorError):
        anchor(tmp_path, port).keep(news())


def test_the_line_is_plain_ascii_without_what_collectors_escape() -> None:
    text = message_of(news()).text
    assert text.isascii()
    assert not set(text) & set('"\\=|]\n')


def test_whether_it_can_be_reached_sends_no_line(tmp_path: Path, receiver: Collector) -> None:
    anchor(tmp_path, receiver.port).reach()
    assert receiver.received == b""
    with pytest.raises(AnchorError, match="certificate file"):
        anchor(tmp_path, receiver.port, ca=tmp_path / "gone.pem").reach()
