"""The dialect `chatgpt.web`: ChatGPT in the browser and on the desktop, with an account or not."""

import json
import re
import uuid
from dataclasses import dataclass, replace
from typing import Any

from gateway.providers.chatgpt_events import Conversation
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.found import Found
from gateway.providers.web_format import WebFormat, sent
from gateway.providers.wire_format import plain_path
from gateway.refusal import Refusal
from gateway.types import WireRequest

_WORDS = (  # noqa: SIM905 - a list of words reads better
    "action timezone thinking_effort system_hints/* supported_encodings/* conversation_mode/kind"
    " client_contextual_info/app_name client_prepare_state variant_purpose force_parallel_switch"
    " paragen_cot_summary_display_override content/content_type parts/*/content_type use_case"
    " history_and_training_disabled metadata/attachments/*/source create_time update_time"
).split()

SENT = Family(
    roles={
        "messages": "user",
        "partial_query": "user",
        "input_text": "user",
        "title": "user",
        "about_user_message": "user",
        "about_model_message": "system",
        "tool_input": "assistant",
    },
    kinds={
        **COMMON,
        **dict.fromkeys(_WORDS, Kind.WORD),
        "parts/*/asset_pointer": Kind.HELD,
        "attachments/*/id": Kind.HELD,
    },
)

_ASKS = re.compile(r"/conversation$")
_LISTS = re.compile(r"/conversations(?:/search)?$")
_ONE = re.compile(r"/conversation/(?:gen_title/)?(?P<id>(?=[^/]*[0-9])[^/]+)$")
_ANONYMOUS = "/backend-anon/"


def detail_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What the page shows of an error."""
    return {"detail": refusal.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFormat(WebFormat):
    """Its paths say whether somebody is signed in, and which chat is shown again."""

    def _from_path(self, request: WireRequest, found: Found) -> None:
        super(ChatFormat, self)._from_path(request, found)
        path = plain_path(request)
        found.account = "none" if path.startswith(_ANONYMOUS) else ""
        found.stream = _ASKS.search(path) is not None
        if one := _ONE.search(path):
            found.names_kept(one["id"])


def _told(request: WireRequest, refusal: Refusal) -> bytes:
    """One message of the assistant, complete; 401 and 403 mean a lost login to the page."""
    message = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, refusal.reference)),
        "author": {"role": "assistant", "name": None, "metadata": {}},
        "create_time": 0,
        "content": {"content_type": "text", "parts": [refusal.in_chat]},
        "status": "finished_successfully",
        "end_turn": True,
        "weight": 1.0,
        "metadata": {},
        "recipient": "all",
    }
    named = sent(request).get("conversation_id")
    known = named if isinstance(named, str) else None
    told = {"message": message, "conversation_id": known, "error": None}
    return f"data: {json.dumps(told)}\n\ndata: [DONE]\n\n".encode()


def _failure(message: str) -> str:
    """An error inside a stream, where the page looks for one."""
    return json.dumps({"message": None, "error": message})


_NOTE = "the page's own interface, seen in public code"
_PRODUCTS = (
    *("ChatGPT web", "ChatGPT web (legacy, redirects)", "ChatGPT desktop app"),
    *("ChatGPT iOS app", "ChatGPT Android app"),
)
_ASK = Route(
    products=_PRODUCTS,
    method="POST",
    path="/backend-api/f/conversation",
    inspects=(Part.TEXT, Part.TOOLS),
    streams=True,
    status=Status.TRAFFIC,
    note=f"{_NOTE}; a chat that began here may go on; files that OpenAI keeps are refused unless"
    " they went through here",
)
_CALL = replace(_ASK, inspects=(Part.TEXT,), streams=False, status=Status.DOCUMENTED, note=_NOTE)
_READ = replace(
    _CALL,
    method="GET",
    path="/backend-api/conversation/{conversation}",
    note=f"{_NOTE}; shown again with the person's own words",
)
_ROUTES = (
    *alike(_ASK, "/backend-api/conversation"),
    replace(
        _ASK,
        path="/backend-anon/f/conversation",
        status=Status.BLOCKED,
        note="without an account: the shipped rule signed-out-use refuses it",
    ),
    replace(_ASK, path="/backend-api/f/conversation/resume", status=Status.DOCUMENTED, note=_NOTE),
    *alike(
        replace(_CALL, path="/backend-api/f/conversation/prepare"),
        "/backend-api/conversation/gen_title/{conversation}",
        "/backend-api/conversation/message_feedback",
        "/backend-api/ecosystem/call_mcp",
        "/backend-api/user_system_messages",
        "/backend-api/memories",
    ),
    replace(
        _CALL,
        path="/backend-api/files",
        note="the file's name; its bytes are put to another address, read by the generic walk",
    ),
    *alike(_READ, "/backend-api/conversations", "/backend-api/conversations/search"),
)

CHATGPT_DIALECT = register(
    ChatFormat(
        name="chatgpt.web",
        hosts=re.compile(
            r"(?:(?:www|desktop)\.)?chatgpt\.com|(?:(?:ios|android)\.)?chat\.openai\.com"
        ),
        route=re.compile(
            r"^/backend-(?:api|anon)/(?:(?:f/)?conversation(?:/(?:prepare|resume|message_feedback"
            r"|gen_title(?:/[^/]+)?"
            r"|(?=[^/]*[0-9])[^/]+))?"
            r"|conversations(?:/search)?|(?:gizmos|projects)/[^/]+/conversations"
            r"|ecosystem/call_mcp|user_system_messages|memories(?:/[^/]+)?"
            r"|files(?:/process_upload_stream)?)$"
        ),
        methods=frozenset(("GET", "POST", "PUT", "PATCH")),
        family=SENT,
        reader=read_anything,
        fresh=Conversation,
        shape=detail_shape,
        failure=_failure,
        asks=_ASKS,
        told=_told,
        lists=_LISTS,
        routes=_ROUTES,
    )
)
