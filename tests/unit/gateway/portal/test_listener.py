"""The small web server: where it listens, and that it is quiet."""

import logging

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gateway.errors import ConfigError
from gateway.portal.listener import listen, split


async def broken(_: Request) -> Response:
    raise RuntimeError("canary in the message")


async def fine(_: Request) -> Response:
    return PlainTextResponse("fine")


APP = Starlette(routes=[Route("/broken", broken), Route("/fine", fine)])


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1:9464", ("127.0.0.1", 9464)), ("[::1]:80", ("::1", 80)), ("host:0", ("host", 0))],
)
def test_an_address_is_host_and_port(address: str, expected: tuple[str, int]) -> None:
    assert split(address) == expected


@pytest.mark.parametrize(
    "address",
    ["", "9464", ":9464", "host:", "host:http", "h:65536", 'a";x:1', "::1:80", "h:\u0661"],
)
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="should be HOST:PORT"):
        split(address)


@pytest.mark.parametrize("address", ["127.0.0.1:0", "[::1]:0"])
async def test_port_zero_becomes_the_real_port(address: str) -> None:
    listener = await listen(APP, address)
    try:
        async with httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"http://{listener.address}/fine")
    finally:
        await listener.close()
    assert answer.text == "fine"
    assert not listener.address.endswith(":0")


async def test_an_address_of_another_machine_is_a_problem_with_its_name() -> None:
    with pytest.raises(ConfigError, match=r"192\.0\.2\.1:9464: cannot listen there"):
        await listen(APP, "192.0.2.1:9464")


async def test_a_failing_page_is_a_bare_500_and_no_log_line_quotes_it(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    listener = await listen(APP, "127.0.0.1:0")
    try:
        with caplog.at_level(logging.DEBUG):
            async with httpx2.AsyncClient(trust_env=False) as client:
                answer = await client.get(f"http://{listener.address}/broken?canary=1")
    finally:
        await listener.close()
    assert answer.status_code == 500
    printed = "".join(capfd.readouterr())
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("uvicorn")]
    assert "canary" not in answer.text + printed + "".join(ours)


async def test_it_does_not_say_what_it_is_made_with() -> None:
    listener = await listen(APP, "127.0.0.1:0")
    try:
        async with httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"http://{listener.address}/fine")
    finally:
        await listener.close()
    assert "server" not in answer.headers
