"""One request, top to bottom, with the real policy, dialects and pseudonyms."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from detectors.types import Category, ScanFailed, ScanTimeout
from gateway.begin import Beginning
from gateway.masking import Masking
from gateway.pipeline import Gateway
from gateway.policy.decide import Policy, build
from gateway.ports import Signature, Turn
from gateway.providers.catalogue import Catalogue
from gateway.providers.dialect import dialects
from gateway.providers.sockets import MESSAGE, SocketFormat
from gateway.settings.gateway_file import Failures, GatewayFile, OnFailure
from gateway.settings.load import Configuration, load
from gateway.types import Approval, Effect, End, Tool, WireRequest
from tests.fakes import MemoryRecorder, MemoryVault, NameScanner
from tests.make import request, tool

CONFIG = Path(__file__).parents[3] / "config"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@cache
def shipped(state: Path) -> tuple[Configuration, Policy]:
    """The shipped configuration: frozen, and dear to read."""
    configuration = load(CONFIG, state, {})
    return configuration, build(configuration.policy, version="test")


def gateway(
    *tools: Tool,
    scanner: NameScanner | None = None,
    recorder: MemoryRecorder | None = None,
    settings: GatewayFile | None = None,
    vault: MemoryVault | None = None,
    tmp_path: Path = Path("unused"),
) -> Gateway:
    configuration, policy = shipped(tmp_path)
    settings = settings or configuration.gateway
    catalogue = Catalogue(configuration.services, tools or (tool(),))
    return Gateway(
        settings=settings,
        begin=Beginning(catalogue=catalogue, settings=settings, key=b"i" * 32, now=lambda: NOW),
        scan=(scanner or NameScanner()).scan,
        policy=policy,
        recorder=recorder or MemoryRecorder(),
        mask=Masking(vault=vault or MemoryVault(), key=b"p" * 32),
        now=lambda: NOW,
    )


def chat(*texts: str) -> bytes:
    roles = ("user", "assistant")
    turns = [{"role": roles[i % 2], "content": text} for i, text in enumerate(texts)]
    return json.dumps({"model": "m", "messages": turns}, ensure_ascii=False).encode()


async def test_a_clean_prompt_leaves_byte_for_byte_after_it_was_recorded() -> None:
    recorder = MemoryRecorder()
    asked = request(chat("Summarise the bin rota"))
    verdict = await gateway(recorder=recorder).screen(asked)
    assert verdict.refusal is None
    assert verdict.body is asked.body
    assert [s.decision.effect for s in recorder.requests] == [Effect.ALLOW]


async def test_the_record_says_what_version_of_the_scanner_looked() -> None:
    recorder = MemoryRecorder()
    looking = replace(gateway(recorder=recorder), scan_version="0123456789ab")
    await looking.screen(request(chat("Summarise the bin rota")))
    assert [s.scan_version for s in recorder.requests] == ["0123456789ab"]


async def test_a_name_leaves_as_a_pseudonym_and_nothing_else_changes() -> None:
    asked = request(chat("Write to Ann Lowe, NHS 943 476 5919. Sign it 'Ann Lowe'."))
    verdict = await gateway().screen(asked)
    assert verdict.refusal is None
    assert b"Lowe" not in verdict.body
    assert b"943" not in verdict.body
    back = verdict.body.decode()
    for token, value in verdict.screened.issued.items():
        back = back.replace(token, value)
    assert back.encode() == asked.body


async def test_personal_data_for_a_tool_that_may_not_have_it_is_refused() -> None:
    recorder = MemoryRecorder()
    verdict = await gateway(tool(data=frozenset()), recorder=recorder).screen(
        request(chat("Write to Ann Lowe"))
    )
    assert verdict.refusal is not None
    assert verdict.refusal.status == 403
    assert b"Ann Lowe" not in verdict.refusal.body
    (ending,) = recorder.answers.values()
    assert ending.end is End.REFUSED
    assert recorder.requests[0].sent == ()


async def test_special_category_is_refused_where_personal_data_would_pass() -> None:
    verdict = await gateway().screen(request(chat("Ann Lowe has epilepsy")))
    assert verdict.refusal is not None
    assert "10.3" in verdict.screened.decision.clauses


async def test_what_was_said_before_is_replaced_and_never_refused() -> None:
    body = chat("Ann Lowe has epilepsy", "Understood.", "Thank you")
    verdict = await gateway().screen(request(body))
    assert verdict.refusal is None
    assert b"Ann Lowe" not in verdict.body
    assert b"epilepsy" not in verdict.body


async def test_a_tool_that_is_not_listed_is_refused_and_the_scan_is_still_recorded() -> None:
    verdict = await gateway().screen(request(chat("hello"), host="api.openai.com"))
    assert verdict.refusal is not None
    assert "4" in verdict.screened.decision.clauses


@pytest.mark.parametrize(
    ("error", "failure"), [(ScanFailed("died"), "scanner"), (ScanTimeout("late"), "timeout")]
)
async def test_a_failing_scanner_refuses(error: Exception, failure: str) -> None:
    recorder = MemoryRecorder()
    verdict = await gateway(scanner=NameScanner(error), recorder=recorder).screen(
        request(chat("Write to Ann Lowe"))
    )
    assert verdict.refusal is not None
    assert recorder.requests[0].failure == failure


def open_scanner() -> GatewayFile:
    reason = OnFailure(do="allow", reason="Pilot, agreed with the DPO")
    return GatewayFile(failures=Failures(scanner=reason))


async def test_a_failing_scanner_lets_through_only_where_that_was_written_down() -> None:
    failing = NameScanner(ScanFailed("died"))
    verdict = await gateway(scanner=failing, settings=open_scanner()).screen(request(chat("hi")))
    assert verdict.refusal is None
    assert verdict.screened.decision.effect is Effect.NOTIFY


async def test_data_that_was_found_and_cannot_be_replaced_is_never_let_through() -> None:
    reason = OnFailure(do="allow", reason="Pilot, agreed with the DPO")
    settings = GatewayFile(failures=Failures(unreadable=reason, scanner=reason))
    body = json.dumps({"messages": [{"role": "user", "content": "Ann Lowe"}], "Ann Lowe": 1})
    verdict = await gateway(settings=settings).screen(request(body.encode()))
    assert verdict.refusal is not None


async def test_a_written_down_exception_never_opens_a_paused_tool() -> None:
    failing = NameScanner(ScanFailed("died"))
    paused = tool(approval=Approval.PAUSED)
    verdict = await gateway(paused, scanner=failing, settings=open_scanner()).screen(
        request(chat("hi"))
    )
    assert verdict.refusal is not None


async def test_without_a_record_nothing_leaves() -> None:
    recorder = MemoryRecorder(failing=True)
    verdict = await gateway(recorder=recorder).screen(request(chat("hello")))
    assert verdict.refusal is not None
    assert verdict.screened.failure == "records"
    assert not verdict.recorded


async def test_a_value_that_cannot_be_replaced_stops_the_request() -> None:
    body = json.dumps(
        {"messages": [{"role": "user", "content": "Ann Lowe"}], "id": "for Ann Lowe"}
    ).encode()
    verdict = await gateway().screen(request(body))
    assert verdict.refusal is not None or b"Ann Lowe" not in verdict.body


async def test_a_body_nobody_can_read_is_refused() -> None:
    verdict = await gateway().screen(
        request(b"\xff\xfe\x00\x01binary", headers=(("content-type", "application/x-thing"),))
    )
    assert verdict.refusal is not None


async def test_a_fault_of_ours_is_refused_and_recorded_once() -> None:
    recorder = MemoryRecorder()
    verdict = await gateway(recorder=recorder).fault(request(chat("Ann Lowe")))
    assert verdict.refusal is not None
    assert b"Ann Lowe" not in verdict.refusal.body
    assert len(recorder.requests) == 1
    assert [a.end for a in recorder.answers.values()] == [End.GATEWAY_ERROR]


async def test_two_people_never_share_a_pseudonym() -> None:
    asked = request(chat("Write to Ann Lowe"))
    other = replace(asked, person=replace(asked.person, id="joe.bright"))
    first = await gateway().screen(asked)
    second = await gateway().screen(other)
    assert not first.screened.issued.keys() & second.screened.issued.keys()


async def test_the_same_value_keeps_its_pseudonym_over_the_turns() -> None:
    first = await gateway().screen(request(chat("Write to Ann Lowe")))
    later = await gateway().screen(request(chat("Write to Ann Lowe", "Done", "Shorter please")))
    assert first.screened.issued == later.screened.issued


async def test_tokens_of_a_conversation_the_provider_keeps_come_from_the_vault() -> None:
    vault = MemoryVault()
    line = gateway(vault=vault)
    kept = {"PersonK7Q2M9XAA2": "Joe Bright"}
    await vault.save("amina.hussain", "assistant", "resp_1", kept)
    body = json.dumps({"model": "m", "input": "And him?", "previous_response_id": "resp_1"})
    asked = request(body.encode(), target="/v1/responses")
    verdict = await line.screen(asked)
    assert verdict.screened.issued == kept or verdict.refusal is not None


async def test_nothing_a_person_typed_is_in_any_repr() -> None:
    verdict = await gateway().screen(request(chat("Write to Ann Lowe")))
    assert "Ann Lowe" not in repr(verdict)
    assert "Ann Lowe" not in repr(gateway())


async def test_a_pseudonym_that_comes_back_is_not_taken_for_a_name() -> None:
    first = await gateway().screen(request(chat("Write to Ann Lowe")))
    (token,) = first.screened.issued
    scanner = NameScanner(also=token)
    resent = request(chat("Write to Ann Lowe", f"Dear {token}", "Shorter"))
    verdict = await gateway(scanner=scanner).screen(resent)
    assert verdict.body.decode().count(token) == 1
    assert list(verdict.screened.issued.values()) == ["Ann Lowe"]


def test_categories_of_the_policy_are_those_of_the_detectors() -> None:
    assert {c.value for c in Category} >= {"personal", "special_category", "secret"}


class Stamping:
    """Signs with a word of its own."""

    def unsigned(self, asked: WireRequest) -> WireRequest:
        return replace(asked, headers=tuple(h for h in asked.headers if h[0] != "authorization"))

    def sign(self, asked: WireRequest, body: bytes) -> Signature:
        return Signature(dropped=("authorization",), headers=(("authorization", "new"),), by="AKIA")


SIGNED = (("content-type", "application/json"), ("authorization", "AWS4-HMAC-SHA256 Credential=A"))


@pytest.mark.parametrize(("text", "by"), [("Write to Ann Lowe", "AKIA"), ("The bin rota", "")])
async def test_only_what_was_altered_is_signed_anew(text: str, by: str) -> None:
    recorder = MemoryRecorder()
    signing = replace(gateway(recorder=recorder), signer=Stamping())
    verdict = await signing.screen(request(chat(text), headers=SIGNED))
    assert verdict.refusal is None
    assert (verdict.signature.by if verdict.signature else "") == by
    assert [s.signed_by for s in recorder.requests] == [by]


async def test_what_is_signed_and_cannot_be_signed_anew_is_refused_and_says_why() -> None:
    verdict = await gateway().screen(request(chat("Write to Ann Lowe"), headers=SIGNED))
    assert verdict.refusal is not None
    assert b"your AWS key signed the whole request" in verdict.refusal.body


async def test_a_message_of_an_open_connection_is_screened_with_the_dialect_it_came_with() -> None:
    spoken = dialects()["openai.realtime"]
    assert isinstance(spoken, SocketFormat)
    body = b'{"type": "conversation.item.create", "item": {"content": [{"text": "Ann Lowe"}]}}'
    sent = request(body, method=MESSAGE)
    prompt = spoken.messages.read(sent)
    turn = Turn(dialect=spoken.messages, prompt=prompt, earlier={"PersonK7Q2A9XB4C": "Ann Lowe"})
    verdict = await gateway().screen(sent, turn)
    assert verdict.screened.interaction.prompt is prompt
    assert b"PersonK7Q2A9XB4C" in verdict.body


def test_a_place_stands_while_the_policy_lets_an_empty_message_pass() -> None:
    sent = request(method=MESSAGE)
    dialect = dialects()["generic.socket"]
    assert gateway().stands(sent, dialect)
    assert not gateway(tool(approval=Approval.PAUSED)).stands(sent, dialect)
