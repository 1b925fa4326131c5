"""Both servers, together: what they answer and what they leave behind."""

import asyncio
import signal
import ssl
from pathlib import Path

import httpx2
import pytest

from gateway.errors import ConfigError
from gateway.portal.serve import serve

from .running import runtime, serving, trusting


async def test_metrics_and_practice_tool_answer_on_their_own_addresses(tmp_path: Path) -> None:
    async with serving(runtime(tmp_path)) as servers, trusting(servers) as client:
        metrics = await client.get(f"http://{servers.metrics_address}/metrics")
        models = await client.get(f"https://{servers.practice_address}/v1/models")
    assert metrics.text.startswith("# HELP genai_gateway_")
    assert models.json()["data"][0]["id"] == "practice"
    assert servers.practice_address is not None
    assert servers.practice_address.startswith("127.0.0.1:")


async def test_the_practice_tool_can_be_switched_off(tmp_path: Path) -> None:
    async with serving(runtime(tmp_path, practice=False)) as servers:
        assert servers.practice_address is None
        assert servers.practice_ca is None
    assert list(tmp_path.iterdir()) == []


async def test_no_private_key_lies_about_while_it_serves_and_nothing_afterwards(
    tmp_path: Path,
) -> None:
    async with serving(runtime(tmp_path)) as servers:
        assert servers.practice_ca is not None
        folder = servers.practice_ca.parent
        texts = [file.read_text() for file in folder.iterdir()]
        assert [text for text in texts if "PRIVATE" in text] == []
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


async def test_two_gateways_with_one_state_folder_do_not_disturb_each_other(tmp_path: Path) -> None:
    async with serving(runtime(tmp_path)) as one, serving(runtime(tmp_path)) as other:
        for servers in (one, other):
            async with trusting(servers) as client:
                answer = await client.get(f"https://{servers.practice_address}/v1/models")
            assert answer.status_code == 200


async def test_its_certificate_is_trusted_by_nobody_else(tmp_path: Path) -> None:
    async with serving(runtime(tmp_path)) as servers:
        stranger = httpx2.AsyncClient(verify=ssl.create_default_context(), trust_env=False)
        async with stranger:
            with pytest.raises(httpx2.ConnectError, match="certificate"):
                await stranger.get(f"https://{servers.practice_address}/")


async def test_a_taken_metrics_address_is_a_problem_of_the_configuration(tmp_path: Path) -> None:
    async with serving(runtime(tmp_path, practice=False)) as servers:
        with pytest.raises(ConfigError, match=r"listen address: .* cannot listen there"):
            await serve(runtime(tmp_path), metrics=servers.metrics_address)


async def test_after_closing_the_port_is_free_again(tmp_path: Path) -> None:
    async with serving(runtime(tmp_path)) as first:
        address = first.metrics_address
    second = await serve(runtime(tmp_path), metrics=address)
    await second.close()
    assert second.metrics_address == address


async def test_signals_stay_with_the_proxy(tmp_path: Path) -> None:
    before = {s: signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)}
    async with serving(runtime(tmp_path)):
        await asyncio.sleep(0)
        assert {s: signal.getsignal(s) for s in before} == before
