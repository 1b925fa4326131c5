"""Every dialect over a real socket: clean, masked and restored, refused; what it is read from."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection

from gateway.types import Effect, End
from tests.golden.providers.cases import HOMES
from tests.integration.proxy.socketed import Sockets, heard, socketed, until
from tests.provider import pieces
from tests.served import tool as row
from tests.socket_provider import Data, SocketProvider

PERSONAL = "Write to Ann Lowe, NHS number 943 476 5919, and thank Ann Lowe."
CLEAN = "Summarise the bin rota."
SPECIAL = "Ann Lowe has epilepsy"
HOSTS = ("copilot.microsoft.com", "substrate.office.com", "grok.com", "ws.chatgpt.com")
TOOLS = {host: row(host.partition(".")[0], host) for host in HOSTS}
MARK = "\x1e"

type Ask = Callable[[str], Data]
type Told = Callable[[list[Any]], str]
type Answers = Callable[[str], Sequence[Data]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How one service talks: what a client sends, what comes back, and what is shown of it."""

    name: str
    ask: Ask
    asked: Callable[[Data], str | None]  # the prompt in what the provider received
    answers: Answers
    shown: Told
    over: Callable[[Any], bool]  # whether this record ends the answer
    first: tuple[Data, ...] = ()
    refusal: Callable[[list[Any]], str] | None = None
    closes: bool = False
    mark: str = ""
    host: str = field(init=False, default="")

    @property
    def url(self) -> str:
        host, target, _ = HOMES[self.name]
        return f"wss://{host}{target}"


def text_of(records: list[Any], *path: str) -> str:
    def at(value: Any) -> str:
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        return value if isinstance(value, str) else ""

    return "".join(map(at, records))


# --- OpenAI Realtime ------------------------------------------------------------------------------


def realtime_ask(text: str) -> str:
    content = [{"type": "input_text", "text": text}]
    item = {"type": "message", "role": "user", "content": content}
    return json.dumps({"type": "conversation.item.create", "event_id": "evt_1", "item": item})


def realtime_asked(message: Data) -> str | None:
    event = json.loads(message)
    return event["item"]["content"][0]["text"] if "item" in event else None


def realtime_answers(text: str) -> list[str]:
    at = {"item_id": "item_1", "output_index": 0, "content_index": 0, "response_id": "resp_1"}
    part = {"type": "output_text", "text": text}
    item = {"id": "item_1", "type": "message", "role": "assistant", "content": [part]}
    events: list[dict[str, Any]] = [
        {"type": "response.output_text.delta", **at, "delta": piece} for piece in pieces(text)
    ]
    events += [{"type": "response.output_text.done", **at, "text": text}]
    events += [{"type": "response.done", "response": {"output": [item], "status": "completed"}}]
    return [json.dumps(event) for event in events]


REALTIME = Spoken(
    name="openai.realtime",
    ask=realtime_ask,
    asked=realtime_asked,
    answers=realtime_answers,
    shown=lambda records: text_of(records, "delta"),
    over=lambda record: record["type"] in ("response.done", "error"),
    refusal=lambda records: text_of(records, "error", "message"),
)

# --- Gemini Live ----------------------------------------------------------------------------------


def live_ask(text: str) -> str:
    turn = {"role": "user", "parts": [{"text": text}]}
    return json.dumps({"clientContent": {"turns": [turn], "turnComplete": True}})


def live_asked(message: Data) -> str | None:
    sent = json.loads(message)
    return (
        sent["clientContent"]["turns"][0]["parts"][0]["text"] if "clientContent" in sent else None
    )


def live_answers(text: str) -> list[bytes]:
    """In binary messages, as the service does it."""
    turns = [{"modelTurn": {"role": "model", "parts": [{"text": p}]}} for p in pieces(text)]
    ends = [{"generationComplete": True}, {"turnComplete": True}]
    return [json.dumps({"serverContent": content}).encode() for content in (*turns, *ends)]


def live_shown(records: list[Any]) -> str:
    turns = (record.get("serverContent", {}).get("modelTurn") for record in records)
    return "".join(turn["parts"][0]["text"] for turn in turns if turn)


