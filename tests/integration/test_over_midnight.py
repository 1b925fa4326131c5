"""What a provider signed stays as it was signed, when its conversation goes on after midnight.

Requests and answers pass the real dialects, replaced and restored; only the names are found by a
list, and the time is told.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.exchange import Exchange
from gateway.masking import Masking
from gateway.ports import Verdict
from gateway.providers.dialect import dialect_for
from gateway.pseudonyms.answer import AnswerRestorer
from gateway.types import Decision, Effect, End, Hit, Reason, Screened, WireRequest
from tests.fakes import MemoryRecorder, MemoryVault, NameScanner
from tests.make import interaction, request

EVENING, MORNING = (datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((23, 23), (24, 1)))
REASON = Reason(rule="r", clause="10.3", effect=Effect.PSEUDONYMISE, message="m")
ASKED = ("Write to Ann Lowe about Joe Bright", "Shorter, Ann Lowe is ill", "And to Joe Bright")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """How its conversations are written; `model` gives the parts that it makes of a question."""

    host: str
    target: str
    turns: str
    model: Callable[[str], list[dict[str, Any]]]
    answer: Callable[[list[dict[str, Any]]], dict[str, Any]]
    turn: Callable[[str, list[dict[str, Any]]], dict[str, Any]]
    parts: Callable[[dict[str, Any]], list[dict[str, Any]]]

    def request(self, turns: list[dict[str, Any]]) -> WireRequest:
        raw = json.dumps({self.turns: turns}).encode()
        return replace(request(raw), host=self.host, target=self.target)


def claude(question: str) -> list[dict[str, Any]]:
    return [
        {"type": "thinking", "thinking": f"They say: {question}", "signature": "c2ln+/=="},
        {"type": "redacted_thinking", "data": "ZW5jcnlwdGVk"},
        {"type": "text", "text": f"Dear: {question}"},
        {"type": "tool_use", "id": "toolu_1", "name": "send", "input": {"letter": question}},
    ]


def google(question: str) -> list[dict[str, Any]]:
    """A signature stands on a thought, or on what was made of it: then that was restored."""
    call = {"name": "send", "args": {"letter": question}}
    return [
        {"text": f"They say: {question}", "thought": True, "thoughtSignature": "c2ln+/=="},
        {"text": f"Dear: {question}", "thoughtSignature": "c2lnMg=="},
        {"functionCall": call, "thoughtSignature": "c2lnMw=="},
    ]


ANTHROPIC = Vendor(
    host="api.anthropic.com",
    target="/v1/messages",
    turns="messages",
    model=claude,
    answer=lambda parts: {"type": "message", "role": "assistant", "content": parts},
    turn=lambda role, parts: {"role": role, "content": parts},
    parts=lambda answer: list(answer["content"]),
)
GEMINI = Vendor(
    host="generativelanguage.googleapis.com",
    target="/v1beta/models/gemini-3-pro:generateContent",
    turns="contents",
    model=google,
    answer=lambda parts: {"candidates": [{"content": {"role": "model", "parts": parts}}]},
    turn=lambda role, parts: {"role": {"assistant": "model"}.get(role, role), "parts": parts},
    parts=lambda answer: list(answer["candidates"][0]["content"]["parts"]),
)


async def left(
    asked: WireRequest, at: datetime, vault: MemoryVault
) -> tuple[dict[str, str], bytes]:
    """The tokens and the bytes that leave at that time, with both names replaced everywhere."""
    dialect = dialect_for(asked)
    prompt = dialect.read(asked)
    found = await NameScanner().scan([one.text for one in prompt.segments])
    hits = tuple(Hit(segment=n, finding=one) for n, here in enumerate(found) for one in here)
    judged = Decision(effect=Effect.PSEUDONYMISE, reasons=(REASON,), policy_version="v", mask=hits)
    masking = Masking(vault=vault, key=b"p" * 32)
    done, body = await masking(dialect, asked, interaction(prompt=prompt, time=at), judged)
    return dict(done.issued), body


def restored(vendor: Vendor, asked: WireRequest, made: Any, issued: dict[str, str]) -> Any:
    """The parts of an answer as its reader gets them."""
    codec = dialect_for(asked).answer(asked, status=200, content_type="application/json")
    restorer = AnswerRestorer(codec, issued, capture_characters=1000)
    raw = json.dumps(vendor.answer(made)).encode()
    return vendor.parts(json.loads(restorer.feed(raw) + restorer.end()))


def question(vendor: Vendor, text: str) -> dict[str, Any]:
    part = {"type": "text", "text": text} if vendor is ANTHROPIC else {"text": text}
    return vendor.turn("user", [part])


def said(turn: dict[str, Any]) -> str:
    (part,) = turn.get("content") or turn["parts"]
    return str(part["text"])


@pytest.mark.parametrize("vendor", [ANTHROPIC, GEMINI], ids=["anthropic", "gemini"])
async def test_signed_thoughts_leave_on_the_next_day_as_the_provider_signed_them(
    vendor: Vendor,
) -> None:
    vault, turns, signed = MemoryVault(), [question(vendor, ASKED[0])], []
    for text in ASKED[1:]:
        asked = vendor.request(turns)
        issued, sent = await left(asked, EVENING, vault)
        made = vendor.model(said(json.loads(sent)[vendor.turns][-1]))
        seen = restored(vendor, asked, made, issued)
        assert "Ann Lowe" in json.dumps(seen[1:])
        assert seen[0] == made[0]  # nobody may alter what is signed
        signed.append(json.dumps(made).encode())
        turns += [vendor.turn("assistant", seen), question(vendor, text)]
    _, later = await left(vendor.request(turns), MORNING, vault)
    assert [one for one in signed if one not in later] == []
    assert b"Ann Lowe" not in later
    _, anew = await left(vendor.request(turns), MORNING, MemoryVault())
    assert [one for one in signed if one in anew] == []


async def answered(
    vendor: Vendor,
    asked: WireRequest,
    made: list[dict[str, Any]],
    issued: dict[str, str],
    vault: MemoryVault,
    *,
    streamed: bool = False,
    at: datetime = EVENING,
) -> None:
    """The whole of that exchange: what is kept of it is in the vault."""
    dialect = dialect_for(asked)
    made_at = interaction(prompt=dialect.read(asked), time=at)
    judged = Decision(effect=Effect.PSEUDONYMISE, reasons=(REASON,), policy_version="v")
    screened = Screened(interaction=made_at, hits=(), decision=judged, sent=(), issued=issued)
    exchange = Exchange(
        verdict=Verdict(request=asked, screened=screened, dialect=dialect, body=b""),
        recorder=MemoryRecorder(),
        vault=vault,
        now=lambda: at,
        capture=1000,
    )
    exchange.open(200, "text/event-stream" if streamed else "application/json")
    units = events(vendor, made) if streamed else [vendor.answer(made)]
    for unit in units:
        raw = json.dumps(unit)
        exchange.feed((f"data: {raw}\n\n" if streamed else raw).encode())
    exchange.feed(b"")
    await exchange.close(End.COMPLETE)


def events(vendor: Vendor, made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same as a stream: a part of Google's each; of Anthropic's, the thoughts."""
    if vendor is GEMINI:
        return [vendor.answer([part]) for part in made]
    thought = {"type": "thinking", "thinking": "", "signature": ""}
    deltas = [
        {"type": "thinking_delta", "thinking": made[0]["thinking"]},
        {"type": "signature_delta", "signature": made[0]["signature"]},
    ]
    return [
        {"type": "content_block_start", "index": 0, "content_block": thought},
        *({"type": "content_block_delta", "index": 0, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": 0},
    ]


@pytest.mark.parametrize("vendor", [ANTHROPIC, GEMINI], ids=["anthropic", "gemini"])
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_so_they_do_when_only_the_first_turn_was_before_midnight(
    vendor: Vendor, streamed: bool
) -> None:
    vault, turns = MemoryVault(), [question(vendor, ASKED[0])]
    asked = vendor.request(turns)
    issued, sent = await left(asked, EVENING, vault)
    made = vendor.model(said(json.loads(sent)[vendor.turns][-1]))
    seen = restored(vendor, asked, made, issued)
    assert vault.kept == {}  # nothing is written for a question
    await answered(vendor, asked, made, issued, vault, streamed=streamed)
    turns += [vendor.turn("assistant", seen), question(vendor, ASKED[1])]
    _, later = await left(vendor.request(turns), MORNING, vault)
    assert json.dumps(made).encode() in later
    turns += [vendor.turn("assistant", seen), question(vendor, ASKED[2])]
    _, latest = await left(vendor.request(turns), MORNING, vault)
    assert latest.startswith(later[:-2])


async def test_a_conversation_of_today_has_nothing_of_yesterdays() -> None:
    vault, turns = MemoryVault(), [question(ANTHROPIC, ASKED[0])]
    asked = ANTHROPIC.request(turns)
    for at in (EVENING, MORNING):
        issued, sent = await left(asked, at, vault)
        made = claude(said(json.loads(sent)["messages"][-1]))
        made[0]["signature"] = f"c2ln{at.day}+/=="  # another answer, signed anew
        await answered(ANTHROPIC, asked, made, issued, vault, streamed=False, at=at)
    seen = restored(ANTHROPIC, asked, made, issued)
    turns += [ANTHROPIC.turn("assistant", seen), question(ANTHROPIC, ASKED[1])]
    again, later = await left(ANTHROPIC.request(turns), MORNING, vault)
    assert json.dumps(made).encode() in later
    assert issued.keys() <= again.keys()
    assert len(again) == len(issued)
