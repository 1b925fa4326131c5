"""Sends a port's connections to another one, in this network namespace: the kernel's own nf_tables messages.

Neither nft nor iptables is needed. Sources: linux/netfilter/nf_tables.h, nfnetlink.h.
"""

import os
import socket
import struct
from collections.abc import Iterable

_NETFILTER, _NFTABLES = 12, 10
_BATCH_BEGIN, _BATCH_END, _ERROR = 16, 17, 2
_NEW_TABLE, _NEW_CHAIN, _NEW_RULE = 0, 3, 6
_REQUEST, _ACK, _CREATE, _APPEND, _NESTED = 0x1, 0x4, 0x400, 0x800, 0x8000
_IPV4, _PREROUTING, _DESTINATION_NAT = 2, 0, -100
_REGISTER, _L4_PROTOCOL, _TRANSPORT_HEADER = 1, 16, 2


def redirect(port: int, to: int) -> None:
    """What comes in for `port`, whatever the address, goes to `to` on this machine. Raises OSError."""
    hook = _nest(4, _number(1, _PREROUTING), _number(2, _DESTINATION_NAT & 0xFFFFFFFF))
    chain = _text(1, "test") + _text(3, "in") + hook + _text(7, "nat")
    rule = _text(1, "test") + _text(2, "in") + _nest(4, *_expressions(port, to))
    _send((_NEW_TABLE, _text(1, "test")), (_NEW_CHAIN, chain), (_NEW_RULE, rule))


def _expressions(port: int, to: int) -> Iterable[bytes]:
    yield _expression("meta", _number(1, _REGISTER), _number(2, _L4_PROTOCOL))
    yield _equals(bytes([socket.IPPROTO_TCP]))
    where = _number(2, _TRANSPORT_HEADER) + _number(3, 2) + _number(4, 2)
    yield _expression("payload", _number(1, _REGISTER), where)
    yield _equals(struct.pack(">H", port))
    value = _nest(2, _attribute(1, struct.pack(">H", to)))
    yield _expression("immediate", _number(1, _REGISTER), value)
    yield _expression("redir", _number(1, _REGISTER))


def _equals(value: bytes) -> bytes:
    return _expression("cmp", _number(1, _REGISTER), _number(2, 0), _nest(3, _attribute(1, value)))


def _expression(name: str, *parts: bytes) -> bytes:
    return _nest(1, _text(1, name), _nest(2, *parts))


def _attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("=HH", len(value) + 4, kind) + value + b"\0" * (-len(value) % 4)


def _nest(kind: int, *parts: bytes) -> bytes:
    return _attribute(kind | _NESTED, b"".join(parts))


def _number(kind: int, value: int) -> bytes:
    return _attribute(kind, struct.pack(">I", value))


def _text(kind: int, value: str) -> bytes:
    return _attribute(kind, value.encode() + b"\0")


def _send(*messages: tuple[int, bytes]) -> None:
    """All of them or none."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETFILTER) as link:
        batch = [_message(_BATCH_BEGIN, _REQUEST, 0, (0, _NFTABLES))]
        for number, (kind, body) in enumerate(messages, 1):
            flags = _REQUEST | _ACK | _CREATE | _APPEND
            batch.append(_message(_NFTABLES << 8 | kind, flags, number, (_IPV4, 0), body))
        batch.append(_message(_BATCH_END, _REQUEST, len(messages) + 1, (0, _NFTABLES)))
        link.settimeout(5)
        link.send(b"".join(batch))
        for _ in messages:
            _check(link.recv(65536))


def _message(
    kind: int, flags: int, number: int, about: tuple[int, int], body: bytes = b""
) -> bytes:
    """`about`: protocol family and resource."""
    head = struct.pack(">BBH", about[0], 0, about[1])
    return struct.pack("=IHHII", 16 + len(head) + len(body), kind, flags, number, 0) + head + body


def _check(reply: bytes) -> None:
    while len(reply) >= 20:
        length, kind = struct.unpack_from("=IH", reply)
        (code,) = struct.unpack_from("=i", reply, 16)
        if kind == _ERROR and code:
            raise OSError(-code, os.strerror(-code))
        reply = reply[(length + 3) & ~3 :]
