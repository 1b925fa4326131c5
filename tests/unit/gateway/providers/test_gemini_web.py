"""Gemini's page: prompts in JSON in JSON in a form, procedures, and a refusal as a candidate."""

import json
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from tests.golden.providers.cases import play, recorded_prompt, requests, runs, texts, unread, wire

HOST = "gemini.google.com"
DATA = "/_/BardChatUi/data"
ASK = f"{DATA}/assistant.lamda.BardFrontendService/StreamGenerate"
FORM = "application/x-www-form-urlencoded;charset=UTF-8"
PROOF = "AJpMio0aBcDeFgHiJkLmNoPqRsTuVw:1770109200123"
REFUSAL = Refusal(reference="r-1", reasons=(), contact="Ask Zoë.")


def asked(inner: Any, target: str = ASK, **fields: str) -> Any:
    envelope = json.dumps([None, json.dumps(inner)])
    body = urlencode({"f.req": envelope, "at": PROOF, **fields}).encode()
    return wire(target, body, host=HOST, media=FORM)


def test_of_a_prompt_what_was_typed_and_the_names_of_files_are_text() -> None:
    prompt = recorded_prompt("gemini.web/request.form")
    said = {s.path: (s.text, s.role) for s in prompt.segments if s.path.startswith("/f.req/0")}
    assert said == {
        "/f.req/0/0": ('Write to Margaret Okonkwo, "rent" first. 😀', "user"),
        "/f.req/0/3/0/1": ("Okonkwo rent.pdf", "user"),
    }
    assert unread(prompt) == ["/f.req/0/3/0/0/0"]
    assert (prompt.stream, prompt.conversation) == (True, "")


def test_it_is_masked_three_quotations_deep_and_nothing_else_changes() -> None:
    (case,) = [one for one in requests() if str(one) == "gemini.web/request.form"]
    request = case.request()
    dialect = dialect_for(request)
    written = dialect.write(request, {0: 'Write to "P\\K7" & Zoë'})
    before, after = (
        json.loads(json.loads(parse_qs(body.decode())["f.req"][0])[1])
        for body in (request.body, written)
    )
    assert after[0][0] == 'Write to "P\\K7" & Zoë'
    after[0][0] = before[0][0]
    assert after == before
    tail = request.body[request.body.index(b"&at=") :]
    assert written.endswith(tail)


def test_a_later_prompt_continues_what_is_kept() -> None:
    request = asked([["And Ann Lowe?"], ["en"], ["c_1a2b3c4d5e6f", "r_1", "rc_1"]])
    prompt = dialect_for(request).read(request)
    assert (texts(prompt)[0], prompt.conversation) == ("And Ann Lowe?", "c_1a2b3c4d5e6f")


def test_words_where_an_id_should_be_are_text() -> None:
    request = asked([["Hello"], ["Ann Lowe is"], ["", "Ann Lowe was"], "Ann Lowe will be"])
    found = texts(dialect_for(request).read(request))
    assert {"Ann Lowe is", "Ann Lowe was", "Ann Lowe will be"} <= set(found)


@pytest.mark.parametrize(
    "value",
    ["Ann Lowe is", '[null,"Ann Lowe is"]', '["Ann Lowe is"]', '{"a":"Ann Lowe is"}', "[null"],
)
def test_another_form_is_read_like_any_other(value: str) -> None:
    body = urlencode({"f.req": value, "at": "Ann Lowe is"}).encode()
    request = wire(ASK, body, host=HOST, media=FORM)
    found = texts(dialect_for(request).read(request))
    assert found.count("Ann Lowe is") == (1 if value == "[null" else 2)


def test_a_body_that_is_no_form_is_read_too() -> None:
    request = wire(ASK, b'{"a": "Ann Lowe is"}', host=HOST)
    assert texts(dialect_for(request).read(request)) == ["Ann Lowe is"]
    request = wire(ASK, b"\xff\xfe", host=HOST, media=FORM)
    assert unread(dialect_for(request).read(request)) == ["body"]


def test_all_of_a_procedure_is_text_and_old_chats_are_recalled() -> None:
    prompt = recorded_prompt("gemini.procedures/request.form")
    assert texts(prompt)[:2] == [
        "Letters of Owen Pritchard",
        "You write for Owen Pritchard of housing.",
    ]
    envelope = json.dumps([[["hNvQHb", '["c_1a2b3c4d5e6f7a8b",10]', None, "generic"]]])
    body = urlencode({"f.req": envelope}).encode()
    request = wire(f"{DATA}/batchexecute", body, host=HOST, media=FORM)
    assert "c_1a2b3c4d5e6f7a8b" in dialect_for(request).read(request).recalls


@pytest.mark.parametrize("target", [ASK, f"/u/1{ASK}?rt=c"])
def test_a_refusal_is_a_candidate(target: str) -> None:
    request = asked([["Hello"]], target)
    dialect = dialect_for(request)
    refused = dialect.refusal(request, REFUSAL)
    codec = dialect.answer(request, status=200, content_type="application/json")
    assert list(runs(play(codec, [refused.body])).values()) == [REFUSAL.in_chat]
    assert (refused.status, codec.facts.finished) == (200, True)


def test_a_failure_in_a_stream_replaces_what_was_said() -> None:
    request = asked([["Hello"]])
    codec = dialect_for(request).answer(request, status=200, content_type="application/json")
    assert list(runs(play(codec, [b")]}'\n\n", codec.failure("Stopped")])).values()) == ["Stopped"]


@pytest.mark.parametrize("target", [ASK, f"{DATA}/batchexecute"])
def test_the_name_of_a_field_that_holds_nothing_is_text(target: str) -> None:
    """As is what stands in a form without any name."""
    for body in (b"Letters+of+Owen+Pritchard=", b"Letters+of+Owen+Pritchard", b"&Owen+Pritchard&"):
        prompt = dialect_for(request := wire(target, body, host=HOST, media=FORM)).read(request)
        assert any("Owen Pritchard" in text for text in texts(prompt))
