"""The dialect `openai.responses.ws`: Responses over a WebSocket, a message for each body."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Json
from gateway.providers.family import Kind
from gateway.providers.openai_responses import RESPONSES
from gateway.providers.refusals import openai_shape, responses_failure
from gateway.providers.responses_events import read_responses
from gateway.providers.sockets import MESSAGE, SocketFormat
from gateway.refusal import Refusal

CREATED = replace(
    RESPONSES,
    # Clients have put the body beside the type, and into a member "response".
    wrappers=frozenset(("response",)),
    kinds={**RESPONSES.kinds, "stream_id": Kind.ID},
)


def _told(refusal: Refusal, sent: Json) -> Sequence[Json]:
    """The error in both shapes that SDKs look for."""
    error = openai_shape(refusal, 403)["error"]
    flat = {key: error[key] for key in ("code", "message", "param")}
    event = {"type": "error", "status": 403, "sequence_number": 0, "error": error, **flat}
    stream = sent.get("stream_id") if isinstance(sent, dict) else None
    return [event | {"stream_id": stream} if isinstance(stream, str) else event]


RESPONSES_SOCKET = register(
    SocketFormat(
        name="openai.responses.ws",
        route=re.compile(r"(?:^|/v[0-9]+[a-z0-9]*|/openai|/codex)/responses$", re.IGNORECASE),
        family=CREATED,
        reader=read_responses,
        shape=openai_shape,
        failure=responses_failure,
        told=_told,
        routes=(
            Route(
                products=("OpenAI API",),
                method=MESSAGE,
                path="/v1/responses",
                inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS),
                streams=True,
                status=Status.SDK,
            ),
        ),
    )
)
