"""The dialect `anthropic.batches`: many messages in one request, answers as JSON lines later."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.anthropic_events import read_messages
from gateway.providers.anthropic_messages import MESSAGES
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, add_rest, member
from gateway.providers.family import COMMON, Family
from gateway.providers.refusals import anthropic_failure, anthropic_shape
from gateway.providers.wire_format import WireFormat
from gateway.providers.words import label

BATCH = Family(kinds=COMMON, documents={"params": MESSAGES})

_INSIDE = ("result", "message")


def read_result(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A line of results, which holds a whole message; or what is said of a batch."""
    message = member(value, *_INSIDE)
    event = read_messages(message, False) if message else Event()  # noqa: FBT003
    channel = f"r{label(member(value, 'custom_id'))}."
    event.spots[:] = [
        replace(
            spot,
            path=(*_INSIDE, *(spot.path or ())),
            field=replace(spot.field, channel=channel + spot.field.channel),
        )
        for spot in event.spots
    ]
    event.finished = True
    event.closes.clear()
    if message is None:
        add_rest(event, value, stream=False)
    if member(value, "type") == "message_batch" and isinstance(member(value, "id"), str):
        event.keeps(value["id"])  # under which the pseudonyms are found again
    return event


_BATCHES = Route(
    products=products.ANTHROPIC,
    method="*",
    path="/v1/messages/batches/*",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.SDK,
    note="results are restored for whoever sent the batch",
)

BATCHES_DIALECT = register(
    WireFormat(
        name="anthropic.batches",
        route=re.compile(r"/v1/messages/batches(?:/(?P<kept>[^/]+)(?:/\w+)?)?$"),
        family=BATCH,
        reader=read_result,
        shape=anthropic_shape,
        failure=anthropic_failure,
        any_method=True,
        routes=(_BATCHES,),
    )
)
