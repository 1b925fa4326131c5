"""The dialect `chatgpt.web`: ChatGPT in the browser and on the desktop, with an account or not."""

import json
import re
import uuid
from dataclasses import replace
from typing import Any

from gateway.providers.chatgpt_events import Conversation
from gateway.providers.coverage import Part, Route, Status, alike, by_traffic
from gateway.providers.dialect import register
from gateway.providers.events import read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.web_format import WebFormat, sent
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


def detail_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What the page shows of an error."""
    return {"detail": refusal.text}


def _told(request: WireRequest, refusal: Refusal) -> bytes:
    """One message of the assistant, complete; 401 and 403 mean a lost login to the page."""
    message = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, refusal.reference)),
        "author": {"role": "assistant", "name": None, "metadata": {}},
        "create_time": 0,
        "content": {"content_type": "text", "parts": [refusal.text]},
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
_ASK = Route(
    products=("ChatGPT web", "ChatGPT web (legacy, redirects)", "ChatGPT desktop app"),
    method="POST",
    path="/backend-api/f/conversation",
    inspects=(Part.TEXT, Part.TOOLS),
    streams=True,
    note=f"{_NOTE}; a follow-up continues what OpenAI keeps; files it keeps are refused",
)

_BELOW = (
    r"/(?:(?:f/)?conversation(?:/prepare|/resume|/gen_title(?:/(?P<conversation>[^/]+))?)?"
    r"|ecosystem/call_mcp|user_system_messages|memories(?:/[^/]+)?|files(?:/process_upload_stream)?"
    r"|conversation/message_feedback)$"
)
_SMALLER = (
    *("/conversation/gen_title/{conversation}", "/conversation/message_feedback"),
    *("/ecosystem/call_mcp", "/user_system_messages", "/memories"),
)

CHATGPT_DIALECT = WebFormat(
    name="chatgpt.web",
    hosts=re.compile(r"(?:www\.|desktop\.)?chatgpt\.com|chat\.openai\.com"),
    route=re.compile(rf"^/backend-api{_BELOW}"),
    family=SENT,
    reader=read_anything,
    fresh=Conversation,
    shape=detail_shape,
    failure=_failure,
    asks=_ASKS,
    told=_told,
    routes=by_traffic(
        (
            *alike(_ASK, "/backend-api/conversation"),
            *alike(
                replace(_ASK, path="/backend-api/f/conversation/prepare", note=f"{_NOTE}; a draft"),
                *(f"/backend-api{path}" for path in _SMALLER),
            ),
        ),
        "POST /backend-api/f/conversation",
    ),
)
register(CHATGPT_DIALECT)

ANONYMOUS_DIALECT = register(
    replace(
        CHATGPT_DIALECT,
        name="chatgpt.anonymous",
        route=re.compile(rf"^/backend-anon{_BELOW}"),
        routes=alike(
            replace(
                _ASK,
                path="/backend-anon/f/conversation",
                masks=False,
                restores=False,
                status=Status.BLOCKED,
                note="without an account: refused by the rule `anonymous-chat`, unless a tool"
                " allows it",
            ),
            "/backend-anon/f/conversation/prepare",
        ),
    )
)
