"""The dialect `openai.realtime.calls`: sets up a call whose sound then flows beside every proxy."""

import re
from dataclasses import dataclass

from gateway.providers.coverage import Part, Route
from gateway.providers.dialect import register
from gateway.providers.found import CALL, Found
from gateway.providers.openai_realtime import REALTIME
from gateway.providers.realtime_events import read_realtime
from gateway.providers.refusals import openai_shape, responses_failure
from gateway.providers.wire_format import WireFormat
from gateway.types import WireRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFormat(WireFormat):
    """What is said in the call is never seen here, so that the policy must judge it beforehand."""

    def _found(self, request: WireRequest) -> tuple[Found, str, str]:
        found, body, charset = super(CallFormat, self)._found(request)
        found.cannot_read("media", CALL)
        return found, body, charset


CALLS_DIALECT = register(
    CallFormat(
        name="openai.realtime.calls",
        route=re.compile(r"(?:^|/v[0-9]+[a-z0-9]*|/openai)/realtime/calls$", re.IGNORECASE),
        family=REALTIME,
        reader=read_realtime,
        shape=openai_shape,
        failure=responses_failure,
        routes=(
            Route(
                products=("OpenAI API",),
                method="POST",
                path="/v1/realtime/calls",
                inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS),
                note="the sound flows beside the proxy: the rule for the unread decides",
            ),
        ),
    )
)
