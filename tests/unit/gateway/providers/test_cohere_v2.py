"""Cohere's second chat: every text of messages, documents, tools and results is read."""

import json

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from tests.golden.providers.cases import read, recorded_prompt, segment, texts, wire

HOST = {"host": "api.cohere.com"}


def test_messages_are_read_with_plans_calls_results_and_documents() -> None:
    prompt = recorded_prompt("cohere.v2/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == ("cohere.v2", "command-a-03-2025", True)
    assert segment(prompt, "I will look up Ann Lowe first.").role == "assistant"
    assert not segment(prompt, "I will look up Ann Lowe first.").new
    assert segment(prompt, "Thank you — and the window?").new
    assert segment(prompt, "Ann Lowe has two repairs.").role == "assistant"


def test_documents_count_with_the_question_that_brings_them() -> None:
    body = {
        "model": "m",
        "messages": [
            {"role": "user", "content": "Hello"},
            {"role": "assistant", "content": "Hello"},
            {"role": "user", "content": "And now?"},
        ],
        "documents": [{"id": "1", "data": {"title": "Visit of Ann Lowe"}}],
    }
    prompt = read("/v2/chat", body, **HOST)
    assert segment(prompt, "Visit of Ann Lowe").new
    assert segment(prompt, "Visit of Ann Lowe").role == "user"


def test_a_mode_is_no_text_and_words_in_its_place_are() -> None:
    body = {"model": "m", "messages": [], "safety_mode": "CONTEXTUAL"}
    assert texts(read("/v2/chat", body, **HOST)) == []
    assert texts(read("/v2/chat", {**body, "safety_mode": "Ann Lowe is ill"}, **HOST)) == [
        "Ann Lowe is ill"
    ]


def test_a_refusal_is_cohere_s_error() -> None:
    request = wire("/v2/chat", b"{}", **HOST)
    refusal = Refusal(reference="01J", reasons=(), contact="ig@council.example")
    made = dialect_for(request).refusal(request, refusal)
    assert made.status == 403
    assert json.loads(made.body) == {"id": "01J", "message": refusal.text}