LIVE = Spoken(
    name="gemini.live",
    first=(json.dumps({"setup": {"model": "models/gemini-live"}}).encode(),),
    ask=lambda text: live_ask(text).encode(),
    asked=live_asked,
    answers=live_answers,
    shown=live_shown,
    over=lambda record: record.get("serverContent", {}).get("turnComplete", False),
)

# --- Microsoft Copilot ----------------------------------------------------------------------------

OPTIONS = json.dumps({"event": "setOptions", "supportedFeatures": ["partial-generated-images"]})


def copilot_ask(text: str) -> str:
    content = [{"type": "text", "text": text}]
    return json.dumps({"event": "send", "content": content, "mode": "chat"})


def copilot_asked(message: Data) -> str | None:
    sent = json.loads(message)
    return sent["content"][0]["text"] if sent["event"] == "send" else None


def copilot_answers(text: str) -> list[str]:
    part = {"messageId": "m1", "partId": "p1"}
    events: list[dict[str, str]] = [{"event": "startMessage", "messageId": "m1"}]
    events += [{"event": "appendText", "text": piece, **part} for piece in pieces(text)]
    events += [{"event": "partCompleted", **part}, {"event": "done", "messageId": "m1"}]
    return [json.dumps(event) for event in events]


COPILOT = Spoken(
    name="mscopilot.web",
    first=(OPTIONS,),
    ask=copilot_ask,
    asked=copilot_asked,
    answers=copilot_answers,
    shown=lambda records: text_of(records, "text"),
    over=lambda record: record["event"] == "done",
)

# --- Microsoft 365 Copilot ------------------------------------------------------------------------

METRICS = {"type": 1, "target": "Metrics", "arguments": [{"Timestamps": {}}]}
HELLO = json.dumps({"protocol": "json", "version": 1}) + MARK


def m365_ask(text: str) -> str:
    message = {"author": "user", "text": text, "messageType": "Chat", "locale": "en-gb"}
    argument = {"isStartOfSession": True, "conversationId": "c-1", "message": message}
    chat = {"type": 4, "target": "chat", "invocationId": "0", "arguments": [argument]}
    return MARK.join((json.dumps(chat), json.dumps(METRICS), ""))


def m365_asked(message: Data) -> str | None:
    assert isinstance(message, str)
    first, *_ = message.split(MARK)
    sent = json.loads(first)
    if sent.get("target") != "chat":
        return None
    assert json.dumps(METRICS) in message  # in the same message, or the service stays silent
    said: str = sent["arguments"][0]["message"]["text"]
    return said


def m365_answers(text: str) -> list[str]:
    """Several records in a message, and one over two messages."""
    updates = [
        {"type": 1, "target": "update", "arguments": [{"writeAtCursor": piece}]}
        for piece in pieces(text)
    ]
    card = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": text}]}
    final = {"author": "bot", "text": text, "adaptiveCards": [card]}
    ends = [
        {"type": 2, "invocationId": "0", "item": {"messages": [final]}},
        {"type": 3, "invocationId": "0"},
    ]
    stream = "".join(json.dumps(record) + MARK for record in ({"type": 6}, *updates, *ends))
    return [stream[at : at + 97] for at in range(0, len(stream), 97)]


def m365_shown(records: list[Any]) -> str:
    final = [record["item"]["messages"][0] for record in records if record.get("type") == 2]
    cursor = "".join(
        argument.get("writeAtCursor", "")
        for record in records
        if record.get("type") == 1
        for argument in record["arguments"]
    )
    said = final[0]["text"]
    assert cursor in ("", said)
    assert all(card["body"][0]["text"] == said for card in final[0].get("adaptiveCards", ()))
    return said


M365 = Spoken(
    name="m365.copilot",
    first=(HELLO,),
    ask=m365_ask,
    asked=m365_asked,
    answers=m365_answers,
    shown=m365_shown,
    over=lambda record: record.get("type") == 3,
    mark=MARK,
)

# --- anything else --------------------------------------------------------------------------------

GENERIC = Spoken(
    name="generic.socket",
    ask=lambda text: json.dumps({"type": "input", "text": text}),
    asked=lambda message: json.loads(message)["text"],
    answers=lambda text: [
        *(json.dumps({"type": "part", "text": piece}) for piece in pieces(text)),
        json.dumps({"type": "end"}),
    ],
    shown=lambda records: text_of(records, "text"),
    over=lambda record: record.get("type") == "end" or "error" in record,
    refusal=lambda records: text_of(records, "error", "message"),
    closes=True,
)

