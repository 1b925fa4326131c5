"""Content encodings, undone within bounds: whole bodies of requests, and answers piece by piece."""

import zlib
from collections.abc import Callable, Sequence

import brotli  # type: ignore[import-untyped,unused-ignore]
import zstandard

from gateway.errors import GatewayError

_STEP = 1 << 16

MOST = 4
"""Codings of one body, one in another. Nobody sends more than two; each may cost its whole size."""


class Undecodable(GatewayError):
    """The body is not what its content encoding says, or the encoding is not known."""


class TooLarge(GatewayError):
    """The decoded body would be larger than allowed."""


def codings(header: str) -> tuple[str, ...]:
    """The codings of a Content-Encoding header in the order they were applied."""
    names = (name.strip().lower().removeprefix("x-") for name in header.split(","))
    return tuple(name for name in names if name and name != "identity")


def decode(body: bytes, header: str, *, limit: int) -> bytes:
    """The body without its content encoding; over `limit` bytes TooLarge. Raises Undecodable."""
    names = codings(header)
    if len(names) > MOST:
        raise Undecodable("more content encodings than anybody needs")
    for name in reversed(names):
        decoder = Decoder((name,), limit=limit)
        body = decoder.feed(body) + decoder.end()
    if len(body) > limit:
        raise TooLarge("the body is too large")
    return body


class Decoder:
    """Undoes codings while the bytes come in. `limit` bounds what all pieces together give."""

    def __init__(self, names: Sequence[str], *, limit: int) -> None:
        if len(names) > MOST:
            raise Undecodable("more content encodings than anybody needs")
        self._limit = limit
        self._given = 0
        self._stages = [_STAGES[name]() if name in _STAGES else _unknown() for name in names]
        self._stages.reverse()

    def feed(self, data: bytes) -> bytes:
        """What these bytes add. Raises Undecodable or TooLarge."""
        for stage in self._stages:
            data = stage.feed(data, self._limit - self._given)
        self._given += len(data)
        return data

    def end(self) -> bytes:
        """No more bytes come. Raises Undecodable when the encoding has not ended."""
        if not all(stage.complete for stage in self._stages):
            raise Undecodable("the encoded body is cut off")
        return b""


class _Deflate:
    """gzip (with several members, RFC 1952) and deflate, with or without the zlib wrapper."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._inflate = zlib.decompressobj(window)
        self._begun = False
        self._used = False

    @property
    def complete(self) -> bool:
        return not self._used or self._inflate.eof

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        while data:
            if self._inflate.eof:
                self._next_member()
            out += self._piece(data, room - len(out))
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
            _bounded(len(out), room)
        return bytes(out)

    def _piece(self, data: bytes, room: int) -> bytes:
        self._used = True
        try:
            piece = self._inflate.decompress(data, room + 1)
        except zlib.error:
            if self._begun or self._window != zlib.MAX_WBITS:
                raise Undecodable("the body does not have its content encoding") from None
            # Some clients send raw deflate data under that name.
            self._window, self._inflate = -zlib.MAX_WBITS, zlib.decompressobj(-zlib.MAX_WBITS)
            return self._piece(data, room)
        self._begun = True
        return piece

    def _next_member(self) -> None:
        if self._window != zlib.MAX_WBITS | 16:
            raise Undecodable("something follows the encoded body")
        self._inflate = zlib.decompressobj(self._window)


class _Brotli:
    """br (RFC 7932)."""

    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()
        self._used = False

    @property
    def complete(self) -> bool:
        return not self._used or bool(self._decoder.is_finished())

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        while data or not self._decoder.can_accept_more_data():
            if self._used and self._decoder.is_finished():
                raise Undecodable("something follows the encoded body")
            self._used = True
            out += self._piece(data)
            data = b""
            _bounded(len(out), room)
            if self._decoder.is_finished():
                break
        return bytes(out)

    def _piece(self, data: bytes) -> bytes:
        try:
            piece: bytes = self._decoder.process(data, output_buffer_limit=_STEP)
        except brotli.error:
            raise Undecodable("the body does not have its content encoding") from None
        return piece


class _Zstandard:
    """zstd (RFC 8878), fed in small steps because the library has no bound of its own."""

    def __init__(self) -> None:
        self._decoder = zstandard.ZstdDecompressor(max_window_size=1 << 23).decompressobj()
        self._used = False

    @property
    def complete(self) -> bool:
        return not self._used or self._decoder.eof

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        for start in range(0, len(data), 256):
            self._used = True
            out += self._piece(data[start : start + 256])
            _bounded(len(out), room)
        return bytes(out)

    def _piece(self, data: bytes) -> bytes:
        if self._decoder.eof:
            raise Undecodable("something follows the encoded body")
        try:
            piece = self._decoder.decompress(data)
        except zstandard.ZstdError:
            raise Undecodable("the body does not have its content encoding") from None
        if self._decoder.unused_data:
            raise Undecodable("something follows the encoded body")
        return piece


_STAGES: dict[str, Callable[[], _Deflate | _Brotli | _Zstandard]] = {
    "gzip": lambda: _Deflate(zlib.MAX_WBITS | 16),
    "deflate": lambda: _Deflate(zlib.MAX_WBITS),
    "br": _Brotli,
    "zstd": _Zstandard,
}


def _unknown() -> _Deflate:
    raise Undecodable("the content encoding is not known")


def _bounded(size: int, room: int) -> None:
    if size > room:
        raise TooLarge("the decoded body is too large")
