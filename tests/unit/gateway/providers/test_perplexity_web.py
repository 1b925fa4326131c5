"""Perplexity's web chat: a prompt that stands twice, threads, and a refusal as an answer."""

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from tests.golden.providers.cases import (
    SSE,
    play,
    read,
    recorded_prompt,
    runs,
    texts,
    unread,
    wire,
)

HOST = "www.perplexity.ai"
ASK = "/rest/sse/perplexity_ask"
REFUSAL = Refusal(reference="r-1", reasons=(), contact="Ask Zoë.")


def test_a_prompt_is_found_in_both_places_and_nothing_else_is_text() -> None:
    prompt = recorded_prompt("perplexity.web/request.json")
    assert texts(prompt) == ['Write to Margaret Okonkwo, "rent" first.'] * 2
    assert {segment.role for segment in prompt.segments} == {"user"}
    assert (prompt.stream, prompt.conversation) == (True, "")


def test_both_are_masked() -> None:
    body = b'{"params": {"dsl_query": "Ann Lowe is"}, "query_str": "Ann Lowe is"}'
    request = wire(ASK, body, host=HOST)
    written = dialect_for(request).write(request, {0: "PersonK7Q2 is", 1: "PersonK7Q2 is"})
    assert written == body.replace(b"Ann Lowe", b"PersonK7Q2")


def test_a_later_prompt_continues_what_is_kept_and_files_are_not_passed_over() -> None:
    params = {"last_backend_uuid": "c0de0001-0000", "attachments": ["https://s3.example/a.pdf"]}
    prompt = read(ASK, {"params": params, "query_str": "And Ann Lowe?"}, host=HOST)
    assert (prompt.conversation, prompt.carried) == ("c0de0001-0000", False)
    assert unread(prompt) == ["/params/attachments/0"]


def test_an_old_thread_is_recalled_by_its_address() -> None:
    request = wire("/rest/thread/write-to-personk7q2-Xy3?source=x", host=HOST, method="GET")
    prompt = dialect_for(request).read(request)
    assert (prompt.dialect, prompt.recalls) == ("perplexity.web", ("write-to-personk7q2-Xy3",))


def test_an_answer_that_broke_off_is_asked_for_again_by_its_name() -> None:
    body = {"reconnectInitialSnapshot": True}
    prompt = read(f"{ASK}/reconnect/c0de0001-0000", body, host=HOST)
    assert (prompt.recalls, prompt.stream, prompt.conversation) == (("c0de0001-0000",), True, "")


def test_a_refusal_is_an_answer_that_is_complete() -> None:
    request = wire(ASK, b"{}", host=HOST)
    dialect = dialect_for(request)
    refused = dialect.refusal(request, REFUSAL)
    codec = dialect.answer(request, status=200, content_type=SSE)
    assert list(runs(play(codec, [refused.body])).values()) == [REFUSAL.in_chat]
    assert (refused.status, codec.facts.finished) == (200, True)


def test_a_smaller_call_is_refused_by_an_error() -> None:
    request = wire("/rest/thread/list_ask_threads", b"{}", host=HOST)
    assert dialect_for(request).refusal(request, REFUSAL).status == 403
