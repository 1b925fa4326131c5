"""The dialect `deepseek.web`: the chat of chat.deepseek.com."""

import json
import re
from dataclasses import replace
from typing import Any

from gateway.providers.coverage import Part, Route, alike, by_traffic
from gateway.providers.deepseek_events import Fragments
from gateway.providers.dialect import register
from gateway.providers.events import Json, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import generic_shape
from gateway.providers.web_format import READS_BACK, WebFormat
from gateway.refusal import Refusal
from gateway.types import WireRequest

CHAT = Family(
    roles={"prompt": "user", "title": "user", "content": "user"},
    kinds={
        **COMMON,
        "chat_session_id": Kind.CONVERSATION,
        "ref_file_ids/*": Kind.HELD,
        "file_ids/*": Kind.HELD,
        "client_stream_id": Kind.ID,
        "model_type": Kind.WORD,
        "target_path": Kind.WORD,
    },
)

_ASKS = re.compile(r"/chat/(?:completion|edit_message|continue|regenerate)$")


def _begins(sent: Json) -> bool:
    """No message stands before this one."""
    names = sent.keys() if isinstance(sent, dict) else ()
    return "parent_message_id" in names and sent["parent_message_id"] is None


def _told(request: WireRequest, refusal: Refusal) -> bytes:
    """A hint, which the page shows where the answer would stand."""
    hint = {
        "type": "error",
        "content": refusal.in_chat,
        "clear_response": False,
        "finish_reason": "policy_violation",
    }
    events = (
        ("ready", {"request_message_id": 1, "response_message_id": 2}),
        ("hint", hint),
        ("close", {"click_behavior": "none"}),
    )
    return "".join([f"event: {n}\ndata: {json.dumps(v)}\n\n" for n, v in events]).encode()


def _shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """As the page's own calls fail, and as others do."""
    return {**generic_shape(refusal, status), "code": status, "msg": refusal.text, "data": None}


def _failure(message: str) -> str:
    hint = {"type": "error", "content": message, "finish_reason": "gateway_error"}
    return json.dumps(hint)


_NOTE = "the page's own interface, seen in public code"
_ASK = Route(
    products=("DeepSeek web",),
    method="POST",
    path="/api/v0/chat/completion",
    streams=True,
    note=f"{_NOTE}; a chat that began here may go on; files it keeps are refused",
)

DEEPSEEK_DIALECT = register(
    WebFormat(
        name="deepseek.web",
        hosts=re.compile(r"(?:[a-z0-9-]+\.)*deepseek\.com"),
        route=re.compile(
            r"^/api/v0/(?:chat/(?:(?P<stream>completion|edit_message|continue|regenerate)"
            r"|history_messages|message_feedback|resume_stream)"
            r"|chat_session/(?:update_title|fetch_page)"
            r"|file/(?:upload_file|fetch_files))$"
        ),
        methods=READS_BACK,
        family=CHAT,
        reader=read_anything,
        fresh=Fragments,
        shape=_shape,
        failure=_failure,
        failure_event="hint",
        asks=_ASKS,
        told=_told,
        begins=_begins,
        lists=re.compile(r"/chat_session/fetch_page$"),
        recalled=re.compile(r"(?:^|&)chat_session_id=([^&]+)"),
        routes=by_traffic(
            (
                *alike(_ASK, "/api/v0/chat/edit_message", "/api/v0/chat/continue"),
                replace(_ASK, path="/api/v0/chat_session/update_title", streams=False, note=_NOTE),
                replace(
                    _ASK,
                    path="/api/v0/file/upload_file",
                    inspects=(Part.FILES,),
                    masks=False,
                    streams=False,
                    note=f"{_NOTE}; the file itself is read here",
                ),
                *alike(
                    replace(
                        _ASK,
                        method="GET",
                        path="/api/v0/chat/history_messages",
                        streams=False,
                        note=f"{_NOTE}; shown again with the person's own words",
                    ),
                    "/api/v0/chat_session/fetch_page",
                ),
            ),
            "POST /api/v0/chat/completion",
            "GET /api/v0/chat/history_messages",
        ),
    )
)
