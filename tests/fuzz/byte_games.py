"""What happens to bytes: flipped, cut, doubled, moved, mixed with those of something else."""

from collections.abc import Callable
from random import Random

_ODD = (
    *(b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n", b"\x1e"),
    *(b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\\u", b"\\ud83d", b"%", b"&", b"=", b"--"),
    *(b"data: ", b"\n\n", b"\xe2\x80\xa8", b"\xf0\x9f\x98", b"[DONE]", b"0", b"999999999"),
)

type Game = Callable[[bytes, bytes, Random], bytes]


def play(body: bytes, other: bytes, chance: Random) -> bytes:
    """The bytes after one to three games; `other` lends its own."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        body = chance.choice(GAMES)(body, other, chance)
    return body


def _flip(body: bytes, _: bytes, chance: Random) -> bytes:
    if not body:
        return body
    at = chance.randrange(len(body))
    return body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]


def _span(body: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(body) + 1)
    return start, min(len(body), start + chance.choice((1, 2, 3, 8, 40, 400)))


def _cut(body: bytes, _: bytes, chance: Random) -> bytes:
    start, end = _span(body, chance)
    return body[:start] + body[end:]


def _end(body: bytes, _: bytes, chance: Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _double(body: bytes, _: bytes, chance: Random) -> bytes:
    start, end = _span(body, chance)
    return body[:end] + body[start:end] * chance.choice((1, 1, 2, 9)) + body[end:]


def _insert(body: bytes, _: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(_ODD) * chance.choice((1, 1, 1, 3, 50)) + body[at:]


def _mix(body: bytes, other: bytes, chance: Random) -> bytes:
    start, end = _span(other, chance)
    at = chance.randrange(len(body) + 1)
    return body[:at] + other[start:end] + body[at:]


def _cross(body: bytes, other: bytes, chance: Random) -> bytes:
    """The beginning of one, the end of the other."""
    return body[: chance.randrange(len(body) + 1)] + other[chance.randrange(len(other) + 1) :]


def _recode(body: bytes, _: bytes, chance: Random) -> bytes:
    text = body.decode(errors="replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "utf-7")), "replace"
    )


GAMES: tuple[Game, ...] = (
    _flip,
    _flip,
    _cut,
    _end,
    _double,
    _insert,
    _insert,
    _mix,
    _cross,
    _recode,
)
