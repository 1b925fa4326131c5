"""Refusals as each provider's SDK reads them, and as a page for people in a browser.

No SDK retries them: the status is one they take for final, and a header says so as well.
"""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from gateway.providers.refusal_words import PAGE
from gateway.refusal import Refusal, WireResponse
from gateway.types import WireRequest

type Shape = Callable[[Refusal, int], dict[str, Any]]
type Headers = Callable[[int], tuple[tuple[str, str], ...]]

_RETRIED = frozenset((408, 409, 425, 429))
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_COPILOT = ("githubcopilot.com", "copilot-proxy.githubusercontent.com")
_GOOGLE = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 404: "NOT_FOUND"}
_ANTHROPIC = {
    400: "invalid_request_error",
    401: "authentication_error",
    404: "not_found_error",
    413: "request_too_large",
}


def openai_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What the OpenAI SDKs, and those of the many compatible services, show."""
    return {"error": _openai_error(refusal.text, refusal.code)}


def numbered_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What OpenRouter's clients show: like OpenAI's, but its code is the status."""
    kind = {"error_type": refusal.code}
    return {"error": {"code": status, "message": refusal.text, "metadata": kind}}


def mistral_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What Mistral's SDK shows: the error is the whole body."""
    return {"object": "error", **_openai_error(refusal.text, refusal.code)}


def anthropic_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What the Anthropic SDKs show."""
    error = {"type": _ANTHROPIC.get(status, "permission_error"), "message": refusal.text}
    return {"type": "error", "error": error, "request_id": refusal.reference}


def google_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What the Google SDKs show."""
    name = _GOOGLE.get(status, "PERMISSION_DENIED")
    return {"error": {"code": status, "message": refusal.text, "status": name}}


def interactions_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What Google's client of interactions shows: its codes are words."""
    name = _GOOGLE.get(status, "PERMISSION_DENIED")
    return {"error": {"code": name.lower(), "message": refusal.text, "status": name}}


def generic_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """For callers nobody knows: the common shape, and the message where others look for it."""
    return {**openai_shape(refusal, status), "message": refusal.text}


def _openai_error(message: str, code: str) -> dict[str, Any]:
    return {"message": message, "type": "policy_violation", "param": None, "code": code}


def openai_failure(message: str) -> str:
    """An error inside a stream of chat or text completions, as JSON source."""
    return json.dumps({"error": _openai_error(message, "gateway_error")})


def mistral_failure(message: str) -> str:
    """An error inside a stream of Mistral's; its SDK raises whatever is no chunk."""
    return json.dumps({"object": "error", **_openai_error(message, "gateway_error")})


def responses_failure(message: str) -> str:
    """An error inside a stream of Responses; the nested form is the one that SDKs raise."""
    return json.dumps({"type": "error", "error": _openai_error(message, "gateway_error")})


def anthropic_failure(message: str) -> str:
    """An error inside a stream of messages."""
    return json.dumps({"type": "error", "error": {"type": "api_error", "message": message}})


def google_failure(message: str) -> str:
    """An error inside a stream of generated content."""
    return json.dumps({"error": {"code": 500, "message": message, "status": "INTERNAL"}})


def interactions_failure(message: str) -> str:
    """An error inside a stream of an interaction, whose events say inside what they are."""
    error = {"code": "internal", "message": message, "status": "INTERNAL"}
    return json.dumps({"event_type": "error", "error": error})


def upload_headers(status: int) -> tuple[tuple[str, str], ...]:
    """The state of an upload to Google, without which its SDK sends the file again and again."""
    return (("x-goog-upload-status", "final"),) if status < 500 else ()


def no_headers(status: int) -> tuple[tuple[str, str], ...]:
    """For vendors that say everything in the body."""
    return ()


def refuse(
    request: WireRequest, refusal: Refusal, shape: Shape, more: Headers = no_headers
) -> WireResponse:
    """The refusal as JSON of this shape, with whatever headers the vendor's SDK wants besides."""
    status = _status(request, refusal)
    body = json.dumps(shape(refusal, status), ensure_ascii=False).encode(errors="replace")
    headers = (*_headers(request, refusal, "application/json"), *more(status))
    return WireResponse(status=status, headers=headers, body=body)


def refuse_by_page(request: WireRequest, refusal: Refusal) -> WireResponse:
    """The refusal as a page, in the organisation's languages; the reader's own comes first."""
    languages = sorted(refusal.languages, key=lambda one: one != _preferred(request))
    words = [(one, PAGE[one]) for one in languages]
    body = _page().render(refusal=refusal, words=words).encode(errors="replace")
    headers = (
        *_headers(request, refusal, "text/html; charset=utf-8"),
        ("content-security-policy", _PAGE_POLICY),
        ("content-language", ", ".join(languages)),
    )
    return WireResponse(status=_status(request, refusal), headers=headers, body=body)


def _preferred(request: WireRequest) -> str:
    """The first language a browser asks for, by its two letters."""
    return request.header("accept-language").strip()[:2].lower()


def wants_page(request: WireRequest) -> bool:
    """Whether a person in a browser would see the answer as a page."""
    if request.header("sec-fetch-dest"):
        return request.header("sec-fetch-dest") in ("document", "iframe", "frame")
    first = request.header("accept").partition(",")[0].partition(";")[0].strip().lower()
    return first in ("text/html", "application/xhtml+xml")


def _status(request: WireRequest, refusal: Refusal) -> int:
    status = refusal.status
    if status in _RETRIED or not 400 <= status < 500:
        status = 403
    copilot = request.host.lower().endswith(_COPILOT)
    return 400 if status == 403 and copilot else status  # its editors take 403 for a lost login


def _headers(request: WireRequest, refusal: Refusal, media: str) -> tuple[tuple[str, str], ...]:
    plain = (
        ("content-type", media),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-should-retry", "false"),
        ("x-request-id", refusal.reference),
        ("request-id", refusal.reference),
    )
    origin = request.header("origin")
    if not origin:
        return plain
    # Without these a page that calls another origin learns only that something went wrong.
    shared = (
        ("access-control-allow-origin", origin),
        ("access-control-allow-credentials", "true"),
        ("vary", "origin"),
    )
    return plain + shared


@cache
def _page() -> Template:
    source = files("gateway.providers").joinpath("refusal.html").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
