"""What all pages of web chats have in common."""

import re
from dataclasses import replace
from typing import Any

import pytest

from gateway.providers.chatgpt_web import CHATGPT_DIALECT
from gateway.providers.dialect import dialect_for, dialects
from gateway.providers.found import LISTED
from gateway.providers.framing import Lines, Whole
from gateway.providers.web_format import WebFormat, sent
from gateway.refusal import Refusal
from tests.golden.providers.cases import HOMES, wire

PAGES = sorted(name for name, dialect in dialects().items() if isinstance(dialect, WebFormat))
REFUSAL = Refusal(reference="r-1", reasons=(), contact='Ask "Zoë".')
FORMAT = replace(
    CHATGPT_DIALECT,
    route=re.compile("^/ask(?:/(?P<conversation>.+))?$"),
    asks=re.compile("^/ask"),
    begins=lambda body: body == {"first": 1},
    recalled=re.compile("(?:^|&)chat=([^&]+)"),
    lists=re.compile("^/ask/all$"),
    framing=Lines,
)


def test_the_list_of_pages_is_what_was_agreed() -> None:
    assert [
        *("chatgpt.web", "deepseek.web", "gemini.procedures", "gemini.web", "grok.web"),
        *("lechat.web", "mscopilot.calls", "perplexity.web"),
    ] == PAGES


@pytest.mark.parametrize("name", [name for name in PAGES if name != "mscopilot.calls"])
def test_a_refused_prompt_is_answered_where_the_page_looks(name: str) -> None:
    host, target, _ = HOMES[name]
    request = wire(target, b"{}", host=host)
    refused = dialect_for(request).refusal(request, REFUSAL)
    assert refused.status == 200
    assert [n for n, _ in refused.headers].count("content-type") == 1
    assert b"Ask " in refused.body


def test_a_first_turn_has_no_history() -> None:
    first, later = wire("/ask/c-1", b'{"first": 1}'), wire("/ask/c-1", b'{"first": 2}')
    assert FORMAT.read(first).carried
    assert not FORMAT.read(later).carried
    assert not FORMAT.read(wire("/ask", b'{"first": 1}')).carried


def test_the_answer_is_about_the_conversation_that_the_path_names() -> None:
    codec = FORMAT.answer(wire("/ask/c-1", b"{}"), status=200, content_type="text/plain")
    assert codec.facts.conversation == "c-1"


def test_what_the_query_names_is_recalled() -> None:
    assert FORMAT.read(wire("/ask?x=1&chat=c-7")).recalls == ("c-7",)
    assert FORMAT.read(wire("/ask?chat=somebody's words")).recalls == ()


def test_a_list_names_all_of_a_persons_chats() -> None:
    assert FORMAT.read(wire("/ask/all")).recalls == (LISTED,)
    assert FORMAT.read(wire("/ask/all")).chat


@pytest.mark.parametrize(
    ("target", "status", "kind"), [("/ask", 200, Lines), ("/ask", 429, Whole), ("/x", 200, Whole)]
)
def test_answers_awaited_are_cut_as_the_page_cuts_them(target: str, status: int, kind: Any) -> None:
    codec = FORMAT.answer(wire(target), status=status, content_type="application/json")
    assert type(codec._framing) is kind


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_a_body_that_is_no_object_says_nothing(body: bytes) -> None:
    assert sent(wire("/ask", body)) == {}
