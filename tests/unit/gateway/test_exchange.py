"""Pseudonyms of what the provider keeps are remembered by every id it can be asked for by."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from gateway.exchange import Exchange
from gateway.listening import Listening
from gateway.ports import Verdict
from gateway.providers.dialect import dialect_for
from gateway.types import Decision, Effect, End, Reason, Screened
from tests.fakes import MemoryRecorder, MemoryVault
from tests.golden.providers.cases import wire
from tests.make import NOW, interaction

TOKEN = "PersonK7Q2A9XB4C"
ISSUED = {TOKEN: "Ann Lowe"}
ALLOWED = Decision(
    effect=Effect.ALLOW,
    reasons=(Reason(rule="r", clause="1", effect=Effect.ALLOW, message=""),),
    policy_version="v",
)


def now() -> datetime:
    return NOW


def verdict(
    target: str,
    body: Any,
    method: str,
    *,
    host: str = "api.openai.com",
    issued: dict[str, str] = ISSUED,
    carried: bool = False,
) -> Verdict:
    raw = json.dumps(body).encode() if body is not None else b""
    request = wire(target, raw, method=method, host=host)
    dialect = dialect_for(request)
    prompt = dialect.read(request)
    asked = interaction(prompt=replace(prompt, carried=prompt.carried or carried))
    sent = tuple(segment.text for segment in prompt.segments)
    screened = Screened(interaction=asked, hits=(), decision=ALLOWED, sent=sent, issued=issued)
    return Verdict(request=request, screened=screened, dialect=dialect, body=raw)


async def remembered(
    target: str, body: Any, answer: Any, *, method: str = "POST", status: int = 200, **more: Any
) -> tuple[set[str], bytes]:
    """Under which ids tokens are kept after that exchange, and what the client got."""
    vault = MemoryVault()
    exchange = Exchange(
        verdict=verdict(target, body, method, **more),
        recorder=MemoryRecorder(),
        vault=vault,
        now=now,
        capture=999,
    )
    exchange.open(status, "application/json")
    out = exchange.feed(json.dumps(answer).encode()) + exchange.feed(b"")
    await exchange.close(End.COMPLETE)
    return {name for _, _, name in vault.kept}, out


async def test_a_stored_response_can_be_read_back_by_its_id() -> None:
    names, _ = await remembered("/v1/responses", {"input": "x"}, {"id": "resp_1", "output": []})
    assert names == {"resp_1"}


async def test_a_response_within_a_conversation_is_known_by_both_ids() -> None:
    answer = {"id": "resp_1", "conversation": {"id": "conv_1"}, "output": []}
    names, _ = await remembered("/v1/responses", {"input": "x"}, answer)
    assert names == {"resp_1", "conv_1"}


async def test_what_is_added_to_a_thread_is_kept_under_the_thread() -> None:
    added = {"role": "user", "content": f"Write to {TOKEN}"}
    answer = {"id": "msg_1", "object": "thread.message"}
    names, _ = await remembered("/v1/threads/thread_1/messages", added, answer)
    assert "thread_1" in names


async def test_reading_back_gives_the_names_and_keeps_nothing_new() -> None:
    names, out = await remembered(
        "/v1/threads/thread_1/messages", None, {"data": [{"content": TOKEN}]}, method="GET"
    )
    assert json.loads(out)["data"][0]["content"] == "Ann Lowe"
    assert "thread_1" not in names


async def test_nothing_is_kept_of_what_the_provider_refused() -> None:
    names, _ = await remembered(
        "/v1/responses", {"input": "x"}, {"id": "resp_1", "error": {"code": "x"}}, status=400
    )
    assert names == set()


async def test_tokens_are_known_before_the_bytes_leave_that_name_them() -> None:
    vault = MemoryVault()
    exchange = Exchange(
        verdict=verdict("/v1/responses", {"input": "x"}, "POST"),
        recorder=MemoryRecorder(),
        vault=vault,
        now=now,
        capture=999,
    )
    exchange.open(200, "application/json")
    exchange.feed(json.dumps({"id": "resp_1", "output": []}).encode())
    exchange.feed(b"")
    assert {name for _, _, name in vault.noted} == {"resp_1"}
    assert vault.kept == {}


CHATGPT, CLAUDE = "/backend-api/f/conversation", "/api/organizations/o/chat_conversations"
TURN = {"messages": [{"content": {"parts": ["Hello"]}}]}


async def of_chat(body: Any, **more: Any) -> set[str]:
    answer = {"conversation_id": "c-1", "message": {"content": {"parts": ["x"]}}}
    return (await remembered(CHATGPT, body, answer, host="chatgpt.com", **more))[0]


async def test_the_first_turn_of_a_chat_begins_it_even_if_nothing_was_replaced() -> None:
    names, _ = await remembered(
        f"{CLAUDE}/c-1/completion",
        {"prompt": "Hello", "parent_message_uuid": "00000000-0000-4000-8000-000000000000"},
        {},
        host="claude.ai",
        issued={},
    )
    assert names == {"c-1 began here"}


async def test_a_chat_that_went_through_here_goes_on_doing_so() -> None:
    named = TURN | {"conversation_id": "c-1"}
    assert await of_chat(named, carried=True, issued={}) == {"c-1 began here"}
    assert await of_chat(named, issued={}) == set()


async def test_tokens_of_a_chat_are_kept_for_lists_of_chats_too() -> None:
    assert await of_chat(TURN | {"conversation_id": "c-1"}) == {"c-1", "*"}


async def test_a_list_of_chats_is_shown_with_the_persons_own_words() -> None:
    titles = {"items": [{"title": f"Letter to {TOKEN}"}]}
    names, out = await remembered(
        "/backend-api/conversations", None, titles, method="GET", host="chatgpt.com"
    )
    assert json.loads(out)["items"][0]["title"] == "Letter to Ann Lowe"
    assert names == set()


async def test_nothing_begins_where_the_service_refused() -> None:
    assert await of_chat(TURN | {"conversation_id": "c-1"}, carried=True, status=404) == set()


CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "x"}}
SSE = "text/event-stream"
FIRST = b"event: endpoint\ndata: /messages/?session_id=s-1\n\n"
SAID = (
    f'event: message\ndata: {{"jsonrpc":"2.0","id":1,"result":{{"said":"{TOKEN}"}}}}\n\n'.encode()
)


def listener(listening: Listening) -> Exchange:
    """Somebody who listens, over a connection of its own, to what a server of tools answers."""
    asked = replace(
        verdict("/sse", None, "GET", issued={}, host="mcp.example"),
        request=wire("/sse", method="GET", host="mcp.example", headers={"accept": SSE}),
    )
    asked = replace(asked, dialect=dialect_for(asked.request))
    made = Exchange(
        verdict=asked,
        recorder=MemoryRecorder(),
        vault=MemoryVault(),
        now=now,
        capture=999,
        listening=listening,
    )
    made.open(200, SSE)
    return made


def asked_elsewhere(listening: Listening, issued: dict[str, str] = ISSUED) -> Exchange:
    """A call that is about to leave over another connection."""
    sent = verdict("/messages/?session_id=s-1", CALL, "POST", issued=issued, host="mcp.example")
    return Exchange(
        verdict=sent,
        recorder=MemoryRecorder(),
        vault=MemoryVault(),
        now=now,
        capture=999,
        listening=listening,
    )


async def test_whoever_listens_gets_the_names_of_what_was_asked_elsewhere() -> None:
    listening = Listening()
    hearing = listener(listening)
    assert hearing.endless  # so that nobody waits for it when the gateway stops
    assert hearing.feed(FIRST) == FIRST
    assert hearing.feed(SAID) == SAID  # nobody has asked anything
    asked_elsewhere(listening)
    assert b"Ann Lowe" in hearing.feed(SAID)
    asked_elsewhere(listening, {"PersonM3N4P5Q6R7": "Joe Bright"})
    assert b"Ann Lowe" in hearing.feed(SAID)  # what was learnt before still holds
    await hearing.close(End.COMPLETE)
    assert len(listening) == 0


async def test_a_piece_of_an_event_waits_for_the_rest_so_that_its_names_are_put_back() -> None:
    listening = Listening()
    hearing = listener(listening)
    hearing.feed(FIRST)
    assert hearing.feed(SAID[:40]) == b""
    asked_elsewhere(listening)
    out = hearing.feed(SAID[40:]) + hearing.feed(b"")
    assert out == SAID.replace(TOKEN.encode(), b"Ann Lowe")


async def test_what_is_told_outside_all_chats_is_kept_for_every_one() -> None:
    told = {"customInstructions": f"Sign as {TOKEN}"}
    names, _ = await remembered("/rest/user-settings", told, {}, host="grok.com")
    assert names == {"+", "*"}


async def test_of_what_was_only_recalled_nothing_is_kept_for_every_chat() -> None:
    names, _ = await remembered("/rest/user-settings", {"theme": "a dark one"}, {}, host="grok.com")
    assert names == set()


SIGNED = {
    "content": [{"type": "thinking", "thinking": f"They say: {TOKEN}", "signature": "c2ln+/=="}]
}
API = {"host": "api.anthropic.com"}


def asking(*turns: tuple[str, str]) -> dict[str, Any]:
    return {"messages": [{"role": role, "content": text} for role, text in turns]}


async def test_the_day_of_a_first_turn_is_kept_under_what_its_answer_has_sealed() -> None:
    first = asking(("user", "Write to Ann Lowe"))
    names, _ = await remembered("/v1/messages", first, SIGNED, **API)
    assert len(names) == 1
    assert next(iter(names)).startswith("sealed ")


async def test_nothing_is_kept_of_a_later_turn_of_an_error_or_where_nothing_was_replaced() -> None:
    first = asking(("user", "Write to Ann Lowe"))
    later = asking(("user", "Write to Ann Lowe"), ("assistant", "Dear"), ("user", "Shorter"))
    ended = (
        await remembered("/v1/messages", later, SIGNED, **API),
        await remembered("/v1/messages", first, SIGNED, status=500, **API),
        await remembered("/v1/messages", first, SIGNED, issued={}, **API),
        await remembered("/v1/messages", first, {"content": []}, **API),
    )
    assert [names for names, _ in ended] == [set()] * 4
