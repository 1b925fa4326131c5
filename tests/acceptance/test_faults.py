"""Clause 9.2 under fire: whatever breaks, every prompt that left has exactly one closed record."""

import asyncio
import json
import signal
import ssl
import time
from pathlib import Path

import httpx
import pytest

from tests.acceptance.records import rows
from tests.provider import Running
from tests.served import HOSTS, OPENAI, Served, configure, serving, start

CHAT = f"https://{OPENAI}/v1/chat/completions"


def body(text: str, *, stream: bool = False) -> dict[str, object]:
    return {"model": "m", "stream": stream, "messages": [{"role": "user", "content": text}]}


async def hammer(served: Served, workers: int, until: float) -> None:
    """Requests one after another on several connections, until the time or the gateway is up."""
    context = ssl.create_default_context(cafile=served.ca)

    async def one(worker: int) -> None:
        proxy = served.proxy()
        async with httpx.AsyncClient(proxy=proxy, verify=context, timeout=5) as client:
            number = 0
            while time.monotonic() < until:
                number += 1
                try:
                    await client.post(CHAT, json=body(f"Rota {worker}-{number}"))
                except httpx.HTTPError:
                    return

    await asyncio.gather(*(one(n) for n in range(workers)))


@pytest.mark.parametrize("after", [25, *(pytest.param(n, marks=pytest.mark.slow) for n in (3, 80))])
async def test_killed_under_load_every_prompt_that_left_is_on_record(
    tmp_path: Path, after: int
) -> None:
    with Running(*HOSTS) as provider:
        configure(tmp_path, provider)
        served = start(tmp_path, provider)
        load = asyncio.create_task(hammer(served, 6, time.monotonic() + 60))
        while len(provider.received) < after:
            await asyncio.sleep(0.01)
        served.stop(signal.SIGKILL)
        await load
        left = len(provider.received)
        assert left >= after
        again = start(tmp_path, provider)
        try:
            wait_until_closed(again)
            found = rows(again)
        finally:
            again.stop()
        assert len(found.interactions) >= left
        assert all(len(found.ending(row["id"])) == 1 for row in found.interactions)


def wait_until_closed(served: Served) -> None:
    """Until the gateway that started again has closed what the dead one left open."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        found = rows(served)
        if len(found.endings) == len(found.interactions):
            return
        time.sleep(0.1)


@pytest.fixture(scope="module")
def breaking(tmp_path_factory: pytest.TempPathFactory):  # noqa: ANN201
    with serving(Path(tmp_path_factory.mktemp("breaking"))) as served:
        yield served


def wait_for_ending(served: Served, count: int) -> list[dict[str, object]]:
    """The endings, once there are so many; records close a moment after the connection."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        found = rows(served)
        if len(found.endings) >= count:
            break
        time.sleep(0.1)
    assert len(found.endings) == len(found.interactions) == count
    return sorted(found.endings, key=lambda row: str(row["interaction_id"]))


def test_client_leaves_and_upstream_breaks_each_close_one_record(breaking: Served) -> None:
    provider = breaking.provider
    provider.reply = lambda _: "word " * 200
    provider.delay = 0.02
    with (
        breaking.client() as client,
        client.stream("POST", CHAT, json=body("Rota", stream=True)) as reply,
    ):
        next(reply.iter_raw())
    assert wait_for_ending(breaking, 1)[-1]["outcome"] == "client_aborted"

    provider.delay, provider.cut_after = 0.0, 5
    with breaking.client() as client, pytest.raises(httpx.HTTPError):
        client.post(CHAT, json=body("Rota", stream=True)).read()
    assert wait_for_ending(breaking, 2)[-1]["outcome"] == "provider_error"

    provider.cut_after, provider.reply = None, lambda text: text
    assert breaking.chat("Rota").status_code == 200
    assert wait_for_ending(breaking, 3)[-1]["outcome"] == "complete"


def test_a_provider_that_cannot_be_reached_closes_the_record(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        gateway = served.config / "gateway.yaml"
        text = gateway.read_text(encoding="utf-8")
        gateway.write_text(text.replace(str(served.provider.port), "9"), encoding="utf-8")
        time.sleep(2)
        assert served.chat("Rota").status_code == 502
        (ending,) = wait_for_ending(served, 1)
        assert ending["outcome"] == "provider_error"


def test_a_stopped_gateway_lets_running_answers_finish(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        served.provider.reply = lambda _: "word " * 60
        served.provider.delay = 0.02
        with served.client() as client:
            with client.stream("POST", CHAT, json=body("Rota", stream=True)) as reply:
                lines = reply.iter_lines()
                next(lines)
                served.process.send_signal(signal.SIGTERM)
                rest = list(lines)
            assert rest[-2:] == ["data: [DONE]", ""] or "data: [DONE]" in rest
        assert served.process.wait(30) == 0


def test_large_bodies_get_413_and_nothing_leaves(breaking: Served) -> None:
    before = len(breaking.provider.received)
    with breaking.client() as client:
        reply = client.post(CHAT, json=body("x" * 21_000_000))
    assert reply.status_code == 413
    assert len(breaking.provider.received) == before


def test_a_gzip_bomb_is_refused(breaking: Served) -> None:
    import gzip

    before = len(breaking.provider.received)
    bomb = gzip.compress(b'{"a":"' + b"0" * 80_000_000 + b'"}')
    with breaking.client() as client:
        headers = {"content-encoding": "gzip", "content-type": "application/json"}
        reply = client.post(CHAT, content=bomb, headers=headers)
    assert reply.status_code in (403, 413)
    assert len(breaking.provider.received) == before


def test_a_compressed_prompt_is_read_and_masked(breaking: Served) -> None:
    import gzip

    breaking.provider.received.clear()
    raw = json.dumps(body("Write to Margaret Okonkwo")).encode()
    with breaking.client() as client:
        headers = {"content-encoding": "gzip", "content-type": "application/json"}
        reply = client.post(CHAT, content=gzip.compress(raw), headers=headers)
    assert reply.status_code == 200
    (got,) = breaking.provider.received
    assert b"Okonkwo" not in got.body
    assert b"Person" in got.body
