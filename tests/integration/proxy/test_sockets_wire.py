"""What a WebSocket can do on the wire: pieces, sizes, compression, pings, ends; and our faults."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import InvalidStatus

from gateway.errors import RecordError
from gateway.types import Approval, End, Screened
from tests.fakes import MemoryRecorder, NameScanner
from tests.integration.proxy.socketed import Sockets, heard, socketed, until
from tests.integration.proxy.test_sockets_responses import URL, answered, create, echo
from tests.proxy import OPENAI
from tests.socket_provider import Data, SocketProvider


async def test_a_long_text_that_is_not_ascii_comes_out_whole(tmp_path: Path) -> None:
    text = "é" * 3000 + "x Ann Lowe"
    message = json.dumps(json.loads(create(text)), ensure_ascii=False)
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(message)
            assert (await answered(link))[0] == f"You said: {text}"
        sent = json.loads(sockets.provider.received[0])["input"]
        assert sent.startswith("é" * 3000 + "x Person")
        assert "\ufffd" not in sockets.provider.sent


async def test_a_message_in_fragments_is_judged_as_one(tmp_path: Path) -> None:
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(iter(["".join(part) for part in halves(create("Ann L|owe"))]))
            assert (await answered(link))[0] == "You said: Ann Lowe"
            await link.send(iter(halves(create("Ann Lo|we has epi|lepsy"))))
            assert "10.3" in (await heard(link))["message"]
        assert "Lowe" not in sockets.provider.sent
        assert len(sockets.provider.received) == 1


def halves(message: str) -> list[str]:
    return message.split("|")


@pytest.mark.parametrize("compression", ["deflate", None])
async def test_compression_is_what_both_sides_agree_on(
    tmp_path: Path, compression: str | None
) -> None:
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL, compression=compression) as link:
            agreed = "sec-websocket-extensions" in link.response.headers  # type: ignore[union-attr]
            assert agreed is (compression == "deflate")
            for _ in range(2):
                await link.send(create("Ann Lowe " * 50))
                assert (await answered(link))[0] == "You said: " + "Ann Lowe " * 50
        assert "Ann Lowe" not in sockets.provider.sent


async def test_a_bomb_closes_the_socket_before_it_is_unpacked(tmp_path: Path) -> None:
    changes = {"limits": {"message_bytes": 100_000}}
    async with socketed(tmp_path, changes=changes) as sockets:
        async with sockets.open(URL, max_size=None) as link:
            await link.send("A" * 30_000_000)  # 30 kB on the wire
            await link.wait_closed()
            assert link.close_code == 1009
        assert sockets.provider.received == []
        _, judged = sockets.all
        assert judged.failure == "too_large"
        assert {answer.end for answer in await sockets.everything_ended()} == {
            End.COMPLETE,
            End.REFUSED,
        }


@pytest.mark.parametrize("side", [pytest.param("client", marks=pytest.mark.slow), "provider"])
async def test_a_message_over_the_limit_closes_the_socket(tmp_path: Path, side: str) -> None:
    async def shout(provider: SocketProvider, link: ServerConnection, message: Data) -> None:
        await link.send("x" * 200_000)

    changes = {"limits": {"message_bytes": 100_000}}
    async with socketed(tmp_path, SocketProvider(reply=shout), changes=changes) as sockets:
        async with sockets.open(URL, compression=None) as link:
            await link.send(create("x" * 200_000 if side == "client" else "Hello"))
            told = await heard(link)
            assert told["type"] == "error"
            await link.wait_closed()
            assert link.close_code == 1009
        assert len(sockets.provider.received) == (side == "provider")
        await sockets.everything_ended()


async def test_an_extension_nobody_offered_is_not_spoken(tmp_path: Path) -> None:
    seen: list[str] = []

    async with socketed(tmp_path) as sockets:
        offer = {"Sec-WebSocket-Extensions": "x-webkit-deflate-frame, bbf-usp-protocol"}
        async with sockets.open(URL, compression=None, additional_headers=offer) as link:
            await link.send(create("Hello"))
            await until(lambda: bool(sockets.provider.received))
        seen += sockets.provider.opened[0].headers.get_all("sec-websocket-extensions")
        assert seen == []


async def test_pings_are_answered_here_and_carry_nothing_on(tmp_path: Path) -> None:
    async with socketed(tmp_path) as sockets, sockets.open(URL) as link:
        answer = await link.ping(b"Ann Lowe has epilepsy")
        await asyncio.wait_for(answer, 5)
        await until(lambda: bool(sockets.provider.links))
        (behind,) = sockets.provider.links
        back = await behind.ping(b"still there?")
        await asyncio.wait_for(back, 5)


async def test_what_the_client_says_on_closing_does_not_leave(tmp_path: Path) -> None:
    async with socketed(tmp_path) as sockets:
        async with sockets.open(URL) as link:
            await link.close(4000, "Ann Lowe has epilepsy")
        await until(lambda: bool(sockets.provider.closed))
        assert sockets.provider.closed == [(4000, "")]


async def test_the_provider_closing_in_the_middle_is_told_and_recorded(tmp_path: Path) -> None:
    async def stop(provider: SocketProvider, link: ServerConnection, message: Data) -> None:
        await link.send(json.dumps({"type": "response.created", "response": {"id": "resp_1"}}))
        await link.close(4001, "session expired")

    async with socketed(tmp_path, SocketProvider(reply=stop)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(create("Hello"))
            assert (await heard(link))["type"] == "response.created"
            await link.wait_closed()
            assert (link.close_code, link.close_reason) == (4001, "session expired")
        ends = [answer.end for answer in await sockets.everything_ended()]
        assert ends == [End.COMPLETE, End.PROVIDER_ERROR]


async def test_a_client_that_goes_away_is_recorded_with_what_it_saw(tmp_path: Path) -> None:
    async def begin(provider: SocketProvider, link: ServerConnection, message: Data) -> None:
        event = {"type": "response.output_text.delta", "output_index": 0, "delta": "Well, "}
        await link.send(json.dumps(event))

    async with socketed(tmp_path, SocketProvider(reply=begin)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(create("Hello"))
            await heard(link)
            link.transport.abort()
        _, prompt = await sockets.everything_ended()
        assert (prompt.end, prompt.restored) == (End.CLIENT_ABORTED, "Well, ")
        await until(lambda: bool(sockets.provider.closed))


async def test_a_client_that_leaves_while_we_judge_sends_nothing(tmp_path: Path) -> None:
    asked = asyncio.Event()

    class Slow(NameScanner):
        async def scan(self, texts: Sequence[str]) -> tuple[()]:
            asked.set()
            await asyncio.sleep(0.3)
            return ()

    async with socketed(tmp_path) as sockets:
        async with sockets.open(URL) as link:
            sockets.proxy.runtime.scanner = Slow()
            await link.send(create("Hello"))
            await asked.wait()
            link.transport.abort()
        answers = await sockets.everything_ended()
        assert answers[1].end is End.CLIENT_ABORTED
        assert sockets.provider.received == []


async def test_messages_stay_in_order_while_one_is_being_scanned(tmp_path: Path) -> None:
    class FirstIsSlow(NameScanner):
        async def scan(self, texts: Sequence[str]) -> Any:
            if "first" in texts[0]:
                await asyncio.sleep(0.2)
            return await super().scan(texts)

    async with socketed(tmp_path) as sockets:
        async with sockets.open(URL) as link:
            sockets.proxy.runtime.scanner = FirstIsSlow()
            for text in ("first", "second", "third"):
                await link.send(create(text))
            await link.send(json.dumps({"type": "response.cancel"}))
            await until(lambda: len(sockets.provider.received) == 4)
        sent = [json.loads(message) for message in sockets.provider.received]
        assert [one.get("input") for one in sent] == ["first", "second", "third", None]


async def test_two_sockets_know_nothing_of_each_other(tmp_path: Path) -> None:
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL) as one, sockets.open(URL) as two:
            await one.send(create("Ann Lowe"))
            await two.send(create("Zoë O'Neil"))
            assert (await answered(two))[0] == "You said: Zoë O'Neil"
            assert (await answered(one))[0] == "You said: Ann Lowe"
            token = next(iter(sockets.requests[0].issued))
            await two.send(create(f"Say {token}"))
            assert (await answered(two))[0] == f"You said: Say {token}"
            assert sockets.proxy.counted("sockets_open") == 2
        await sockets.everything_ended()
        await until(lambda: sockets.proxy.counted("sockets_open") == 0)


@pytest.mark.parametrize("speaker", ["client", "provider"])
async def test_a_tool_paused_meanwhile_closes_its_sockets(tmp_path: Path, speaker: str) -> None:
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(create("Hello"))
            await answered(link)
            pause(sockets)
            if speaker == "client":
                await link.send(json.dumps({"type": "response.cancel"}))
            else:
                await sockets.provider.links[0].send(json.dumps({"type": "response.queued"}))
            told = await heard(link)
            assert "not available at the moment" in told["error"]["message"]
            await link.wait_closed()
            assert link.close_code == 1008
            assert "clause 11.4" in (link.close_reason or "")
        assert len(sockets.provider.received) == 1
        assert [s.decision.blocked for s in sockets.all] == [False, False, True]
        await sockets.everything_ended()


def pause(sockets: Sockets) -> None:
    """As the authority's decision takes it into force."""
    runtime = sockets.proxy.runtime
    tools = tuple(
        replace(tool, approval=Approval.PAUSED) if OPENAI in tool.hosts else tool
        for tool in runtime.configuration.tools
    )
    runtime.take(replace(runtime.configuration, tools=tools))


