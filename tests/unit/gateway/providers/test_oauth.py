"""Signing in at a server of tools: what proves it is not kept, what else is said is read."""

import json

import pytest

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from gateway.types import Effect, Reason
from tests.golden.providers.cases import play, recorded_answer, recorded_prompt, texts, wire

HOST = "tools.calderwick.example"
FORM = "application/x-www-form-urlencoded"


def test_only_what_proves_nothing_is_a_text() -> None:
    prompt = recorded_prompt("oauth/request.form")
    assert prompt.dialect == "oauth"
    assert texts(prompt) == ["for Ann Lowe"]


def test_words_in_the_place_of_a_secret_are_read() -> None:
    body = b"grant_type=refresh_token&refresh_token=Ann+Lowe+is+ill"
    request = wire("/token", body, host=HOST, media=FORM)
    assert texts(dialect_for(request).read(request)) == ["Ann Lowe is ill"]


def test_a_name_without_a_value_is_read() -> None:
    request = wire("/token", b"grant_type=x&Ann+Lowe+is+ill&Okonkwo", host=HOST, media=FORM)
    assert texts(dialect_for(request).read(request)) == ["Ann Lowe is ill", "Okonkwo"]


def test_two_words_are_no_code() -> None:
    request = wire("/token", b"grant_type=x&code=Ann+Lowe", host=HOST, media=FORM)
    assert texts(dialect_for(request).read(request)) == ["Ann Lowe"]


def test_what_comes_back_is_no_text() -> None:
    _, (frame,) = recorded_answer("oauth/answer.json")
    assert frame.fields == ()


def test_an_error_is_learnt() -> None:
    request = wire("/token", b"grant_type=x", host=HOST, media=FORM)
    made = dialect_for(request).answer(request, status=400, content_type="application/json")
    play(made, [b'{"error":"invalid_grant","error_description":"no"}'])
    assert made.facts.error == "invalid_grant"


@pytest.mark.parametrize(
    ("target", "body", "media", "name"),
    [
        ("/token", b"grant_type=refresh_token", FORM, "oauth"),
        ("/oauth2/v1/revoke", b"token=x", FORM, "oauth"),
        ("/register", b'{"redirect_uris": ["http://127.0.0.1/"]}', "application/json", "oauth"),
        ("/token", b"prompt=Ann+Lowe", FORM, "generic"),
        ("/register", b'{"prompt": "Ann Lowe"}', "application/json", "generic"),
        ("/ask", b"grant_type=refresh_token", FORM, "generic"),
    ],
)
def test_path_and_body_must_both_say_so(target: str, body: bytes, media: str, name: str) -> None:
    assert dialect_for(wire(target, body, host=HOST, media=media)).name == name


def test_a_refusal_is_an_error_of_signing_in() -> None:
    reason = Reason(rule="r", clause="7.2", effect=Effect.BLOCK, message="Take it out.")
    refusal = Refusal(reference="01J", reasons=(reason,), contact="ig@council.example")
    request = wire("/token", b"grant_type=x", host=HOST, media=FORM)
    response = dialect_for(request).refusal(request, refusal)
    assert json.loads(response.body)["error_description"] == refusal.text
