"""Every way a request could slip out unchecked, and that nothing reaches the provider."""

import asyncio
import gzip
import json
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path

import brotli
import httpx
import pytest

from gateway.errors import RecordError
from gateway.types import Answer, End, Screened
from tests.fakes import MemoryRecorder, NameScanner
from tests.proxy import OPENAI, PASSING, Proxy, prompt, proxying, raw_chat, read_head
from tests.upstream import chunked

URL = f"https://{OPENAI}/v1/chat/completions"


class Broken(NameScanner):
    """Raises what nobody expects, or never returns."""

    def __init__(self, *, hangs: bool = False) -> None:
        super().__init__()
        self.hangs = hangs

    async def scan(self, texts: Sequence[str]) -> tuple[()]:
        if self.hangs:
            await asyncio.sleep(60)
        raise LookupError(f"a bug that quotes {texts[0]}")


class BrokenRecorder(MemoryRecorder):
    """Fails in an unexpected way."""

    async def request(self, screened: Screened) -> None:
        raise LookupError("a bug in the recorder")

    async def answer(self, answer: Answer) -> None:
        raise RecordError("gone")


@pytest.mark.parametrize("http2", [False, True])
async def test_a_bug_in_the_scan_is_a_recorded_refusal(
    tmp_path: Path, http2: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.runtime.scanner = Broken()
        answer = await proxy.chat("canary-text", http2=http2)
        assert answer.status_code == 403
        assert answer.headers["x-should-retry"] == "false"
        assert "clause" in answer.json()["error"]["message"]
        assert await proxy.one_ending() is End.GATEWAY_ERROR
        await proxy.nothing_left()
        assert "canary-text" not in answer.text + caplog.text
        assert "LookupError" in caplog.text


async def test_a_bug_in_the_recorder_too_still_sends_nothing(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        proxy.runtime.recorder = BrokenRecorder()
        proxy.runtime.take(proxy.runtime.configuration)
        answer = await proxy.chat()
        assert answer.status_code == 503
        assert answer.headers["x-should-retry"] == "false"
        await proxy.nothing_left()


async def test_a_scan_that_never_returns_is_refused_at_the_deadline(tmp_path: Path) -> None:
    async with proxying(tmp_path, limits={"request_seconds": 0.3}) as proxy:
        proxy.runtime.scanner = Broken(hangs=True)
        assert (await proxy.chat()).status_code == 403
        assert await proxy.one_ending() is End.GATEWAY_ERROR
        await proxy.nothing_left()


async def test_a_client_that_leaves_while_we_judge_sends_nothing(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        asked = asyncio.Event()

        class Slow(NameScanner):
            async def scan(self, texts: Sequence[str]) -> tuple[()]:
                asked.set()
                await asyncio.sleep(0.3)
                return ()

        proxy.runtime.scanner = Slow()
        _, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(raw_chat())
        await asked.wait()
        writer.transport.abort()
        assert await proxy.one_ending() is End.CLIENT_ABORTED
        await proxy.nothing_left()


async def test_special_category_data_is_refused_and_nothing_is_even_dialled(
    tmp_path: Path,
) -> None:
    async with proxying(tmp_path) as proxy:
        answer = await proxy.chat("Ann Lowe has epilepsy")
        assert answer.status_code == 403
        assert await proxy.one_ending() is End.REFUSED
        await proxy.nothing_left()


NAMES = [OPENAI, "api.anthropic.com", PASSING]


@pytest.mark.parametrize("connect", NAMES)
@pytest.mark.parametrize("sni", NAMES)
@pytest.mark.parametrize("host", NAMES)
async def test_a_request_whose_names_differ_is_refused(
    tmp_path: Path, connect: str, sni: str, host: str
) -> None:
    async with proxying(tmp_path) as proxy:
        if connect == sni == PASSING:
            pytest.skip("a tunnel that is not opened")
        reader, writer = await proxy.tunnel(f"{connect}:443", sni=sni)
        writer.write(raw_chat(host=host))
        status = (await read_head(reader)).split()[1]
        writer.close()
        if connect == sni == host:
            assert status == b"200"
        else:
            assert status == b"421"
            await proxy.nothing_left()


@pytest.mark.parametrize(
    "extra", [b"Host: api.anthropic.com\r\n", b"Host: www.council.example\r\n"]
)
async def test_two_host_headers_are_refused(tmp_path: Path, extra: bytes) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(raw_chat(extra=extra))
        assert (await read_head(reader)).split()[1] in {b"400", b"421"}
        writer.close()
        await proxy.nothing_left()


async def test_http_2_with_another_host_beside_the_authority_is_refused(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        answer = await proxy.chat(http2=True, headers={"host": "api.anthropic.com"})
        assert answer.status_code == 421
        await proxy.nothing_left()


async def test_two_bytes_of_tls_at_first_do_not_get_past(tmp_path: Path) -> None:
    """Without ALPN the engine would take them for something raw."""
    async with proxying(tmp_path) as proxy:
        reader, writer, _ = await proxy.connect(f"{OPENAI}:443")
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = proxy.context().wrap_bio(incoming, outgoing, server_hostname=OPENAI)
        with pytest.raises(ssl.SSLWantReadError):
            tls.do_handshake()
        hello = outgoing.read()
        writer.write(hello[:2])
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.write(hello[2:])
        while True:
            incoming.write(await asyncio.wait_for(reader.read(65536), 5))
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                writer.write(outgoing.read())
        tls.write(raw_chat("Ann Lowe has epilepsy"))
        writer.write(outgoing.read())
        answer = b""
        while b"\r\n\r\n" not in answer:
            incoming.write(await asyncio.wait_for(reader.read(65536), 5))
            try:
                answer += tls.read(65536)
            except ssl.SSLWantReadError:
                continue
        assert b" 403 " in answer
        writer.close()
        await proxy.nothing_left()


@pytest.mark.parametrize("data", [b"\x00\x01binary-nonsense\n\n", b"SSH-2.0-x\r\n", b"ab"])
async def test_what_is_not_http_does_not_pass_to_an_ai_host(tmp_path: Path, data: bytes) -> None:
    async with proxying(tmp_path, tls=False) as proxy:  # so that any byte would be seen
        reader, writer, _ = await proxy.connect(f"{OPENAI}:443")
        writer.write(data)
        writer.write_eof()
        await asyncio.wait_for(reader.read(), 5)
        writer.close()
        await proxy.nothing_left()


BODIES = {
    "bomb": ("gzip", gzip.compress(b"\0" * 60_000_000), 413),
    "brotli bomb": ("br", brotli.compress(b"\0" * 60_000_000), 413),
    "not gzip": ("gzip", json.dumps(prompt("Hi")).encode(), 403),
    "cut off": ("gzip", gzip.compress(json.dumps(prompt("Hi")).encode())[:-6], 403),
    "followed": ("gzip", gzip.compress(json.dumps(prompt("Hi")).encode()) + b"Ann Lowe", 403),
    "unknown": ("exotic", json.dumps(prompt("Hi")).encode(), 403),
    "chain": ("gzip, exotic", gzip.compress(json.dumps(prompt("Hi")).encode()), 403),
}


@pytest.mark.parametrize("case", BODIES)
async def test_a_body_that_cannot_be_decoded_is_a_recorded_refusal(
    tmp_path: Path, case: str
) -> None:
    encoding, body, status = BODIES[case]
    async with proxying(tmp_path) as proxy, proxy.client() as client:
        headers = {"content-type": "application/json", "content-encoding": encoding}
        answer = await client.post(URL, content=body, headers=headers)
        assert answer.status_code == status
        assert "error" in answer.json()
        await proxy.one_ending()
        await proxy.nothing_left()


async def test_a_body_announced_too_large_is_refused_before_it_is_sent(tmp_path: Path) -> None:
    async with proxying(tmp_path, limits={"body_bytes": 5000}) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {OPENAI}\r\n"
        writer.write(f"{head}content-length: 9999999\r\n\r\n".encode())
        answer = await read_head(reader)
        assert b" 413 " in answer
        assert b"x-should-retry: false" in answer
        writer.close()
        await proxy.one_ending()
        await proxy.nothing_left()


@pytest.mark.parametrize("http2", [False, True])
async def test_a_body_of_unknown_length_is_refused_at_the_limit(
    tmp_path: Path, http2: bool
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 1000

    async with proxying(tmp_path, limits={"body_bytes": 5000}) as proxy:
        async with proxy.client(http2=http2) as client:
            answer = await client.post(URL, content=pieces())
            assert answer.status_code == 413
            assert "too long" in answer.json()["error"]["message"]
            again = await client.post(URL, json=prompt("Ann Lowe has epilepsy"))
            assert again.status_code == 403
        await proxy.nothing_left()


async def test_headers_without_end_are_cut_off(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(b"GET / HTTP/1.1\r\nHost: " + OPENAI.encode() + b"\r\nx-long: ")
        writer.write(b"a" * 300_000)
        assert b" 431 " in await read_head(reader)
        writer.close()
        await proxy.nothing_left()


@pytest.mark.parametrize(
    "what", [b"h2c", b"tls/1.0", b"websocket, h2c", b"websocket\r\nupgrade: h2c"]
)
async def test_a_change_of_protocol_is_refused_and_recorded(tmp_path: Path, what: bytes) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        head = f"GET /v1/realtime HTTP/1.1\r\nHost: {OPENAI}\r\nconnection: upgrade\r\n".encode()
        more = b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        writer.write(head + b"upgrade: " + what + b"\r\n" + more + b"\r\n")
        assert b" 403 " in await read_head(reader)
        writer.close()
        await proxy.one_ending()
        await proxy.nothing_left()


async def test_a_tunnel_inside_an_opened_connection_is_refused(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
        assert b" 400 " in await read_head(reader)
        writer.close()
        await proxy.nothing_left()


@pytest.mark.parametrize(
    "extra", [b"transfer-encoding: chunked\r\n", b"transfer-encoding: chunked, x\r\n"]
)
async def test_two_ways_to_say_the_length_are_refused(tmp_path: Path, extra: bytes) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(raw_chat(extra=extra))
        assert b" 400 " in await read_head(reader)
        writer.close()
        await proxy.nothing_left()


async def test_expect_100_does_not_let_a_blocked_body_out(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        head, _, body = raw_chat("Ann Lowe has epilepsy").partition(b"\r\n\r\n")
        writer.write(head + b"\r\nexpect: 100-continue\r\n\r\n")
        assert b" 100 " in await read_head(reader)
        writer.write(body)
        assert b" 403 " in await read_head(reader)
        writer.close()
        await proxy.nothing_left()


async def test_plain_http_to_an_ai_host_is_judged_as_well(tmp_path: Path) -> None:
    async with proxying(tmp_path, tls=False) as proxy, proxy.client() as client:
        url = f"http://{OPENAI}/v1/chat/completions"
        assert (await client.post(url, json=prompt("Ann Lowe has epilepsy"))).status_code == 403
        await proxy.nothing_left()
        assert (await client.post(url, json=prompt("Ann Lowe"))).status_code == 200
        assert b"Ann Lowe" not in proxy.upstream.raw


async def test_one_client_cannot_take_all_connections(tmp_path: Path) -> None:
    limits = {"connections_per_client": 2}
    async with proxying(tmp_path, limits=limits) as proxy:
        held = [await proxy.connect(f"{OPENAI}:443") for _ in range(2)]
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            await proxy.connect(f"{OPENAI}:443")
        held[0][1].close()
        await asyncio.sleep(0.1)
        await proxy.connect(f"{OPENAI}:443")
        assert proxy.counted("refused_connections_total", reason="connections") == 1


async def test_what_is_sent_ahead_of_an_answer_is_bounded(tmp_path: Path) -> None:
    async with proxying(tmp_path, limits={"body_bytes": 5000}) as proxy:
        proxy.upstream.reply = chunked([b"data: {}"], end="hang")
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(raw_chat())
        await read_head(reader)
        writer.write(b"POST / HTTP/1.1\r\n" * 20_000)
        with suppress(ConnectionError):
            await asyncio.wait_for(reader.read(), 5)
        writer.close()
        assert await proxy.one_ending() is End.CLIENT_ABORTED


async def test_a_client_that_does_not_trust_us_is_counted(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        with pytest.raises(httpx.ConnectError):
            async with httpx.AsyncClient(proxy=f"http://127.0.0.1:{proxy.port}") as client:
                await client.get(f"https://{OPENAI}/v1/models")
        await asyncio.sleep(0.05)
        assert proxy.counted("handshake_failures_total", vendor="OpenAI") == 1
        await proxy.nothing_left()


async def test_the_engine_log_holds_nothing_of_a_request(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(b"GET /canary-path HTTP/1.1\r\ncanary header\r\n\r\n")
        await read_head(reader)
        writer.close()
        await nothing_said(proxy)
        from addons.logs import OneLine

        shown = "\n".join(OneLine("%(message)s").format(record) for record in caplog.records)
        assert "canary" not in shown


async def nothing_said(proxy: Proxy) -> None:
    await asyncio.sleep(0.05)
    assert not proxy.upstream.raw


INNER = b"POST /v1/x HTTP/1.1\r\nHost: api.openai.com\r\ncontent-length: 5\r\n\r\ninner"


@pytest.mark.parametrize("named", [b"content-length", b"transfer-encoding", b"content-length, x"])
@pytest.mark.parametrize("framed", ["length", "chunks"])
async def test_the_connection_header_cannot_take_the_framing_away(
    tmp_path: Path, named: bytes, framed: str
) -> None:
    """Or the body would be read as a request of its own, which nobody inspected."""
    head = b"POST /v1/files HTTP/1.1\r\nHost: api.openai.com\r\ncontent-type: text/plain\r\n"
    head += b"connection: " + named + b"\r\n"
    if framed == "length":
        head += b"content-length: %d\r\n\r\n" % len(INNER) + INNER
    else:
        head += b"transfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(INNER), INNER)
    async with proxying(tmp_path) as proxy:
        reader, writer = await proxy.tunnel(f"{OPENAI}:443", sni=OPENAI)
        writer.write(head)
        await asyncio.wait_for(read_head(reader), 5)
        await asyncio.sleep(0.1)
        writer.close()
        assert [one.body for one in proxy.upstream.received] == [INNER]
        assert len(proxy.runtime.recorder.requests) == 1


async def test_headers_that_the_decision_rests_on_reach_the_provider(tmp_path: Path) -> None:
    async with proxying(tmp_path) as proxy:
        sent = {"connection": "authorization, content-type, x-mine", "authorization": "Bearer k"}
        await proxy.chat(headers={**sent, "x-mine": "hop"})
        (received,) = proxy.upstream.received
        assert received.header("authorization") == "Bearer k"
        assert received.header("content-type") == "application/json"
        assert not received.header("x-mine")


async def test_an_ending_the_store_does_not_take_changes_neither_refusal_nor_record(
    tmp_path: Path,
) -> None:
    class NoEndings(MemoryRecorder):
        async def answer(self, answer: Answer) -> None:
            raise RecordError("gone")

    async with proxying(tmp_path) as proxy:
        proxy.runtime.recorder = NoEndings()
        proxy.runtime.take(proxy.runtime.configuration)
        answer = await proxy.chat("Ann Lowe has epilepsy")
        assert answer.status_code == 403
        assert "10.3" in answer.text
        assert len(proxy.runtime.recorder.requests) == 1
