"""Routes: which host goes elsewhere, and that its name stays its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mitmproxy import connection
from mitmproxy.proxy.server_hooks import ServerConnectionHookData
from mitmproxy.test import tflow

from addons.egress import Egress, Route, Routes
from addons.engine import practice_route
from gateway.settings.gateway_file import GatewayFile, Paths
from gateway.types import Tool
from tests.make import tool

PRACTICE = Route(address=("127.0.0.1", 7))


PATHS = Paths(config=Path("conf"), state=Path("var"))


@dataclass
class Configured:
    """The part of a configuration that routes are read from."""

    gateway: GatewayFile
    paths: Paths = PATHS
    tools: tuple[Tool, ...] = ()


class Holder:
    """The part of a runtime that routes look at."""

    def __init__(self, *rows: dict[str, str]) -> None:
        self.configuration: Any = Configured(GatewayFile.model_validate({"egress": rows}))


ROWS = (
    {"host": "API.OpenAI.com", "address": "10.0.0.4:8443", "ca_file": "ca.pem"},
    {"host": "*.azure.example", "address": "[::1]:9"},
)


@pytest.mark.parametrize("host", ["api.openai.com", "API.OPENAI.COM", "api.openai.com."])
def test_a_host_has_its_route_however_it_is_written(host: str) -> None:
    expected = Route(address=("10.0.0.4", 8443), ca=Path("conf/ca.pem"))
    assert Routes(Holder(*ROWS)).find(host) == expected


def test_a_wildcard_stands_for_one_label() -> None:
    routes = Routes(Holder(*ROWS))
    assert routes.find("a.azure.example") == Route(address=("::1", 9))
    assert routes.find("azure.example") is None
    assert routes.find("b.a.azure.example") is None


def test_the_practice_tool_has_a_route_when_it_runs() -> None:
    for host in ("practice.genai-gateway.test", "other.practice.genai-gateway.test"):
        assert Routes(Holder(), PRACTICE).find(host) is PRACTICE
        assert Routes(Holder()).find(host) is None
    late = Routes(Holder())
    assert late.find("practice.genai-gateway.test") is None
    late.practise(PRACTICE)
    assert late.find("practice.genai-gateway.test") is PRACTICE
    assert practice_route(None, None) is None
    assert practice_route("127.0.0.1:7", None) == PRACTICE


def test_a_reload_changes_the_routes() -> None:
    holder = Holder()
    routes = Routes(holder)
    assert routes.find("api.openai.com") is None
    holder.configuration = Holder(*ROWS).configuration
    assert routes.find("api.openai.com") is not None


async def dialled(egress: Egress, server: connection.Server) -> Any:
    data = ServerConnectionHookData(client=tflow.tclient_conn(), server=server)
    await egress.server_connect(data)
    address = server.address
    server.state = connection.ConnectionState.OPEN
    egress.server_connected(data)
    return address


async def test_the_name_is_only_lent_while_dialling() -> None:
    server = connection.Server(address=("api.openai.com", 443))
    assert await dialled(Egress(Routes(Holder(*ROWS))), server) == ("10.0.0.4", 8443)
    assert server.address == ("api.openai.com", 443)


async def test_behind_an_address_the_name_in_tls_counts() -> None:
    server = connection.Server(address=("192.0.2.1", 443), sni="api.openai.com")
    assert await dialled(Egress(Routes(Holder(*ROWS))), server) == ("10.0.0.4", 8443)


async def test_other_hosts_are_dialled_as_they_are() -> None:
    server = connection.Server(address=("www.council.example", 443))
    assert await dialled(Egress(Routes(Holder(*ROWS))), server) == ("www.council.example", 443)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "::1",
        "0.0.0.0",
        "169.254.169.254",
        "::ffff:127.0.0.1",
        "127.9.9.9",
    ],
)
async def test_nobody_reaches_this_machine_itself_through_the_proxy(host: str) -> None:
    server = connection.Server(address=(host, 9464))
    await dialled(Egress(Routes(Holder(*ROWS))), server)
    assert server.error


async def test_a_host_that_the_register_names_may_be_on_this_machine() -> None:
    holder = Holder()
    holder.configuration.tools += (tool(hosts=("localhost",)),)
    server = connection.Server(address=("localhost", 11434))
    await dialled(Egress(Routes(holder)), server)
    assert server.error is None


def test_another_proxy_is_left_out_only_for_hosts_with_a_route() -> None:
    for host, by_proxy in (("api.openai.com", False), ("www.council.example", True)):
        flow = tflow.tflow()
        flow.request.host = host
        flow.server_conn = connection.Server(address=None, via=("http", ("proxy.example", 3128)))
        Egress(Routes(Holder(*ROWS))).request(flow)
        assert bool(flow.server_conn.via) is by_proxy
