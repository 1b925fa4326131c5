"""The guard: no error gets out, no empty chunk, nothing without a stamp."""

import asyncio
from typing import Any

import pytest
from mitmproxy import http
from mitmproxy.test import tflow

from addons.guard import (
    Closing,
    Gate,
    SafeStream,
    guarded,
    guarded_answer,
    guarded_message,
    tell,
)
from addons.passage import Line, Stamp, passage
from gateway.providers.generic_socket import GENERIC_SOCKET
from gateway.socket_step import Close, Message, Step
from tests.made_socket import Made


class Addon:
    """Two hooks that can go wrong."""

    deadline = 0.05

    def __init__(self, error: BaseException | None = None, *, also_fault: bool = False) -> None:
        self.error, self.also_fault, self.faults = error, also_fault, 0

    async def fault(self, flow: http.HTTPFlow) -> http.Response:
        self.faults += 1
        if self.also_fault:
            raise LookupError("canary")
        return http.Response.make(403, b"recorded")

    @guarded
    async def request(self, flow: http.HTTPFlow) -> None:
        if self.error:
            raise self.error
        await asyncio.sleep(10)

    @guarded_answer
    def responseheaders(self, flow: http.HTTPFlow) -> None:
        raise LookupError("canary")


def live() -> http.HTTPFlow:
    flow = tflow.tflow()
    flow.live = True
    return flow


async def test_an_error_in_a_hook_is_a_recorded_refusal(caplog: pytest.LogCaptureFixture) -> None:
    flow, addon = live(), Addon(LookupError("canary"))
    await addon.request(flow)
    assert flow.response
    assert flow.response.content == b"recorded"
    assert passage(flow).stamp is Stamp.REFUSED
    assert addon.faults == 1
    assert "canary" not in caplog.text


async def test_a_hook_that_hangs_is_refused() -> None:
    flow = live()
    await Addon().request(flow)
    assert flow.response
    assert flow.response.status_code == 403


async def test_when_recording_fails_too_the_refusal_is_bare() -> None:
    flow = live()
    await Addon(LookupError("canary"), also_fault=True).request(flow)
    assert flow.response
    assert flow.response.status_code == 503
    assert flow.response.headers["x-should-retry"] == "false"


def test_an_error_about_an_answer_ends_it() -> None:
    flow = live()
    Addon().responseheaders(flow)
    assert passage(flow).failed
    assert flow.error


def safe(feed: Any, failure: Any = lambda: b"failed") -> tuple[SafeStream, list[int]]:
    broke: list[int] = []
    return SafeStream(feed, failure=failure, broke=lambda: broke.append(1)), broke


def test_a_stream_passes_what_comes_and_never_an_empty_chunk() -> None:
    stream, broke = safe(lambda data: data.replace(b"x", b""))
    assert stream(b"axb") == [b"ab"]
    assert stream(b"xx") == []
    assert stream(b"") == []
    assert broke == []


def test_a_stream_that_breaks_says_so_once_and_swallows_the_rest() -> None:
    def feed(data: bytes) -> bytes:
        raise LookupError("canary")

    stream, broke = safe(feed)
    assert stream(b"a") == [b"failed"]
    assert stream(b"b") == []
    assert stream(b"") == []
    assert broke == [1]


def test_even_a_failing_failure_is_contained() -> None:
    def fail(*_: bytes) -> bytes:
        raise LookupError("canary")

    stream, broke = safe(fail, fail)
    assert stream(b"a") == []
    assert broke == [1]


async def test_endings_run_beside_and_their_failures_are_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    closing, done = Closing(), asyncio.Event()

    async def ending() -> None:
        await asyncio.sleep(0.01)
        done.set()

    async def broken() -> None:
        raise LookupError("canary")

    closing.later(ending())
    closing.later(broken())
    assert len(closing) > 0
    await closing.settle()
    assert done.is_set()
    assert len(closing) == 0
    assert "LookupError" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize("stamp", [Stamp.NONE, Stamp.REFUSED])
