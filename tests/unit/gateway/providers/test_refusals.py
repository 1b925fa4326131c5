"""A refusal is an ordinary error of the provider, is not retried, and can be read by people."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from google.genai._gaos.errors.createinteraction import CreateInteractionClientErrorData
from google.genai._gaos.types.interactions.errorevent import ErrorEvent

from gateway.providers.dialect import dialect_for, dialects
from gateway.providers.refusals import interactions_failure
from gateway.providers.web_format import WebFormat
from gateway.refusal import Refusal, WireResponse
from gateway.types import Effect, Reason
from tests.golden.providers.cases import HOMES, wire


def refusal(status: int = 403, message: str = "Take the name out and try again.") -> Refusal:
    reason = Reason(rule="personal", clause="7.2", effect=Effect.BLOCK, message=message)
    return Refusal(
        reference="01JREF", reasons=(reason,), contact="ig@council.example", status=status
    )


def refused(target: str, asked: Refusal | None = None, **more: Any) -> WireResponse:
    request = wire(target, b"{}", **more)
    return dialect_for(request).refusal(request, asked or refusal())


def shown(response: WireResponse) -> Any:
    return json.loads(response.body)


COPILOT = ("githubcopilot.com", "copilot-proxy.githubusercontent.com")
TEXT = refusal().text


@pytest.mark.parametrize(
    "name", ["openai.chat", "openai.completions", "openai.embeddings", "openai.responses"]
)
def test_openai_sees_an_openai_error(name: str) -> None:
    host, target, _ = HOMES[name]
    assert shown(refused(target, host=host)) == {
        "error": {
            "message": TEXT,
            "type": "policy_violation",
            "param": None,
            "code": "policy_violation",
        }
    }


def test_anthropic_sees_an_anthropic_error() -> None:
    assert shown(refused("/v1/messages")) == {
        "type": "error",
        "error": {"type": "permission_error", "message": TEXT},
        "request_id": "01JREF",
    }


def test_google_sees_a_google_error() -> None:
    assert shown(refused("/v1/models/g:generateContent")) == {
        "error": {"code": 403, "message": TEXT, "status": "PERMISSION_DENIED"}
    }


def test_googles_client_of_interactions_knows_the_error_and_the_end_of_a_stream() -> None:
    response = refused("/v1beta/interactions", host="generativelanguage.googleapis.com")
    known = CreateInteractionClientErrorData.model_validate_json(response.body)
    assert (known.error.code, known.error.message) == ("permission_denied", TEXT)
    ended = ErrorEvent.model_validate_json(interactions_failure("It had to stop."))
    assert ended.error
    assert ended.error.message == "It had to stop."


def test_anybody_else_finds_the_message_in_either_place() -> None:
    body = shown(refused("/v2/chat"))
    assert body["error"]["message"] == body["message"] == TEXT


@pytest.mark.parametrize("name", sorted(HOMES))
def test_no_client_is_told_to_try_again(name: str) -> None:
    host, target, _ = HOMES[name]
    response = refused(target, host=host)
    headers = dict(response.headers)
    # A page takes 403 for a lost login, so that it is answered in the chat instead.
    page = dialects().get(name.partition("@")[0])
    asked = isinstance(page, WebFormat) and page.asks.search(target.partition("?")[0])
    telling = page.telling if isinstance(page, WebFormat) and asked else ""
    assert response.status == (200 if telling else 400 if host.endswith(COPILOT) else 403)
    assert headers["x-should-retry"] == "false"
    assert headers["cache-control"] == "no-store"
    assert headers["x-request-id"] == headers["request-id"] == "01JREF"
    assert headers["content-type"] == (telling or "application/json")
    assert "retry-after" not in headers


@pytest.mark.parametrize(
    ("asked", "given"),
    [(413, 413), (421, 421), (431, 431), (400, 400), (407, 407)]
    + [(status, 403) for status in (408, 409, 425, 429, 500, 503, 529, 200, 302)],
)
def test_a_status_that_sdks_retry_becomes_a_final_one(asked: int, given: int) -> None:
    assert refused("/v1/messages", refusal(asked)).status == given


@pytest.mark.parametrize(
    ("host", "target"),
    [
        ("api.githubcopilot.com", "/chat/completions"),
        ("copilot-proxy.githubusercontent.com", "/v1/engines/e/completions"),
        ("proxy.business.githubcopilot.com", "/v1/engines/e/completions"),
    ],
)
def test_copilot_needs_a_bad_request(host: str, target: str) -> None:
    assert refused(target, host=host).status == 400


def test_openrouter_takes_the_code_of_an_error_for_a_number() -> None:
    error = shown(refused("/api/v1/chat/completions", host="openrouter.ai"))["error"]
    assert (error["code"], error["message"]) == (403, TEXT)


def test_a_call_from_another_origin_may_read_the_refusal() -> None:
    response = refused("/api/ask", headers={"origin": "https://chat.example"})
    headers = dict(response.headers)
    assert headers["access-control-allow-origin"] == "https://chat.example"
    assert headers["access-control-allow-credentials"] == "true"


@pytest.mark.parametrize(
    ("headers", "page"),
    [
        ({"sec-fetch-dest": "document"}, True),
        ({"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, True),
        ({"accept": "text/html", "sec-fetch-dest": "empty"}, False),
        ({"accept": "application/json, text/html"}, False),
        ({"accept": "*/*"}, False),
        ({}, False),
    ],
)
def test_people_in_a_browser_get_a_page(headers: dict[str, str], page: bool) -> None:
    response = refused("/", method="GET", headers=headers)
    assert dict(response.headers)["content-type"].startswith("text/html") is page


class Outline(HTMLParser):
    """The tags of a page and the text in it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes[tag] = dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def page(message: str) -> Outline:
    response = refused("/", refusal(message=message), method="GET", headers={"accept": "text/html"})
    outline = Outline()
    outline.feed(response.body.decode())
    return outline


def test_the_page_says_why_what_next_and_whom_to_ask() -> None:
    outline = page("Take the name out and try again.")
    for wanted in ("Take the name out", "clause 7.2", "ig@council.example", "01JREF"):
        assert wanted in outline.text


def test_the_page_is_accessible_and_stands_alone() -> None:
    outline = page("Take the name out.")
    assert outline.attributes["html"]["lang"] == "en"
    assert outline.tags.count("h1") == outline.tags.count("main") == 1
    assert {"title", "ul", "li"} <= set(outline.tags)
    assert not {"script", "img", "link", "iframe"} & set(outline.tags)


def test_nothing_in_a_reason_becomes_markup() -> None:
    outline = page("<script>alert(1)</script> & <b>")
    assert "script" not in outline.tags
    assert "<script>alert(1)</script> & <b>" in outline.text


def test_the_page_lets_nothing_be_loaded() -> None:
    response = refused("/", method="GET", headers={"accept": "text/html"})
    assert dict(response.headers)["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("asked", "first", "second"),
    [
        ("cy-GB,cy;q=0.9,en;q=0.5", "Ni chafodd y cais hwn", "This request was not sent"),
        ("en-GB,en", "This request was not sent", "Ni chafodd y cais hwn"),
        ("", "This request was not sent", "Ni chafodd y cais hwn"),
    ],
)
def test_a_page_in_two_languages_begins_with_the_readers(
    asked: str, first: str, second: str
) -> None:
    headers = {"accept": "text/html", "accept-language": asked}
    both = replace(refusal(), languages=("en", "cy"))
    text = refused("/", both, method="GET", headers=headers).body.decode()
    body = text.partition("<main>")[2]
    assert 0 < body.index(first) < body.index(second)
