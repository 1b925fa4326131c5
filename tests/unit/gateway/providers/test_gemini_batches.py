"""Gemini's batches: each request is read by itself, and answers find their pseudonyms."""

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import (
    read,
    recorded_answer,
    recorded_prompt,
    runs,
    segment,
    unread,
    wire,
)

HOST = "generativelanguage.googleapis.com"


def test_every_request_has_its_own_turns() -> None:
    prompt = recorded_prompt("gemini.batches/request.json")
    assert not segment(prompt, "Who is Ann Lowe?").new
    assert segment(prompt, "Write to her.").new
    assert segment(prompt, "Thank Ben Okoro.").new
    assert segment(prompt, "A tenant.").role == "assistant"
    assert prompt.model == "gemini-3-flash"


def test_names_and_keys_of_a_batch_are_read_too() -> None:
    prompt = recorded_prompt("gemini.batches/request.json")
    assert segment(prompt, "letters to Ann Lowe").writable
    assert segment(prompt, "case of Ann Lowe").writable


def test_requests_in_a_file_are_unread() -> None:
    body = {"batch": {"inputConfig": {"fileName": "files/abc"}}}
    target = "/v1beta/models/gemini-3:batchGenerateContent"
    assert len(unread(read(target, body, host=HOST))) == 1


def test_the_answers_are_in_the_batch_and_belong_to_it() -> None:
    codec, frames = recorded_answer("gemini.batches/answer.json")
    assert sorted(runs(frames).values()) == ["Dear PersonK7Q2, é 😀", "Thank you, PersonK7Q2."]
    name = "batches/hl5w02iyj0bpxs4qqf3yzkxy"
    assert codec.facts.kept == (name,)
    later = wire(f"/v1beta/{name}", host=HOST, method="GET")
    assert dialect_for(later).read(later).recalls == (name,)
