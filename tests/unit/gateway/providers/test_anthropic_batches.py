"""Batches: each message is read by itself, and results find their pseudonyms by the batch."""

import json

from gateway.providers.anthropic_batches import read_result
from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import (
    message,
    read,
    recorded_answer,
    recorded_prompt,
    runs,
    segment,
    wire,
)

BATCHES = "/v1/messages/batches"


def test_every_message_has_its_own_turns() -> None:
    prompt = recorded_prompt("anthropic.batches/request.json")
    assert not segment(prompt, "Who is Ann Lowe?").new
    assert segment(prompt, "Write to her.").new
    assert segment(prompt, "Thank Ben Okoro.").new
    assert segment(prompt, "A tenant.").role == "assistant"
    assert segment(prompt, "You answer for Calderwick Council.").role == "system"
    assert (
        segment(prompt, "Thank Ben Okoro.").path == "/requests/1/params/messages/0/content/0/text"
    )


def test_what_stands_beside_the_messages_is_read_too() -> None:
    prompt = recorded_prompt("anthropic.batches/request.json")
    assert segment(prompt, "tenant Ann Lowe").writable


def test_only_the_text_that_is_replaced_changes_in_a_batch() -> None:
    body = json.dumps({"requests": [{"custom_id": "a", "params": {"messages": [message("user", "Ann 😀 Lowe")]}}]})  # fmt: skip
    request = wire(BATCHES, body.encode())
    dialect = dialect_for(request)
    index = [s.text for s in dialect.read(request).segments].index("Ann 😀 Lowe")
    written = dialect.write(request, {index: 'Zoë "Z"'}).decode()
    assert json.loads(written)["requests"][0]["params"]["messages"][0]["content"] == 'Zoë "Z"'


def test_params_inside_params_are_a_part_of_them() -> None:
    use = {"type": "tool_use", "id": "t", "name": "f", "input": {"params": {"who": "Ann Lowe"}}}
    body = {"requests": [{"params": {"messages": [message("assistant", [use])]}}]}
    assert segment(read(BATCHES, body), "Ann Lowe").role == "assistant"


def test_results_are_texts_of_their_own() -> None:
    codec, frames = recorded_answer("anthropic.batches/stream.ndjson")
    assert sorted(runs(frames).values()) == ["Dear PersonK7Q2, é 😀", "Thank you, PersonK7Q2."]
    assert codec.facts.finished


def test_a_new_batch_is_kept_and_its_results_belong_to_it() -> None:
    said = {"id": "msgbatch_01", "type": "message_batch", "processing_status": "in_progress"}
    assert read_result(said, False).kept == ["msgbatch_01"]
    request = wire(f"{BATCHES}/msgbatch_01/results", method="GET")
    assert dialect_for(request).read(request).recalls == ("msgbatch_01",)