ALL = [REALTIME, LIVE, COPILOT, M365, GENERIC]


def echo(spoken: Spoken) -> Callable[[SocketProvider, ServerConnection, Data], Awaitable[None]]:
    async def reply(provider: SocketProvider, link: ServerConnection, message: Data) -> None:
        text = spoken.asked(message)
        if text is not None:
            for data in spoken.answers(f"You said: {text}"):
                await link.send(data)

    return reply


async def listen(spoken: Spoken, link: ClientConnection) -> list[Any]:
    """The records up to the end of the answer."""
    records: list[Any] = []
    while not records or not spoken.over(records[-1]):
        message = await link.recv()
        text = message if isinstance(message, str) else message.decode()
        found = text.split(spoken.mark) if spoken.mark else [text]
        records += [json.loads(one) for one in found if one]
    return records


def serving(tmp_path: Path, spoken: Spoken, **more: Any) -> Any:
    provider = SocketProvider(reply=echo(spoken))
    return socketed(
        tmp_path, provider, hosts=HOSTS, changes={"tools": list(TOOLS.values())}, **more
    )


async def begin(sockets: Sockets, spoken: Spoken, link: ClientConnection) -> None:
    for message in spoken.first:
        await link.send(message)
    await until(lambda: len(sockets.provider.received) == len(spoken.first))


@pytest.mark.parametrize("spoken", ALL, ids=lambda spoken: spoken.name)
async def test_a_clean_prompt_leaves_byte_for_byte(tmp_path: Path, spoken: Spoken) -> None:
    async with serving(tmp_path, spoken) as sockets:
        async with sockets.open(spoken.url) as link:
            await begin(sockets, spoken, link)
            await link.send(spoken.ask(CLEAN))
            assert spoken.shown(await listen(spoken, link)) == f"You said: {CLEAN}"
        assert sockets.provider.received == [*spoken.first, spoken.ask(CLEAN)]
        (screened,) = sockets.requests  # pings, options and handshakes are no interactions
        assert screened.interaction.prompt.dialect == spoken.name
        ends = {answer.end for answer in await sockets.everything_ended()}
        assert ends == {End.COMPLETE}


@pytest.mark.parametrize("spoken", ALL, ids=lambda spoken: spoken.name)
async def test_personal_data_is_masked_and_restored(tmp_path: Path, spoken: Spoken) -> None:
    async with serving(tmp_path, spoken) as sockets:
        async with sockets.open(spoken.url) as link:
            await begin(sockets, spoken, link)
            for _ in range(2):
                await link.send(spoken.ask(PERSONAL))
                assert spoken.shown(await listen(spoken, link)) == f"You said: {PERSONAL}"
        assert "Ann Lowe" not in sockets.provider.sent
        assert "943 476 5919" not in sockets.provider.sent
        assert "Person" in sockets.provider.sent
        _, first, second = await sockets.everything_ended()
        assert PERSONAL in first.restored
        assert PERSONAL in second.restored
        assert "Ann Lowe" not in first.received
        assert sockets.requests[0].decision.effect is Effect.PSEUDONYMISE


@pytest.mark.parametrize("spoken", ALL, ids=lambda spoken: spoken.name)
async def test_a_refusal_is_told_in_the_services_own_way(tmp_path: Path, spoken: Spoken) -> None:
    async with serving(tmp_path, spoken) as sockets:
        async with sockets.open(spoken.url) as link:
            await begin(sockets, spoken, link)
            await link.send(spoken.ask(SPECIAL))
            told = (spoken.refusal or spoken.shown)(await listen(spoken, link))
            assert "clause 10.3" in told
            assert "ai.governance@calderwick.example" in told
            if spoken.closes:
                await link.wait_closed()
                assert link.close_code == 1008
                assert "clause 10.3" in (link.close_reason or "")
            else:
                await link.send(spoken.ask(CLEAN))
                assert CLEAN in spoken.shown(await listen(spoken, link))
        assert "epilepsy" not in sockets.provider.sent
        assert "Ann Lowe" not in sockets.provider.sent
        answers = await sockets.everything_ended()
        assert [answer.end for answer in answers if answer.end is End.REFUSED] == [End.REFUSED]


