"""The dialect `claude.web`: the chat of claude.ai and of its desktop application."""

import re

from gateway.providers.claude_events import read_claude
from gateway.providers.coverage import Part, Route, alike, by_traffic
from gateway.providers.dialect import register
from gateway.providers.events import Json, member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import anthropic_failure, anthropic_shape
from gateway.providers.web_format import WebFormat

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
        "sync_sources/*": Kind.HELD,
        "sync_sources/*/uuid": Kind.HELD,
    },
)

_ROOT = "00000000-0000-4000-8000-000000000000"


def _begins(sent: Json) -> bool:
    """No message stands before this one."""
    return bool(member(sent, "parent_message_uuid") == _ROOT)


_CHATS = "/api/organizations/{organization}/chat_conversations"
_ASK = Route(
    products=("Claude web/desktop",),
    method="POST",
    path=f"{_CHATS}/{{conversation}}/completion",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES),
    streams=True,
    note="the page's own interface, seen in public code; a follow-up continues what Anthropic"
    " keeps",
)

CLAUDE_DIALECT = register(
    WebFormat(
        name="claude.web",
        hosts=re.compile(r"(?:[a-z0-9-]+\.)*claude\.ai"),
        route=re.compile(
            r"^/api/organizations/[^/]+/(?:chat_conversations(?:/(?P<conversation>[^/]+)"
            r"(?:/(?:completion|retry_completion|title|tool_result|tool_approval|chat_feedback))?)?"
            r"|projects(?:/[^/]+(?:/docs)?)?|convert_document)$"
        ),
        family=CHAT,
        reader=read_claude,
        shape=anthropic_shape,
        failure=anthropic_failure,
        failure_event="error",
        begins=_begins,
        routes=by_traffic(
            (
                *alike(_ASK, f"{_CHATS}/{{conversation}}/retry_completion"),
                *(
                    Route(
                        products=_ASK.products,
                        method="POST",
                        path=path,
                        note="the page's own interface, seen in public code",
                    )
                    for path in (
                        _CHATS,
                        f"{_CHATS}/{{conversation}}/title",
                        f"{_CHATS}/{{conversation}}/tool_result",
                        "/api/organizations/{organization}/projects/{project}/docs",
                    )
                ),
            ),
            f"POST {_ASK.path}",
        ),
    )
)
