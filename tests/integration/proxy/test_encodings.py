"""Whatever a body is wrapped in, it is inspected or refused with a reason: through the real proxy.

addons.coding, addons.convert and the readers of gateway.providers, over HTTP/1.1 and HTTP/2.
"""

import gzip
import json
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
import zstandard

from tests.proxy import OPENAI, Proxy, prompt, proxying, read_head

URL = f"https://{OPENAI}/v1/chat/completions"
ASKED = "Write to Ann Lowe today"


def raw_deflate(data: bytes) -> bytes:
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(data) + made.flush()


WRAPPED: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "several members": ("gzip", lambda data: gzip.compress(data[:20]) + gzip.compress(data[20:])),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstandard.compress),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "two": ("br, gzip", lambda data: gzip.compress(brotli.compress(data))),
    "two lines": ("zstd,deflate", lambda data: zlib.compress(zstandard.compress(data))),
    "spelling": ("X-GZip , identity", gzip.compress),
}


async def sent(proxy: Proxy, body: Any, *, http2: bool = False, **headers: str) -> httpx.Response:
    named = {"content-type": "application/json"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    async with proxy.client(http2=http2) as client:
        return await client.post(URL, content=body, headers=named)


@pytest.mark.parametrize("http2", [False, True], ids=["http1", "http2"])
async def test_a_name_is_masked_in_every_encoding(tmp_path: Path, http2: bool) -> None:
    async with proxying(tmp_path) as proxy:
        for name, (coding, wrap) in WRAPPED.items():
            body = wrap(json.dumps(prompt(ASKED)).encode())
            answer = await sent(proxy, body, http2=http2, content_encoding=coding)
            assert answer.status_code == 200, name
            said = json.loads(proxy.upstream.received.pop().body)["messages"][0]["content"]
            assert said.startswith("Write to Person"), name
            assert "Ann Lowe" not in said
        assert proxy.runtime.scanner.asked == [ASKED] * len(WRAPPED)


@pytest.mark.parametrize("http2", [False, True], ids=["http1", "http2"])
async def test_a_body_without_a_length_is_read_like_any_other(tmp_path: Path, http2: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        whole = gzip.compress(json.dumps(prompt(ASKED)).encode())
        for byte in whole:
            yield bytes([byte])

    async with proxying(tmp_path) as proxy:
        answer = await sent(proxy, pieces(), http2=http2, content_encoding="gzip")
        assert answer.status_code == 200
        assert b"Ann Lowe" not in proxy.upstream.received[0].body
        assert proxy.runtime.scanner.asked == [ASKED]


@pytest.mark.parametrize("step", [31, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("http2", [False, True], ids=["http1", "http2"])
async def test_a_body_in_chunks_of_every_size_leaves_as_the_same_bytes(
    tmp_path: Path, http2: bool, step: int
) -> None:
    whole = json.dumps(prompt(f"{ASKED}, é 😀"), ensure_ascii=False).encode()
    named = {"content-type": "application/json"}

    async def pieces(size: int) -> AsyncIterator[bytes]:
        for at in range(0, len(whole), size):
            yield whole[at : at + size]

    async with proxying(tmp_path) as proxy, proxy.client(http2=http2) as client:
        for size in range(1, len(whole) + 1, step):
            answer = await client.post(URL, content=pieces(size), headers=named)
            assert answer.status_code == 200
        bodies = {received.body for received in proxy.upstream.received}
        assert len(proxy.upstream.received) == len(range(1, len(whole) + 1, step))
        assert len(bodies) == 1
        assert b"Ann Lowe" not in bodies.pop()


async def test_expect_100_lets_a_body_out_once_it_was_read(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        body = gzip.compress(json.dumps(prompt(ASKED)).encode())
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {OPENAI}\r\nexpect: 100-continue\r\n"
        more = f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
        writer.write(f"{head}{more}content-encoding: gzip\r\n\r\n".encode())
        assert b" 100 " in await read_head(reader)
        assert not proxy.upstream.raw
        writer.write(body)
        assert b" 200 " in await read_head(reader)
        writer.close()
        (received,) = proxy.upstream.received
        assert received.header("expect") is None
        assert b"Ann Lowe" not in received.body


def packed(times: int) -> tuple[str, bytes]:
    body = json.dumps(prompt(ASKED)).encode()
    for _ in range(times):
        body = gzip.compress(body)
    return ", ".join(["gzip"] * times), body


async def test_more_layers_than_anybody_needs_are_refused(tmp_path: Path) -> None:
    coding, body = packed(50)
    async with proxying(tmp_path) as proxy:
        answer = await sent(proxy, body, content_encoding=coding)
        assert answer.status_code == 403
        assert "could not read" in answer.json()["error"]["message"]
        await proxy.nothing_left()


@pytest.mark.parametrize("inner", ["gzip", "br", "zstd"])
async def test_a_bomb_inside_a_bomb_is_refused(tmp_path: Path, inner: str) -> None:
    bomb = gzip.compress(WRAPPED[inner][1](b"\0" * 60_000_000))
    async with proxying(tmp_path) as proxy:
        answer = await sent(proxy, bomb, content_encoding=f"{inner}, gzip")
        assert answer.status_code == 413
        assert "too long" in answer.json()["error"]["message"]
        await proxy.nothing_left()


def turn(content: str) -> str:
    """A body whose content stands there as JSON source."""
    return f'{{"model":"m","messages":[{{"role":"user","content":{content}}}]}}'


def inside(times: int) -> str:
    """JSON inside strings of JSON, as the arguments of a tool."""
    text = json.dumps({"to": "Ann Lowe"})
    for _ in range(times):
        text = json.dumps({"again": text})
    calls = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": text}}]
    turns = [{"role": "assistant", "content": None, "tool_calls": calls}]
    return json.dumps({"model": "m", "messages": [*turns, {"role": "user", "content": "go on"}]})


MASKED: Mapping[str, str] = {
    "byte order mark": "\ufeff" + turn('"Ann Lowe"'),
    "escapes": turn('"\\u0041nn\\u0020L\\u006fwe"'),
    "key twice": turn('"nobody","content":"Ann Lowe"'),
    "key twice, other order": turn('"Ann Lowe","content":"nobody"'),
    "messages twice": '{"messages":[{"role":"user","content":"Ann Lowe"}],"model":"m","messages":[]}',
    "half a pair": turn('"\\ud83d Ann Lowe \\udc00"'),
    "half a pair the other way": turn('"Ann Lowe\\udc00\\ud83d"'),
    "huge numbers": turn('"Ann Lowe"')[:-1] + f',"seed":{"9" * 5000},"top_p":1e99999}}',
    "not a number": turn('"Ann Lowe"')[:-1] + ',"top_p":NaN,"n":-Infinity}',
    "nested": turn("[" * 60 + '"Ann Lowe"' + "]" * 60),
    "control characters": turn('"Ann Lowe\t\x01\n"'),
    "blanks": " \r\n\t" + turn('"Ann Lowe"') + "\n\n",
    "arguments": inside(0),
    "JSON in JSON": inside(1),
    "JSON in JSON in JSON": inside(2),
}


async def test_a_name_is_masked_in_every_spelling_of_json(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        for name, said in MASKED.items():
            answer = await sent(proxy, said.encode())
            assert answer.status_code == 200, name
            left = proxy.upstream.received.pop().body.decode()
            assert "Person" in left, name
            assert "Lowe" not in left, name
            assert "\\u006f" not in left
            assert left.startswith("\ufeff") is (name == "byte order mark")


REFUSED: Mapping[str, tuple[bytes, Mapping[str, str]]] = {
    "deeper than anybody needs": (("[" * 5_000 + "]" * 5_000).encode(), {}),
    "deep objects": (('{"a":' * 5_000 + "1" + "}" * 5_000).encode(), {}),
    "cut off": (turn('"Ann Lowe"')[:-3].encode(), {}),
    "a comma too many": ((turn('"Ann Lowe"')[:-1] + ",}").encode(), {}),
    "single quotes": (b"{'messages': ['Ann\\u0020Lowe']}", {}),
    "two documents": ((turn('"x"') + turn('"Ann Lowe"')).encode(), {}),
    "UTF-16": (turn('"Ann Lowe"').encode("utf-16"), {}),
    "UTF-16 without a mark": (turn('"Ann Lowe"').encode("utf-16-le"), {}),
    "Latin-1": (turn('"Zoë O\'Neil"').encode("latin-1"), {}),
    "half a pair as bytes": (turn('"Ann Lowe \x00"').encode().replace(b"\0", b"\xed\xa0\x80"), {}),
    "NUL": (turn('"Ann Lowe"').encode() + b"\0", {}),
    "no boundary": (b"--x\r\n\r\nAnn Lowe\r\n--x--", {"content_type": "multipart/form-data"}),
    "two boundaries": (
        b"--x\r\nContent-Disposition: form-data; name=prompt\r\n\r\nAnn Lowe\r\n--x--",
        {"content_type": "multipart/form-data; boundary=x; boundary=y"},
    ),
    "text before the parts": (
        b"Ann Lowe\r\n--x\r\nContent-Disposition: form-data; name=q\r\n\r\nhi\r\n--x--",
        {"content_type": "multipart/form-data; boundary=x"},
    ),
    "a part that is packed": (
        b"--x\r\nContent-Disposition: form-data; name=q\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nAnn=20Lowe\r\n--x--",
        {"content_type": "multipart/form-data; boundary=x"},
    ),
    "a form that is no text": (
        b"q=Ann%20Lowe%ff",
        {"content_type": "application/x-www-form-urlencoded"},
    ),
    "grpc": (b"\x00\x00\x00\x00\x10\x0a\x0eAnn Lowe is ill", {"content_type": "application/grpc"}),
}


async def test_what_cannot_be_read_is_refused_and_says_so(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        for name, (body, headers) in REFUSED.items():
            answer = await sent(proxy, body, **headers)
            assert answer.status_code == 403, name
            assert "could not" in answer.json()["error"]["message"], name
        assert len(proxy.answers) == len(REFUSED)
        await proxy.nothing_left()


FORMS: Mapping[str, tuple[str, bytes]] = {
    "form": ("application/x-www-form-urlencoded", b"model=m&prompt=Ann+Lowe&x=1"),
    "form, every byte": (
        "application/x-www-form-urlencoded",
        b"prompt=" + b"".join(b"%%%02x" % byte for byte in b"Ann Lowe"),
    ),
    "form with JSON": (
        "application/x-www-form-urlencoded; charset=UTF-8",
        b"f.req=%5B%22Ann%20Lowe%22%5D",
    ),
    "form without values": ("application/x-www-form-urlencoded", b"a&prompt=Ann%20Lowe&&=&b="),
    "multipart": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nAnn Lowe\r\n--x--\r\n',
    ),
    "multipart, bare line feeds": (
        'multipart/form-data; boundary="x y"',
        b"--x y\nContent-Disposition: form-data; name=prompt\n\nAnn Lowe\n--x y--\n",
    ),
    "multipart, a part of JSON": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="session"\r\n'
        b'Content-Type: application/json\r\n\r\n{"instructions":"\\u0041nn Lowe"}\r\n--x--\r\n',
    ),
    "lines of JSON": ("application/x-ndjson", b'{"q":"hi"}\n\n{"q":"Ann Lowe"}\n'),
    "text": ("text/plain", b"Ann Lowe"),
}


async def test_a_name_is_masked_in_every_kind_of_body(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy, proxy.client() as client:
        for name, (media, body) in FORMS.items():
            url = f"https://{OPENAI}/unknown/ask"
            answer = await client.post(url, content=body, headers={"content-type": media})
            assert answer.status_code == 200, name
            received = proxy.upstream.received.pop()
            assert b"Person" in received.body, name
            assert b"Lowe" not in received.body, name