class Broken(NameScanner):
    """Raises what nobody expects."""

    async def scan(self, texts: Sequence[str]) -> tuple[()]:
        raise LookupError(f"a bug that quotes {texts[0]}")


class BrokenRecorder(MemoryRecorder):
    """Takes the opening request and fails unexpectedly ever after."""

    async def request(self, screened: Screened) -> None:
        if self.requests:
            raise LookupError("a bug in the recorder")
        await super().request(screened)


async def test_a_bug_on_a_message_is_recorded_and_closes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with socketed(tmp_path) as sockets:
        async with sockets.open(URL) as link:
            sockets.proxy.runtime.scanner = Broken()
            await link.send(create("canary-text"))
            assert (await heard(link))["type"] == "error"
            await link.wait_closed()
            assert link.close_code == 1011
        assert sockets.provider.received == []
        assert [a.end for a in await sockets.everything_ended()] == [End.GATEWAY_ERROR] * 2
        assert "canary-text" not in caplog.text
        assert "LookupError" in caplog.text


async def test_a_bug_in_the_recorder_too_still_sends_nothing(tmp_path: Path) -> None:
    async with socketed(tmp_path) as sockets:
        runtime = sockets.proxy.runtime
        runtime.recorder = BrokenRecorder()
        runtime.take(runtime.configuration)
        async with sockets.open(URL) as link:
            await link.send(create("Hello"))
            await link.wait_closed()
            assert link.close_code == 1011
        assert sockets.provider.received == []


