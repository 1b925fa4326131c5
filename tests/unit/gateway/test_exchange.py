"""Pseudonyms of what the provider keeps are remembered by every id it can be asked for by."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from gateway.exchange import Exchange
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


def verdict(target: str, body: Any, method: str) -> Verdict:
    raw = json.dumps(body).encode() if body is not None else b""
    request = wire(target, raw, method=method)
    dialect = dialect_for(request)
    asked = interaction(prompt=dialect.read(request))
    screened = Screened(interaction=asked, hits=(), decision=ALLOWED, sent=(), issued=ISSUED)
    return Verdict(request=request, screened=screened, dialect=dialect, body=raw)


async def remembered(
    target: str, body: Any, answer: Any, *, method: str = "POST", status: int = 200
) -> tuple[set[str], bytes]:
    """Under which ids tokens are kept after that exchange, and what the client got."""
    vault = MemoryVault()
    exchange = Exchange(
        verdict=verdict(target, body, method),
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


async def began(
    target: str, body: Any, answer: Any, *, status: int = 200, **seen: bool
) -> set[str]:
    """Which conversations count as begun here after that exchange."""
    vault = MemoryVault()
    told = verdict(target, body, "POST")
    screened = told.screened
    prompt = replace(screened.interaction.prompt, **seen)
    screened = replace(
        screened, issued={}, interaction=replace(screened.interaction, prompt=prompt)
    )
    exchange = Exchange(
        verdict=replace(told, screened=screened),
        recorder=MemoryRecorder(),
        vault=vault,
        now=now,
        capture=999,
    )
    exchange.open(status, "application/json")
    exchange.feed(json.dumps(answer).encode())
    exchange.feed(b"")
    marked = set(vault.began)
    await exchange.close(End.COMPLETE)
    assert status >= 400 or vault.began >= marked
    return {name for _, _, name in vault.began}


async def test_what_begins_without_history_is_begun_here() -> None:
    answer = {"id": "resp_1", "output": []}
    assert await began("/v1/responses", {"input": "x"}, answer) == {"resp_1"}
    assert await began("/v1/responses", {"input": "x"}, answer, status=400) == set()


async def test_what_goes_on_counts_as_begun_here_only_if_its_beginning_did() -> None:
    body, answer = {"input": "x", "previous_response_id": "resp_1"}, {"id": "resp_2", "output": []}
    assert await began("/v1/responses", body, answer) == set()
    assert await began("/v1/responses", body, answer, begun=True) == {"resp_1", "resp_2"}
    assert await began("/v1/responses", body, answer, carried=True) == {"resp_1", "resp_2"}
