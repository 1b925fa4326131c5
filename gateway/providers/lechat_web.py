"""The dialect `lechat.web`: the chat of chat.mistral.ai, and the procedures of its page (tRPC)."""

import json
import re
from dataclasses import replace
from typing import Any

from gateway.providers.coverage import Part, Route, alike, by_traffic
from gateway.providers.dialect import register
from gateway.providers.events import Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.lechat_events import Patches
from gateway.providers.refusals import generic_shape
from gateway.providers.web_format import READS_BACK, WebFormat, sent
from gateway.providers.web_framing import NumberedLines
from gateway.refusal import Refusal
from gateway.types import WireRequest

_MOST_IN_BATCH = 20
_NUMBERS = frozenset(map(str, range(_MOST_IN_BATCH)))
_WORDS = (  # noqa: SIM905 - a list of words reads better
    "features/* disabledFeatures/* integrations/* platform userTimezone"
    " clientPromptData/currentDate supportedTaskCallbacks/* action kind"
).split()
_UNDEFINED = (  # noqa: SIM905
    "content voiceInput audioInput agentId agentsApiAgentId agentDescriptionsMetadata files"
    " features integrations libraries projectId incognito isSampleChatForAgentId canva model"
    " chatId parentId parentVersion action transcription"
).split()

CHAT = Family(
    roles={
        "content": "user",
        "messageInput": "user",
        "title": "user",
        "name": "user",
        "instructions": "system",
    },
    kinds={
        **COMMON,
        **dict.fromkeys(_WORDS, Kind.WORD),
        **{f"values/{name}/*": Kind.WORD for name in _UNDEFINED},
        "chatId": Kind.CONVERSATION,
        "stableAnonymousIdentifier": Kind.ID,
        "messageFiles/*": Kind.HELD,
        "messageFiles/*/id": Kind.HELD,
        "files/*": Kind.HELD,
        "files/*/id": Kind.HELD,
        "libraries/*": Kind.HELD,
    },
    wrappers=_NUMBERS | {"json"},
    keys=_NUMBERS,
)

_ASKS = re.compile(r"^/api/chat$")
_TELEMETRY = r"(?:event|analytics|telemetry)\."


def _begins(sent: Json) -> bool:
    """The prompt itself went with the call that made the chat."""
    return bool(member(sent, "mode") == "start")


def _told(request: WireRequest, refusal: Refusal) -> bytes:
    """A message of the assistant, as patches where the page asked for them, else as text."""
    if not sent(request).get("shouldUseMessagePatch"):
        end = json.dumps({"finishReason": "stop"})
        return f"0:{json.dumps(refusal.in_chat)}\nd:{end}\n".encode()
    chunk = {"type": "text", "text": refusal.in_chat, "_context": None}
    patches = [
        {"op": "replace", "path": "/contentChunks", "value": [chunk]},
        {"op": "replace", "path": "/generationStatus", "value": "success"},
    ]
    told = {"type": "message", "messageId": refusal.reference, "messageVersion": 0}
    line = json.dumps({"json": told | {"patches": patches}})
    return f"15:{line}\n8:null\n".encode()


def _shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """As the page's procedures fail (one error for a whole batch), and as others do."""
    usual = generic_shape(refusal, status)
    data = {"code": "FORBIDDEN", "httpStatus": status}
    error = {"message": refusal.text, "code": -32603, "data": data}
    return {**usual, "error": {**usual["error"], "json": error}}


def _failure(message: str) -> str:
    return json.dumps(message)


_NOTE = "the page's own interface, seen in public code"
_ASK = Route(
    products=("Le Chat",),
    method="POST",
    path="/api/chat",
    streams=True,
    note=f"{_NOTE}; a chat that began here may go on; files it keeps are refused",
)

LECHAT_DIALECT = register(
    WebFormat(
        name="lechat.web",
        hosts=re.compile(r"chat\.mistral\.ai"),
        route=re.compile(rf"^/api/(?:(?P<stream>chat)|trpc/(?!{_TELEMETRY})[\w.,-]+)$"),
        methods=READS_BACK,
        family=CHAT,
        reader=read_anything,
        fresh=Patches,
        shape=_shape,
        failure=_failure,
        asks=_ASKS,
        told=_told,
        telling="text/plain; charset=utf-8",
        begins=_begins,
        recalled=re.compile(r'"(?:chatId|id)":\s*"([0-9a-fA-F-]{36})"'),
        lists=re.compile(r"^/api/trpc/"),
        framing=NumberedLines,
        routes=by_traffic(
            (
                _ASK,
                *alike(
                    replace(
                        _ASK,
                        path="/api/trpc/message.newChat",
                        inspects=(Part.TEXT, Part.SYSTEM),
                        streams=False,
                        note=f"{_NOTE}; the first prompt of a chat",
                    ),
                    "/api/trpc/{procedures}",
                ),
                replace(
                    _ASK,
                    method="GET",
                    path="/api/trpc/{procedures}",
                    streams=False,
                    note=f"{_NOTE}; shown again with the person's own words",
                ),
            ),
            "POST /api/chat",
            "POST /api/trpc/message.newChat",
        ),
    )
)
