"""The official MCP client and server, with the gateway between them: every transport and version."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from mcp import Client
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp.types import CreateMessageRequestParams, CreateMessageResult, TextContent

from tests.acceptance.sdks import through
from tests.elsewhere import tools
from tests.elsewhere.services import SSE
from tests.served import Served

NAME = "Margaret Okonkwo"
VALUES = (b"Margaret", b"Okonkwo", b"margaret.okonkwo@example.com")
SPECIAL = "Margaret Okonkwo was diagnosed with epilepsy last week."

Connect = Callable[..., AbstractAsyncContextManager[Client]]


def by_http(mode: str) -> Connect:
    @asynccontextmanager
    async def connected(**more: Any) -> AsyncIterator[Client]:
        transport = streamable_http_client(f"https://{tools.HOST}/mcp")
        async with Client(transport, mode=mode, **more) as client:
            yield client

    return connected


@asynccontextmanager
async def by_sse(**more: Any) -> AsyncIterator[Client]:
    async with Client(sse_client(f"https://{SSE}/sse"), mode="legacy", **more) as client:
        yield client


TRANSPORTS: dict[str, Connect] = {
    "2026-without-sessions": by_http("auto"),
    "2025-with-sessions": by_http("legacy"),
    "2024-over-two-connections": by_sse,
}
EACH = pytest.mark.parametrize("connect", TRANSPORTS.values(), ids=TRANSPORTS)


def texts(result: Any) -> list[str]:
    return [part.text for part in result.content if isinstance(part, TextContent)]


def calls(elsewhere: Served) -> list[dict[str, Any]]:
    """The JSON-RPC messages that the server received."""
    return [json.loads(one.body) for one in elsewhere.provider.received if one.body]


def unseen(elsewhere: Served) -> None:
    assert [value for value in VALUES if value in elsewhere.provider.sent] == []


@EACH
async def test_arguments_are_masked_and_results_restored(
    elsewhere: Served, connect: Connect
) -> None:
    details = {"id": NAME, "notes": ["margaret.okonkwo@example.com", "rent 512"]}
    with through(elsewhere):
        async with connect() as client:
            result = await client.call_tool("look_up", {"who": NAME, "details": details})
    assert texts(result) == [f"{NAME} has {details}"]
    (call,) = [one for one in calls(elsewhere) if one["method"] == "tools/call"]
    sent = call["params"]["arguments"]
    assert sent["who"].startswith("Person")
    assert sent["details"] == {
        "id": sent["who"],
        "notes": [sent["details"]["notes"][0], "rent 512"],
    }
    unseen(elsewhere)


@EACH
async def test_structured_content_says_the_same_as_its_text(
    elsewhere: Served, connect: Connect
) -> None:
    with through(elsewhere):
        async with connect() as client:
            result = await client.call_tool("structured", {"who": 'Margaret "Meg" Okonkwo'})
    assert json.loads(texts(result)[0]) == result.structured_content
    assert result.structured_content is not None
    assert "Margaret" in result.structured_content["id"]
    unseen(elsewhere)


@pytest.mark.parametrize("name", ["2025-with-sessions", "2024-over-two-connections"])
async def test_the_servers_own_questions_and_notices_are_restored_and_answers_masked(
    elsewhere: Served, name: str
) -> None:
    asked: list[str] = []
    told: list[str | None] = []

    async def model(_: Any, params: CreateMessageRequestParams) -> CreateMessageResult:
        content = params.messages[0].content
        assert isinstance(content, TextContent)
        asked.append(content.text)
        said = TextContent(type="text", text=f"{NAME} is a tenant")
        return CreateMessageResult(role="assistant", content=said, model="m")

    async def progress(_: float, __: float | None, message: str | None) -> None:
        told.append(message)

    with through(elsewhere):
        async with TRANSPORTS[name](sampling_callback=model) as client:
            result = await client.call_tool("ask_model", {"who": NAME}, progress_callback=progress)
    assert asked == [NAME]
    assert told == [f"asking about {NAME}"]
    assert texts(result) == [f"the model says {NAME} is a tenant"]
    unseen(elsewhere)


@EACH
async def test_a_prompt_is_masked_and_comes_back(elsewhere: Served, connect: Connect) -> None:
    with through(elsewhere):
        async with connect() as client:
            result = await client.get_prompt("write_to", {"who": NAME})
    (message,) = result.messages
    assert isinstance(message.content, TextContent)
    assert message.content.text == f"Write to {NAME}."
    unseen(elsewhere)


@EACH
async def test_what_names_nobody_passes_as_it_is(elsewhere: Served, connect: Connect) -> None:
    with through(elsewhere):
        async with connect() as client:
            listed = await client.list_tools()
            result = await client.call_tool("look_up", {"who": "bins", "details": {"on": "Monday"}})
    assert [tool.name for tool in listed.tools] == ["look_up", "structured", "ask_model"]
    assert texts(result) == ["bins has {'on': 'Monday'}"]
    (call,) = [one for one in calls(elsewhere) if one["method"] == "tools/call"]
    assert call["params"]["arguments"] == {"who": "bins", "details": {"on": "Monday"}}


@pytest.mark.parametrize("name", ["2026-without-sessions", "2025-with-sessions"])
async def test_a_refused_call_is_a_result_that_the_model_can_read(
    elsewhere: Served, name: str
) -> None:
    with through(elsewhere):
        async with TRANSPORTS[name]() as client:
            result = await client.call_tool("look_up", {"who": SPECIAL, "details": {}})
            again = await client.call_tool("look_up", {"who": "bins", "details": {}})
    assert result.is_error
    assert "clause 10.3" in texts(result)[0]
    assert texts(again) == ["bins has {}"]
    assert b"epilepsy" not in elsewhere.provider.sent


@pytest.mark.parametrize("name", ["2026-without-sessions", "2025-with-sessions"])
async def test_another_request_that_is_refused_is_an_error_with_the_reason(
    elsewhere: Served, name: str
) -> None:
    with through(elsewhere):
        async with TRANSPORTS[name]() as client:
            with pytest.raises(MCPError, match=r"clause 10\.3"):
                await client.get_prompt("write_to", {"who": SPECIAL})
            with pytest.raises(MCPError, match="cannot change it"):
                await client.read_resource("file://letters/margaret.okonkwo@example.com")
    unseen(elsewhere)
