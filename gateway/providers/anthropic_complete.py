"""The dialect `anthropic.complete`: the text completions that came before messages."""

import re

from gateway.providers import products
from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Event, How, Json, add_rest, member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import anthropic_failure, anthropic_shape
from gateway.providers.wire_format import WireFormat

COMPLETE = Family(
    roles={"prompt": "user"},
    kinds={**COMMON, "stop_sequences/*": Kind.FIXED, "metadata/user_id": Kind.TEXT},
)


def read_completion(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A piece of a completion, or all of it."""
    event = Event(finished=not stream)
    event.learns_model(member(value, "model"))
    event.text(("completion",), member(value, "completion"), "text", How(delta=stream))
    if member(value, "error"):
        event.fails(member(value, "error", "type"))
    if member(value, "stop_reason"):
        event.closes.append("*")
        event.finished = True
    add_rest(event, value, stream=False)
    return event


COMPLETE_DIALECT = register(
    WireFormat(
        name="anthropic.complete",
        route=re.compile(r"/v1/complete$"),
        family=COMPLETE,
        reader=read_completion,
        shape=anthropic_shape,
        failure=anthropic_failure,
        failure_event="error",
        routes=(
            Route(
                products=products.ANTHROPIC,
                method="POST",
                path="/v1/complete",
                streams=True,
                status=Status.TRAFFIC,
            ),
        ),
    )
)