async def test_sound_is_one_refusal_however_many_pieces_it_comes_in(tmp_path: Path) -> None:
    sound = json.dumps({"type": "input_audio_buffer.append", "audio": "AAAA" * 500})
    async with serving(tmp_path, REALTIME) as sockets:
        async with sockets.open(REALTIME.url) as link:
            for _ in range(20):
                await link.send(sound)
            event = await heard(link)
            assert "could not be checked (audio)" in event["error"]["message"]
            await link.send(REALTIME.ask(CLEAN))
            assert CLEAN in REALTIME.shown(await listen(REALTIME, link))
        assert len(sockets.provider.received) == 1
        assert len(sockets.requests) == 2
        assert sockets.proxy.counted("socket_messages_total", outcome="block", side="client") == 20


async def test_instructions_of_a_session_are_masked_and_are_nobodys_answer(tmp_path: Path) -> None:
    update = {"type": "session.update", "session": {"instructions": "You help Ann Lowe."}}
    async with serving(tmp_path, REALTIME) as sockets:
        async with sockets.open(REALTIME.url) as link:
            await link.send(json.dumps(update))
            await link.send(REALTIME.ask("Hello Ann Lowe"))
            assert REALTIME.shown(await listen(REALTIME, link)) == "You said: Hello Ann Lowe"
        first, second = map(json.loads, sockets.provider.received)
        name = first["session"]["instructions"].removeprefix("You help ").removesuffix(".")
        assert name in second["item"]["content"][0]["text"]  # the same person, the same pseudonym
        assert len(await sockets.everything_ended()) == 3


async def test_a_setup_that_is_refused_ends_the_socket(tmp_path: Path) -> None:
    setup = {"setup": {"model": "models/m", "systemInstruction": {"parts": [{"text": SPECIAL}]}}}
    async with serving(tmp_path, LIVE) as sockets:
        async with sockets.open(LIVE.url) as link:
            await link.send(json.dumps(setup))
            await link.wait_closed()
            assert link.close_code == 1008
        assert sockets.provider.received == []


async def test_an_old_conversation_of_microsoft_365_is_the_policys_to_judge(
    tmp_path: Path,
) -> None:
    later = M365.ask(CLEAN)
    assert isinstance(later, str)
    later = later.replace('"isStartOfSession": true', '"isStartOfSession": false')
    async with serving(tmp_path, M365) as sockets:
        async with sockets.open(M365.url) as link:
            await begin(sockets, M365, link)
            await link.send(later)
            told = M365.shown(await listen(M365, link))
            assert "the provider keeps" in told
        async with sockets.open(M365.url) as link:
            await link.send(M365.ask(CLEAN))
            await listen(M365, link)
            await link.send(later)
            assert CLEAN in M365.shown(await listen(M365, link))


async def test_what_chatgpt_hands_over_is_restored_with_the_conversations_tokens(
    tmp_path: Path,
) -> None:
    host, target, _ = HOMES["chatgpt.ws"]
    about = {"conversation_id": "6a0f1b2c-0000-4000-8000-000000000003"}
    said = pieces("Dear PersonK7Q2A9XB4C, hello")
    events = [f"event: delta\ndata: {json.dumps({'v': piece})}\n\n" for piece in said]
    messages = [
        json.dumps([{"payload": {"type": "stream-item", **about, "encoded_item": event}}])
        for event in (*events, "data: [DONE]\n\n")
    ]
    async with socketed(
        tmp_path,
        SocketProvider(greeting=messages),
        hosts=HOSTS,
        changes={"tools": list(TOOLS.values())},
    ) as sockets:
        vault = sockets.proxy.runtime.vault
        tokens = {"PersonK7Q2A9XB4C": "Ann Lowe"}
        await vault.save("local.user", "ws", about["conversation_id"], tokens)
        async with sockets.open(f"wss://{host}{target}") as link:
            items = [(await heard(link))[0]["payload"]["encoded_item"] for _ in messages]
        data = [json.loads(item.partition("data: ")[2]) for item in items[:-1]]
        assert "".join(one["v"] for one in data) == "Dear Ann Lowe, hello"
        (opening,) = await sockets.everything_ended()
        assert "Ann Lowe" in opening.restored
