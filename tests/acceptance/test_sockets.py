"""The vendors' own SDKs over a WebSocket: they notice nothing but the policy."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from operator import itemgetter

import openai
import pytest
from google import genai

from tests.acceptance.records import rows
from tests.acceptance.sdks import MODEL, through
from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.served import Served

type Ask = Callable[[str], Awaitable[str]]


async def openai_responses(text: str) -> str:
    async with openai.AsyncOpenAI(api_key="k").responses.connect() as link:
        await link.response.create(model=MODEL, input=text)
        said = ""
        async for event in link:
            if event.type == "response.output_text.delta":
                said += event.delta
            if event.type == "response.completed":
                assert event.response.output[0].content[0].text == said  # type: ignore[union-attr]
                return said
            if event.type == "error":
                return event.error.message  # type: ignore[union-attr]
    return ""


async def openai_realtime(text: str) -> str:
    async with openai.AsyncOpenAI(api_key="k").realtime.connect(model=MODEL) as link:
        await link.session.update(session={"type": "realtime", "output_modalities": ["text"]})
        part = {"type": "input_text", "text": text}
        item = {"type": "message", "role": "user", "content": [part]}
        await link.conversation.item.create(item=item)  # type: ignore[arg-type]
        said = ""
        async for event in link:
            if event.type == "response.output_text.delta":
                said += event.delta
            if event.type == "response.done":
                return said
            if event.type == "error":
                return event.error.message
    return ""


async def gemini_live(text: str) -> str:
    client = genai.Client(api_key="k")
    config = {"response_modalities": ["TEXT"]}
    async with client.aio.live.connect(model="gemini-live", config=config) as session:  # type: ignore[arg-type]
        turn = genai.types.Content(role="user", parts=[genai.types.Part(text=text)])
        await session.send_client_content(turns=turn, turn_complete=True)
        return "".join([message.text or "" async for message in session.receive()])


SDKS = {
    "openai-responses": openai_responses,
    "openai-realtime": openai_realtime,
    "gemini-live": gemini_live,
}


def ask(sdk: str, text: str) -> str:
    async def within() -> str:
        return await asyncio.wait_for(SDKS[sdk](text), 30)

    return asyncio.run(within())


@pytest.mark.parametrize("sdk", SDKS)
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_the_answer_is_what_a_direct_call_would_give(served: Served, sdk: str, text: str) -> None:
    with through(served):
        assert ask(sdk, text) == f"You said: {text}"
    assert [value for value in VALUES if value in served.provider.sent] == []


@pytest.mark.parametrize("sdk", SDKS)
def test_a_refusal_is_readable_and_nothing_of_it_left(served: Served, sdk: str) -> None:
    with through(served):
        told = ask(sdk, SPECIAL)
    assert "clause 10.3" in told
    assert "ai.governance@calderwick.example" in told
    assert b"Margaret" not in served.provider.sent
    assert b"epilepsy" not in served.provider.sent


def test_the_socket_and_each_of_its_prompts_is_a_record_with_one_ending(served: Served) -> None:
    before = {row["id"] for row in rows(served).interactions}
    with through(served):
        ask("openai-responses", PERSONAL)
    until = time.monotonic() + 10
    while True:
        found = rows(served)
        new = sorted((r for r in found.interactions if r["id"] not in before), key=itemgetter("id"))
        endings = [found.ending(row["id"]) for row in new]
        if all(endings) or time.monotonic() > until:
            break
        time.sleep(0.1)
    assert [row["method"] for row in new] == ["GET", "WEBSOCKET"]
    assert [[end["outcome"] for end in ended] for ended in endings] == [["complete"], ["complete"]]


def test_the_log_holds_nothing_that_was_said(served: Served) -> None:
    with through(served):
        ask("openai-realtime", PERSONAL)
        ask("gemini-live", SPECIAL)
    log = served.log.read_text(encoding="utf-8")
    assert "Margaret" not in log
    assert "943 476 5919" not in log
