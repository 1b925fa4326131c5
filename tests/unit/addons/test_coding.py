"""Content encodings are undone exactly, within bounds, or refused."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from addons.coding import MOST, Decoder, TooLarge, Undecodable, codings, decode

LIMIT = 1_000_000
BODY = b"The quick brown fox, " * 500 + bytes(range(256)) * 3


def raw_deflate(data: bytes) -> bytes:
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(data) + made.flush()


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("name", ENCODERS)
def test_each_coding_is_undone(name: str) -> None:
    assert decode(ENCODERS[name](BODY), name, limit=LIMIT) == BODY


@pytest.mark.parametrize("name", ENCODERS)
@given(data=st.binary(max_size=3000), cut=st.integers(1, 50))
def test_pieces_of_any_size_give_the_same_bytes(name: str, data: bytes, cut: int) -> None:
    packed = ENCODERS[name](data)
    decoder = Decoder((name,), limit=LIMIT)
    pieces = [decoder.feed(packed[i : i + cut]) for i in range(0, len(packed), cut)]
    assert b"".join(pieces) + decoder.end() == data


def test_several_codings_are_undone_last_first() -> None:
    packed = gzip.compress(brotli.compress(BODY))
    assert decode(packed, "br, gzip", limit=LIMIT) == BODY
    decoder = Decoder(("br", "gzip"), limit=LIMIT)
    assert decoder.feed(packed) + decoder.end() == BODY


def test_raw_deflate_and_several_gzip_members_are_accepted() -> None:
    assert decode(raw_deflate(BODY), "deflate", limit=LIMIT) == BODY
    assert decode(gzip.compress(b"a") + gzip.compress(b"b"), "gzip", limit=LIMIT) == b"ab"


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("damage", ["cut", "more", "other"])
def test_a_damaged_body_is_refused(name: str, damage: str) -> None:
    packed = ENCODERS[name](BODY)
    bad = {"cut": packed[:-3], "more": packed + b"x", "other": b'{"a": 1}'}[damage]
    with pytest.raises(Undecodable):
        decode(bad, name, limit=LIMIT)


@pytest.mark.parametrize("name", ENCODERS)
def test_a_bomb_is_refused_without_being_unpacked(name: str) -> None:
    bomb = ENCODERS[name](b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    with pytest.raises(TooLarge):
        decode(bomb, name, limit=LIMIT)


def test_a_plain_body_has_the_same_limit() -> None:
    assert decode(b"12345", "", limit=5) == b"12345"
    with pytest.raises(TooLarge):
        decode(b"123456", "identity", limit=5)


def test_an_unknown_coding_is_refused() -> None:
    with pytest.raises(Undecodable):
        decode(b"x", "compress", limit=LIMIT)


@pytest.mark.parametrize(
    ("header", "names"),
    [("", ()), ("identity", ()), (" GZip ,br", ("gzip", "br")), ("x-gzip", ("gzip",))],
)
def test_the_header_is_read(header: str, names: tuple[str, ...]) -> None:
    assert codings(header) == names


def test_a_body_packed_too_often_is_refused_before_anything_is_unpacked() -> None:
    packed = BODY
    for _ in range(MOST):
        packed = gzip.compress(packed)
    assert decode(packed, ", ".join(["gzip"] * MOST), limit=LIMIT) == BODY
    with pytest.raises(Undecodable):
        decode(b"not looked at", ", ".join(["gzip"] * (MOST + 1)), limit=LIMIT)
    with pytest.raises(Undecodable):
        Decoder(("gzip",) * (MOST + 1), limit=LIMIT)