def test_a_request_without_a_stamp_does_not_leave(stamp: Stamp) -> None:
    flow = live()
    passage(flow).stamp = stamp
    Gate().request(flow)
    assert flow.response
    assert flow.response.status_code == 503


@pytest.mark.parametrize("stamp", [Stamp.PASS, Stamp.FORWARD])
def test_a_request_with_a_stamp_leaves(stamp: Stamp) -> None:
    flow = live()
    passage(flow).stamp = stamp
    Gate().request(flow)
    assert flow.response is None


def test_only_what_passes_may_stream() -> None:
    for stamp, allowed in ((Stamp.NONE, False), (Stamp.FORWARD, False), (Stamp.PASS, True)):
        flow = live()
        passage(flow).stamp = stamp
        flow.request.stream = True
        Gate().requestheaders(flow)
        assert flow.request.stream is allowed


def test_a_tunnel_without_a_stamp_is_refused() -> None:
    flow = live()
    Gate().http_connect(flow)
    assert flow.response
    passed = live()
    passage(passed).stamp = Stamp.PASS
    Gate().http_connect(passed)
    assert passed.response is None


def test_an_answer_that_bypasses_its_exchange_is_ended() -> None:
    flow = live()
    flow.response = http.Response.make(200, b"")
    passage(flow).stamp = Stamp.FORWARD
    Gate().responseheaders(flow)
    assert flow.error
    assert passage(flow).failed


def test_an_error_is_told_by_kind_and_place_alone(caplog: pytest.LogCaptureFixture) -> None:
    try:
        {}["canary"]
    except KeyError as error:
        tell("request", error)
    tell("request", ValueError("canary"))
    assert "KeyError at test_guard.py:" in caplog.text
    assert "ValueError at ?" in caplog.text
    assert "canary" not in caplog.text


class Talking:
    """A hook about a message that can go wrong."""

    deadline = 0.05

    def __init__(self, error: BaseException | None = None, *, also_failed: bool = False) -> None:
        self.error, self.also_failed = error, also_failed

    async def failed(self, flow: http.HTTPFlow, line: Line) -> None:
        line.step = Step(close=Close(code=1011, reason="told"))
        if self.also_failed:
            raise LookupError("canary")

    @guarded_message
    async def websocket_message(self, flow: http.HTTPFlow, line: Line) -> None:
        line.step = Step(to_provider=[Message(data=b"unchecked", text=True)])
        if self.error:
            raise self.error
        await asyncio.sleep(10)


def talking() -> tuple[http.HTTPFlow, Line]:
    flow = live()
    line = Line(socket=Made(GENERIC_SOCKET).socket, limit=1000)
    passage(flow).line = line
    return flow, line


@pytest.mark.parametrize("error", [LookupError("canary"), None], ids=["error", "hangs"])
async def test_a_message_on_which_a_hook_fails_only_closes(
    error: BaseException | None, caplog: pytest.LogCaptureFixture
) -> None:
    flow, line = talking()
    await Talking(error).websocket_message(flow)
    assert line.step
    assert line.step.to_provider == []
    assert line.step.close
    assert passage(flow).failed
    assert "canary" not in caplog.text


async def test_when_telling_fails_too_there_is_no_step_at_all() -> None:
    flow, line = talking()
    await Talking(LookupError("canary"), also_failed=True).websocket_message(flow)
    assert line.step is None
    assert passage(flow).failed


async def test_a_message_of_a_socket_nobody_allowed_has_no_step() -> None:
    await Talking().websocket_message(live())


def test_a_change_of_protocol_needs_a_stamp_and_a_line() -> None:
    for stamp, line in ((Stamp.FORWARD, None), (Stamp.PASS, talking()[1])):
        flow = live()
        flow.response = http.Response.make(101)
        passage(flow).stamp, passage(flow).line = stamp, line
        Gate().responseheaders(flow)
        assert flow.error
    flow, line = talking()
    flow.response = http.Response.make(101)
    passage(flow).stamp = Stamp.FORWARD
    Gate().responseheaders(flow)
    assert not flow.error