async def test_without_a_record_nothing_leaves(tmp_path: Path) -> None:
    class Full(MemoryRecorder):
        async def request(self, screened: Screened) -> None:
            if self.requests:
                raise RecordError("the disk is full")
            await super().request(screened)

    async with socketed(tmp_path) as sockets:
        runtime = sockets.proxy.runtime
        runtime.recorder = Full()
        runtime.take(runtime.configuration)
        async with sockets.open(URL) as link:
            await link.send(create("Hello"))
            assert "could not keep its record" in (await heard(link))["message"]
        assert sockets.provider.received == []


async def test_a_message_that_takes_too_long_to_judge_closes(tmp_path: Path) -> None:
    class Hanging(NameScanner):
        async def scan(self, texts: Sequence[str]) -> tuple[()]:
            await asyncio.sleep(60)
            return ()

    async with socketed(tmp_path, changes={"limits": {"request_seconds": 0.5}}) as sockets:
        async with sockets.open(URL) as link:
            sockets.proxy.runtime.scanner = Hanging()
            await link.send(create("Hello"))
            await link.wait_closed()
            assert link.close_code == 1011
        assert sockets.provider.received == []


@pytest.mark.parametrize("message", [b"\x00\x01\xff\xfe nonsense", b"\x08\x96\x01\x12\x07testing"])
async def test_bytes_that_are_no_text_are_the_policys_to_judge(
    tmp_path: Path, message: bytes
) -> None:
    async with socketed(tmp_path) as sockets:
        async with sockets.open(URL) as link:
            await link.send(message)
            assert "could not be checked (not text)" in (await heard(link))["message"]
        assert sockets.provider.received == []


async def test_the_opening_request_is_judged_like_any_other(tmp_path: Path) -> None:
    async with socketed(tmp_path) as sockets:
        for url in (
            "wss://api.cohere.com/v1/socket",  # not in the register
            "wss://api.perplexity.ai/v1/socket",  # paused
            f"{URL}?q=Ann%20Lowe%20has%20epilepsy",
        ):
            with pytest.raises(InvalidStatus) as caught:
                async with sockets.open(url):
                    raise AssertionError("it was opened")
            assert caught.value.response.status_code == 403
            assert b"clause" in caught.value.response.body
        assert sockets.provider.opened == []
        assert all(screened.decision.blocked for screened in sockets.all)


async def test_words_among_the_protocols_are_read_and_keys_are_not_told(tmp_path: Path) -> None:
    async with socketed(tmp_path) as sockets:
        key = "openai-insecure-api-key.sk-a-key-nobody-has"
        async with sockets.open(
            URL, additional_headers={"Sec-WebSocket-Protocol": f"realtime, {key}"}
        ):
            pass
        (opening,) = sockets.all
        assert opening.interaction.prompt.segments == ()
        assert opening.interaction.key_fingerprint


async def test_http_2_is_not_told_that_it_could_open_sockets(tmp_path: Path) -> None:
    """RFC 8441: without the setting nobody may ask, so that browsers use HTTP/1.1."""
    async with socketed(tmp_path) as sockets:
        from h2.config import H2Configuration
        from h2.connection import H2Connection
        from h2.settings import SettingCodes

        reader, writer, _ = await sockets.proxy.connect(f"{OPENAI}:443")
        await writer.start_tls(sockets.proxy.context("h2"), server_hostname=OPENAI)
        talk = H2Connection(H2Configuration())
        talk.initiate_connection()
        writer.write(talk.data_to_send())
        await writer.drain()
        talk.receive_data(await asyncio.wait_for(reader.read(65536), 5))
        assert not talk.remote_settings.get(SettingCodes.ENABLE_CONNECT_PROTOCOL)
        writer.close()


async def test_open_records_get_their_end_when_the_gateway_stops(tmp_path: Path) -> None:
    async with socketed(tmp_path) as sockets, sockets.open(URL) as link:
        await link.send(create("Hello"))
        await until(lambda: bool(sockets.provider.received))
        await sockets.proxy.engine.drain(0.1)
        await sockets.proxy.engine.stop()
        assert len(await sockets.everything_ended()) == 2
