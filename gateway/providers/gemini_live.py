"""The dialect `gemini.live`: JSON in text or binary messages; what is spoken cannot be read."""

import re
from collections.abc import Sequence

from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Json, member
from gateway.providers.family import Family, Kind
from gateway.providers.gemini_generate import GENERATE
from gateway.providers.gemini_live_events import read_live
from gateway.providers.refusals import google_failure, google_shape
from gateway.providers.sockets import MESSAGE, SocketFormat
from gateway.refusal import Refusal

LIVE = Family(
    turns="turns",
    roles={
        "turns": "user",
        "text": "user",
        "functionResponses": "tool",
        "function_responses": "tool",
        "systemInstruction": "system",
        "system_instruction": "system",
        "tools": "system",
        "generationConfig": "system",
    },
    kinds={
        **GENERATE.kinds,
        "audio/data": Kind.SOUND,
        "video/data": Kind.MEDIA,
        "mediaChunks/*/data": Kind.SOUND,
        "media_chunks/*/data": Kind.SOUND,
        "languageCode": Kind.WORD,
        "language_code": Kind.WORD,
        "activityHandling": Kind.WORD,
        "turnCoverage": Kind.WORD,
        "mediaResolution": Kind.WORD,
        "functionResponses/*/name": Kind.WORD,
        "functionResponses/*/scheduling": Kind.WORD,
        "function_responses/*/name": Kind.WORD,
        "sessionResumption/handle": Kind.CONVERSATION,
        "session_resumption/handle": Kind.CONVERSATION,
    },
    free=("/functionResponses/*/response/", "/function_responses/*/response/", "/args/"),
    wrappers=frozenset(
        (
            *("setup", "clientContent", "client_content", "realtimeInput", "realtime_input"),
            *("toolResponse", "tool_response", "contextUpdate", "context_update"),
        )
    ),
)


def _told(refusal: Refusal, sent: Json) -> Sequence[Json]:
    """The protocol has no error message: what the model would say, and the end of its turn."""
    turn = {"role": "model", "parts": [{"text": refusal.text}]}
    return [{"serverContent": {"modelTurn": turn}}, {"serverContent": {"turnComplete": True}}]


def _sets_up(sent: Json) -> bool:
    return member(sent, "setup") is not None


def _asks(sent: Json) -> bool:
    return not _sets_up(sent)


LIVE_DIALECT = register(
    SocketFormat(
        name="gemini.live",
        route=re.compile(
            r"/ws/google\.(?:ai\.generativelanguage|cloud\.aiplatform)\.[a-z0-9]+"
            r"\.(?:GenerativeService|LlmBidiService)[./]BidiGenerateContent(?:Constrained)?$"
        ),
        family=LIVE,
        reader=read_live,
        shape=google_shape,
        failure=google_failure,
        told=_told,
        asks=_asks,
        needed=_sets_up,
        routes=(
            Route(
                products=("Gemini API (Developer)",),
                method=MESSAGE,
                path="/ws/google.ai.generativelanguage.{version}.GenerativeService.BidiGenerateContent",
                inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS),
                streams=True,
                status=Status.SDK,
                note="audio and video are not looked into: the rule for that decides",
            ),
        ),
    )
)
