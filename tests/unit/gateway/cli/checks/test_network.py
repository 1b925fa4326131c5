"""Hosts of tools, and the gateway's own word."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gateway.cli.checks.line import State
from gateway.cli.checks.network import Target, check_health, check_hosts, targets
from gateway.settings.gateway_file import Egress, GatewayFile, Listen
from gateway.types import Approval
from tests import make
from tests.ports import refusing


@contextmanager
def answering(status: int, body: object) -> Iterator[str]:
    """A server that gives that answer to everything; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/healthz" else status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_only_hosts_of_tools_in_use_are_wanted_through_their_egress() -> None:
    gateway = GatewayFile(egress=(Egress(host="b.test", address="10.0.0.4:8443"),))
    tools = (
        make.tool(id="a", hosts=("a.test", "*.wild.test", "practice.genai-gateway.test")),
        make.tool(id="b", hosts=("b.test", "a.test"), approval=Approval.LIMITED),
        make.tool(id="c", hosts=("c.test",), approval=Approval.PAUSED),
    )
    assert targets(gateway, tools) == (
        Target(name="a.test", host="a.test", port=443),
        Target(name="b.test", host="10.0.0.4", port=8443),
    )


def test_a_host_that_answers_is_well_and_one_that_does_not_is_a_warning() -> None:
    with answering(200, {}) as address, refusing() as nobody:
        gateway = GatewayFile(
            egress=(
                Egress(host="up.test", address=address),
                Egress(host="down.test", address=nobody),
            )
        )
        lines = list(check_hosts(gateway, [make.tool(hosts=("up.test", "down.test"))]))
    assert [line.state for line in lines] == [State.OK, State.WARN]
    assert "cannot be reached" in lines[1].said


def test_behind_an_upstream_proxy_that_proxy_is_what_must_answer() -> None:
    with answering(200, {}) as address:
        listen = Listen(modes=(f"upstream:http://{address}",))
        (line,) = check_hosts(GatewayFile(listen=listen), [make.tool(hosts=("never.test",))])
    assert line.state is State.OK
    assert address in line.said


def test_without_outside_hosts_there_is_nothing_to_reach() -> None:
    (line,) = check_hosts(GatewayFile(), [make.tool(hosts=("practice.genai-gateway.test",))])
    assert line.state is State.OK


def test_a_ready_gateway_is_well() -> None:
    said = {"status": "ready", "warnings": [], "checks": {"scanner": "ok"}}
    with answering(200, said) as address:
        (line,) = check_health(address)
    assert (line.state, line.said) == (State.OK, "ready: scanner ok")


def test_its_warnings_are_warnings() -> None:
    said = {"status": "warn", "warnings": ["warn: policy.yaml:3: odd"], "checks": {}}
    with answering(200, said) as address:
        (line,) = check_health(address)
    assert (line.state, line.said) == (State.WARN, "policy.yaml:3: odd")


@pytest.mark.parametrize(
    ("warning", "do"),
    [
        ("bytes of disposed records are still in the database's files", "retention run"),
        ("the clock was set back by 1:00:00 while the gateway ran", "Set the clock right"),
        ("records are dated in the future, up to 2031-05-01 00:00 UTC", "Set the clock right"),
        ("no whole retention run since 2031-05-01 00:00 UTC", "retention run"),
        ("policy.yaml:3: odd", "needs your decision"),
    ],
)
def test_a_warning_says_what_helps(warning: str, do: str) -> None:
    with answering(200, {"status": "warn", "warnings": [f"warn: {warning}"]}) as address:
        (line,) = check_health(address)
    assert do in line.do


def test_a_gateway_that_is_not_ready_fails() -> None:
    said = {"status": "not ready", "warnings": [], "checks": {"scanner": "no worker alive"}}
    with answering(503, said) as address:
        (line,) = check_health(address)
    assert line.state is State.FAIL
    assert "no worker alive" in line.said


def test_something_else_on_that_port_fails() -> None:
    with answering(200, ["hello"]) as address:
        (line,) = check_health(address)
    assert line.state is State.FAIL


async def test_nobody_there_fails_with_how_to_start() -> None:
    with refusing() as nobody:
        (line,) = await asyncio.to_thread(lambda: list(check_health(nobody)))
    assert line.state is State.FAIL
    assert "genai-gateway run" in line.do
