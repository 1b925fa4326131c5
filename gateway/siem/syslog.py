"""Sends syslog: over TLS (RFC 5425), TCP with the same framing (RFC 6587, 3.4.1), or UDP (5426)."""

import errno
import select
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from gateway.siem.message import Message
from gateway.siem.sending import SendError
from gateway.siem.tls import Credentials

_SECONDS = 10.0
_LARGEST = 60_000  # bytes of a datagram; what is longer is cut (RFC 5426, 3.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A host name or address, and a port."""

    host: str
    port: int


class StreamSender:
    """A connection that stays open. Syslog has no receipts: what is on its way may be lost."""

    confirms = False

    def __init__(self, place: Place, tls: Credentials | None, *, facility: int) -> None:
        self._place, self._tls, self._facility = place, tls, facility
        self._socket: socket.socket | None = None

    def send(self, messages: Sequence[Message]) -> None:
        """Frame and send them all. Raises SendError."""
        frames = b"".join(framed(one.line(facility=self._facility)) for one in messages)
        try:
            if self._socket is None:
                self._socket = self._connect()
            elif _was_closed(self._socket):
                raise ConnectionResetError(0, "the receiver closed the connection")
            self._socket.sendall(frames)
        except (OSError, UnicodeError) as error:  # the latter: no such host name can be
            self.close()
            raise SendError(_said(error)) from None

    def close(self) -> None:
        """Close the connection in good order."""
        connection, self._socket = self._socket, None
        if connection is not None:
            connection.close()

    def finish(self) -> None:
        """End the connection and wait for the receiver's end, up to ten seconds.

        Raises SendError when it broke off, so that what was sent was perhaps not read.
        """
        connection, self._socket = self._socket, None
        if connection is not None:
            with connection:
                _end(connection)

    def _connect(self) -> socket.socket:
        plain = socket.create_connection((self._place.host, self._place.port), timeout=_SECONDS)
        if self._tls is None:
            return plain
        try:
            return self._tls.context().wrap_socket(plain, server_hostname=self._place.host)
        except BaseException:
            plain.close()
            raise


class DatagramSender:
    """A datagram for each message. Nobody learns whether it arrived."""

    confirms = False

    def __init__(self, place: Place, *, facility: int) -> None:
        self._place, self._facility = place, facility
        self._socket: socket.socket | None = None

    def send(self, messages: Sequence[Message]) -> None:
        """Send them all. Raises SendError where the machine itself knows that it failed."""
        try:
            if self._socket is None:
                self._socket = self._connect()
            for one in messages:
                self._socket.send(cut(one.line(facility=self._facility)))
        except (OSError, UnicodeError) as error:  # the latter: no such host name can be
            self.close()
            raise SendError(_said(error)) from None

    def close(self) -> None:
        """Close the socket."""
        connection, self._socket = self._socket, None
        if connection is not None:
            connection.close()

    def _connect(self) -> socket.socket:
        place = (self._place.host, self._place.port)
        family, kind, protocol, _, address = socket.getaddrinfo(*place, type=socket.SOCK_DGRAM)[0]
        made = socket.socket(family, kind, protocol)
        made.connect(address)
        return made


def framed(line: str) -> bytes:
    """MSG-LEN SP SYSLOG-MSG; the length is in bytes."""
    data = line.encode()
    return b"%d %b" % (len(data), data)


def cut(line: str) -> bytes:
    """No longer than a datagram, and no character cut in two."""
    data = line.encode()
    return data if len(data) <= _LARGEST else data[:_LARGEST].decode("utf-8", "ignore").encode()


def _end(connection: socket.socket) -> None:
    """A receiver that has read all ends its side too; one that says nothing is believed."""
    try:
        if isinstance(connection, ssl.SSLSocket):
            connection.unwrap()
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1024):
            pass
    except OSError as error:
        if isinstance(error, ConnectionError) or error.errno == errno.ENOTCONN:
            raise SendError(_said(error)) from None
        return  # a time-out, or an end without TLS's goodbye


def _was_closed(connection: socket.socket) -> bool:
    """A receiver says nothing; what can be read is the end, or a TLS message that says so."""
    if not select.select([connection], [], [], 0)[0]:
        return False
    connection.settimeout(0)
    try:
        return connection.recv(1024) == b""
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        connection.settimeout(_SECONDS)


def _said(error: OSError | UnicodeError) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
