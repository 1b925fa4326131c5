"""Words in addresses are seen however often they are encoded; none of them can be altered."""

import json
from urllib.parse import quote, quote_plus

import pytest

from gateway.providers.dialect import dialect_for
from gateway.types import Prompt
from tests.golden.providers.cases import texts, wire

PROMPT = "Dear Ann Lowe, AB 12 34 56 C"


def asked(target: str, **headers: str) -> Prompt:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = wire(target, host="grok.com", method="GET", headers=named)
    return dialect_for(request).read(request)


@pytest.mark.parametrize(
    "target",
    [
        f"/chat?q={quote(PROMPT)}",
        f"/chat?q={quote(quote(PROMPT))}",
        f"/sign-in?next={quote_plus(f'/chat?q={quote_plus(PROMPT)}')}",
        f"/sign-in?next={quote(quote(quote(f'/chat?q={quote(PROMPT)}')))}",
        f"/search/{quote(quote(PROMPT))}/x",
    ],
)
def test_a_prompt_in_an_address_is_read_however_deep_it_is(target: str) -> None:
    prompt = asked(target)
    assert any(PROMPT in text for text in texts(prompt))
    assert not any(segment.writable for segment in prompt.segments)


def test_json_in_a_query_is_read_as_json() -> None:
    said = json.dumps({"0": {"json": {"query": 'Dear\nAnn "Zoë" Lowe', "limit": 1000000}}})
    assert texts(asked(f"/api?batch=1&input={quote(said)}"))[-2:] == [
        'Dear\nAnn "Zoë" Lowe',
        "1000000",
    ]


def test_what_only_looks_like_json_is_text() -> None:
    assert texts(asked("/api?input=%7BAnn+Lowe")) == ["{Ann Lowe"]


def test_the_address_that_a_pages_router_says_is_read() -> None:
    tree = ["", {"children": ['__PAGE__?{"q":"Ann Lowe"}', {}]}, None, "refetch"]
    prompt = asked("/chat?_rsc=1abc", next_router_state_tree=quote(json.dumps(tree)))
    assert '__PAGE__?{"q":"Ann Lowe"}' in texts(prompt)
    assert "/chat?q=Ann Lowe" in texts(asked("/chat", next_url="/chat?q=Ann%20Lowe"))
    assert texts(asked("/chat", next_url="/chat")) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("content-disposition", "attachment; filename*=UTF-8''Ann%20Lowe.pdf"),
        ("x-ms-blob-content-disposition", 'attachment; filename="Ann Lowe.pdf"'),
        ("x-file-name", "Ann%20Lowe.pdf"),
        ("x-goog-upload-file-name", "Ann%2520Lowe.pdf"),
        ("x-amz-meta-note", "For Ann Lowe"),
    ],
)
def test_names_of_files_in_headers_are_read(name: str, value: str) -> None:
    request = wire("/upload", b"", host="grok.com", method="PUT", headers={name: value})
    prompt = dialect_for(request).read(request)
    assert any("Ann Lowe" in text for text in texts(prompt))
    assert not any(segment.writable for segment in prompt.segments)


def test_words_that_put_a_list_in_order_are_nobodys() -> None:
    assert texts(asked("/v1/x?sort_by=created_at&sort_order=desc")) == []
    assert texts(asked("/v1/x?sort_by=Ann+Lowe&q=describe")) == ["Ann Lowe", "describe"]
