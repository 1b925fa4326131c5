"""Responses over a WebSocket, through the real proxy."""

import json
from pathlib import Path
from typing import Any

from websockets.asyncio.server import ServerConnection

from gateway.types import Effect, End
from tests.integration.proxy.socketed import heard, socketed
from tests.provider import openai_responses
from tests.socket_provider import Data, SocketProvider

URL = "wss://api.openai.com/v1/responses"


async def echo(provider: SocketProvider, link: ServerConnection, message: Data) -> None:
    """Answers as the service does, in pieces that cut every pseudonym."""
    body = json.loads(message)
    _, events = openai_responses(body, f"You said: {body['input']}")
    for event in events:
        await link.send(event.partition("data: ")[2].strip())


def create(text: str, **more: Any) -> str:
    return json.dumps({"type": "response.create", "model": "gpt-5", "input": text, **more})


async def answered(link: Any) -> tuple[str, list[dict[str, Any]]]:
    """The deltas joined, and all events up to the end of the answer."""
    events = []
    while not events or events[-1]["type"] not in ("response.completed", "error"):
        events.append(await heard(link))
    deltas = (e["delta"] for e in events if e["type"] == "response.output_text.delta")
    return "".join(deltas), events


async def test_a_prompt_is_masked_and_its_answer_restored(tmp_path: Path) -> None:
    text = "Write to Ann Lowe, NHS number 943 476 5919."
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(create(text))
            deltas, events = await answered(link)
        assert deltas == f"You said: {text}"
        assert events[-1]["response"]["output"][0]["content"][0]["text"] == deltas
        assert "Ann Lowe" not in sockets.provider.sent
        assert "943 476 5919" not in sockets.provider.sent
        opening, prompt = await sockets.everything_ended()
        assert (opening.end, prompt.end) == (End.COMPLETE, End.COMPLETE)
        assert prompt.restored == deltas
        assert "Ann Lowe" not in prompt.received
        (screened,) = sockets.requests
        assert screened.decision.effect is Effect.PSEUDONYMISE
        assert screened.interaction.prompt.dialect == "openai.responses.ws"


async def test_a_clean_prompt_leaves_byte_for_byte(tmp_path: Path) -> None:
    message = create("Summarise the bin rota.").replace(": ", " :  ")
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(message)
            assert (await answered(link))[0] == "You said: Summarise the bin rota."
        assert sockets.provider.received == [message]


async def test_a_refused_prompt_stays_here_and_the_socket_goes_on(tmp_path: Path) -> None:
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(create("Ann Lowe has epilepsy"))
            event = await heard(link)
            assert event["type"] == "error"
            assert "10.3" in event["error"]["message"]
            assert event["message"] == event["error"]["message"]
            await link.send(create("Summarise the bin rota."))
            assert (await answered(link))[0] == "You said: Summarise the bin rota."
        assert len(sockets.provider.received) == 1
        ends = [answer.end for answer in await sockets.everything_ended()]
        assert ends == [End.COMPLETE, End.REFUSED, End.COMPLETE]


async def test_history_that_came_about_on_this_socket_may_go_on(tmp_path: Path) -> None:
    async with socketed(tmp_path, SocketProvider(reply=echo)) as sockets:
        async with sockets.open(URL) as link:
            await link.send(create("About Ann Lowe"))
            await answered(link)
            await link.send(create("Go on", previous_response_id="resp_1"))
            assert (await answered(link))[0] == "You said: Go on"
            await link.send(create("Go on", previous_response_id="resp_other"))
            assert (await heard(link))["type"] == "error"
        assert len(sockets.provider.received) == 2
