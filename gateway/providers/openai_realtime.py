"""The dialect `openai.realtime`: a conversation in events; what is spoken cannot be read."""

import re
from collections.abc import Sequence

from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Json, member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.realtime_events import read_realtime
from gateway.providers.refusals import openai_shape, responses_failure
from gateway.providers.sockets import MESSAGE, SocketFormat
from gateway.refusal import Refusal

REALTIME = Family(
    roles={"item": "user", "session": "system", "response": "system"},
    kinds={
        **COMMON,
        "audio": Kind.SOUND,
        "item/output": Kind.INNER,
        "item/name": Kind.WORD,
        "tools/*/name": Kind.WORD,
        "tools/*/server_label": Kind.WORD,
        "connector_id": Kind.ELSEWHERE,
        "prompt/id": Kind.HELD,
        "prompt/version": Kind.WORD,
        "response/conversation": Kind.WORD,
        "input_audio_format": Kind.WORD,
        "output_audio_format": Kind.WORD,
        "turn_detection/eagerness": Kind.WORD,
        "output_modalities/*": Kind.WORD,
        "include/*": Kind.WORD,
        "tracing": Kind.WORD,
    },
    free=("/metadata/", "/prompt/variables/"),
)


def _told(refusal: Refusal, sent: Json) -> Sequence[Json]:
    named = member(sent, "event_id")
    error = openai_shape(refusal, 403)["error"] | {"type": "invalid_request_error"}
    error["event_id"] = named if isinstance(named, str) else None
    return [{"type": "error", "event_id": f"event_{refusal.reference}", "error": error}]


def _asks(sent: Json) -> bool:
    return member(sent, "type") not in ("session.update", "transcription_session.update")


REALTIME_DIALECT = register(
    SocketFormat(
        name="openai.realtime",
        route=re.compile(r"(?:^|/v[0-9]+[a-z0-9]*|/openai)/realtime$", re.IGNORECASE),
        family=REALTIME,
        reader=read_realtime,
        shape=openai_shape,
        failure=responses_failure,
        told=_told,
        asks=_asks,
        routes=(
            Route(
                products=("OpenAI API",),
                method=MESSAGE,
                path="/v1/realtime",
                inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS),
                streams=True,
                status=Status.SDK,
                note="audio is not listened to: the rule for what was not inspected decides",
            ),
        ),
    )
)
