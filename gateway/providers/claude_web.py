"""The dialect `claude.web`: the chat of claude.ai and of its desktop application."""

import json
import re
from dataclasses import dataclass, replace

from gateway.providers.claude_events import read_claude
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.found import Found
from gateway.providers.refusals import anthropic_failure, anthropic_shape
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.types import WireRequest

_WORDS = (  # noqa: SIM905 - a list of words reads better
    "rendering_mode timezone locale thinking_mode paprika_mode attachments/*/file_type"
    " tools/*/name tool_states/*/name compass_mode tool_search_mode personalized_styles/*/key"
).split()
_IDS = (  # noqa: SIM905
    "parent_message_uuid project_uuid turn_message_uuids/* turn_message_uuids/human_message_uuid"
    " turn_message_uuids/assistant_message_uuid message_uuid organization_uuid"
    " create_conversation_params/project_uuid"
).split()

CHAT = Family(
    roles={
        "prompt": "user",
        "attachments": "user",
        "message_content": "user",
        "name": "user",
        "content": "user",
        "custom_system_prompt": "system",
        "personalized_styles": "system",
        "prompt_template": "system",
        "tools": "system",
        "result": "tool",
        "tool_result": "tool",
    },
    kinds={
        **COMMON,
        **dict.fromkeys(_WORDS, Kind.WORD),
        **dict.fromkeys(_IDS, Kind.ID),
        "files/*": Kind.HELD,
        "files/*/file_uuid": Kind.HELD,
        "sync_sources/*": Kind.ELSEWHERE,
        "sync_sources/*/uuid": Kind.ELSEWHERE,
    },
)

_ROOT = "00000000-0000-4000-8000-000000000000"
"""The message that every chat begins with: what answers it has no history."""

_ASKS = re.compile(r"/(?:retry_)?completion$")
_CREATES = re.compile(r"/chat_conversations$")
_LISTS = re.compile(r"/(?:chat_)?conversations$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFormat(WireFormat):
    """The page chooses the id of a chat, and says itself when it begins one.

    Refused by an error, which the page shows: an answer of our own would have an id that the
    service does not know, and the next prompt names the answer before it.
    """

    def _from_path(self, request: WireRequest, found: Found) -> None:
        super(ChatFormat, self)._from_path(request, found)
        path = plain_path(request)
        found.chat = True
        found.stream = _ASKS.search(path) is not None
        if request.method.upper() == "GET":
            if _LISTS.search(path):
                found.names_all()
        elif _CREATES.search(path):
            found.names_conversation(_text(request, "uuid"))
            found.carried = True
        elif found.conversation:
            found.carried = _text(request, "parent_message_uuid") == _ROOT


def _text(request: WireRequest, name: str) -> str:
    try:
        found = member(json.loads(request.body), name)
    except (ValueError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


_CHATS = "/api/organizations/{organization}/chat_conversations"
_NOTE = "the page's own interface, seen in public code"
_ASK = Route(
    products=("Claude web/desktop",),
    method="POST",
    path=f"{_CHATS}/{{conversation}}/completion",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES),
    streams=True,
    status=Status.TRAFFIC,
    note=f"{_NOTE}; a chat that began here may go on",
)
_CALL = replace(
    _ASK, path=_CHATS, inspects=(Part.TEXT,), streams=False, status=Status.DOCUMENTED, note=_NOTE
)
_READ = replace(_CALL, method="GET", note=f"{_NOTE}; shown again with the person's own words")
_PROJECT = "/api/organizations/{organization}/projects/{project}"
_UPLOAD = replace(
    _CALL,
    path="/api/{organization}/upload",
    inspects=(Part.TEXT, Part.FILES),
    masks=False,
    note=f"{_NOTE}; the file itself is read here",
)

CLAUDE_DIALECT = register(
    ChatFormat(
        name="claude.web",
        hosts=re.compile(r"(?:[a-z0-9-]+\.)*claude\.ai"),
        route=re.compile(
            r"^/api/(?:organizations/[^/]+/(?:"
            r"chat_conversations(?:/(?P<conversation>[^/]+)/(?:completion|retry_completion"
            r"|tool_result)|/(?P<kept>[^/]+)(?:/(?:title|tool_approval|chat_feedback))?)?"
            r"|projects(?:/[^/]+(?:/(?:docs|upload|conversations))?)?|convert_document"
            r"|conversations/[^/]+/wiggle/upload-file|tasks/[^/]+/message)|[^/]+/upload)$"
        ),
        methods=frozenset(("GET", "POST", "PUT", "PATCH")),
        family=CHAT,
        reader=read_claude,
        shape=anthropic_shape,
        failure=anthropic_failure,
        failure_event="error",
        routes=(
            *alike(_ASK, f"{_CHATS}/{{conversation}}/retry_completion"),
            *alike(
                _CALL,
                f"{_CHATS}/{{conversation}}/title",
                f"{_CHATS}/{{conversation}}/tool_result",
                f"{_CHATS}/{{conversation}}/tool_approval",
                f"{_CHATS}/{{conversation}}/chat_feedback",
                f"{_PROJECT}/docs",
                _PROJECT,
                "/api/organizations/{organization}/tasks/{task}/message",
            ),
            *alike(
                _UPLOAD,
                "/api/organizations/{organization}/convert_document",
                "/api/organizations/{organization}/conversations/{conversation}/wiggle/upload-file",
                f"{_PROJECT}/upload",
            ),
            *alike(_READ, f"{_CHATS}/{{conversation}}"),
        ),
    )
)
