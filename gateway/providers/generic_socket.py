"""The dialect `generic.socket`: any other WebSocket of generative AI, read message by message."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gateway.providers.coverage import Route
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, read_anything
from gateway.providers.generic import ANYTHING, failure
from gateway.providers.refusals import generic_shape
from gateway.providers.socket_framing import NumberedMessages
from gateway.providers.sockets import MESSAGE, SocketFormat, always
from gateway.refusal import Refusal


def read_message(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """Every text; each place in the messages is one run."""
    return replace(read_anything(value, stream), finished=False)


def _told(refusal: Refusal, sent: Json) -> Sequence[Json]:
    return [generic_shape(refusal, 403)]


GENERIC_SOCKET = register(
    SocketFormat(
        name="generic.socket",
        route=re.compile(""),
        family=ANYTHING,
        reader=read_message,
        shape=generic_shape,
        failure=failure,
        pages=True,
        told=_told,
        framing=NumberedMessages,
        open_ended=True,
        needed=always,  # nobody knows how such a service would go on
        routes=(
            Route(
                products=("Grok web",),
                method=MESSAGE,
                path="/ws/imagine/listen",
                note="generic reading; an answer's end is not known",
            ),
        ),
    )
)
