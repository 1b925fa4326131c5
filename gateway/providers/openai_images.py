"""The dialect `openai.images`: words in, pictures out; pictures that go in are not read."""

import re
from dataclasses import replace

from gateway.providers import compatible, products
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import WHOLE, Event, Json, add_rest, elements, member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

IMAGES = Family(
    roles={"prompt": "user"},
    kinds={
        **COMMON,
        "image": Kind.MEDIA,
        "image/*": Kind.MEDIA,
        "mask": Kind.MEDIA,
        "markup": Kind.MEDIA,
        "response_format": Kind.WORD,
        "output_format": Kind.WORD,
        "input_fidelity": Kind.WORD,
        "moderation": Kind.WORD,
        "complexity": Kind.WORD,
        "style": Kind.WORD,
        "svg/model": Kind.WORD,
    },
)


def read_images(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream, or all pictures; the prompt comes back as it was understood."""
    event = Event(finished=not stream)
    for at, picture in elements(member(value, "data")):
        path = ("data", at, "revised_prompt")
        event.text(path, picture.get("revised_prompt"), f"i{at}.prompt", WHOLE)
    kind = member(value, "type")
    if isinstance(kind, str) and kind.endswith(".completed"):
        event.closes.append("*")
        event.finished = True
    usage = member(value, "usage")
    event.learns_tokens(member(usage, "input_tokens"), member(usage, "output_tokens"))
    if error := member(value, "error"):
        event.fails(member(error, "type") or member(error, "code"))
    add_rest(event, value, stream=stream)
    return event


_GENERATIONS = Route(
    products=(*products.OPENAI, *products.PRACTICE),
    method="POST",
    path="/v1/images/generations",
    streams=True,
    status=Status.SDK,
)
_EDITS = replace(
    _GENERATIONS,
    path="/v1/images/edits",
    inspects=(Part.TEXT, Part.IMAGES),
    note="the words are read and replaced; a picture that goes in is for the policy",
)

IMAGES_DIALECT = register(
    WireFormat(
        name="openai.images",
        route=re.compile(
            r"(?:/deployments/(?P<model>[^/]+))?/images/(?:generations|edits|variations)$",
            re.IGNORECASE,
        ),
        family=IMAGES,
        reader=read_images,
        shape=openai_shape,
        failure=openai_failure,
        failure_event="error",
        routes=(
            _GENERATIONS,
            _EDITS,
            replace(
                _EDITS,
                path="/v1/images/variations",
                inspects=(Part.IMAGES,),
                masks=False,
                status=Status.DOCUMENTED,
            ),
            *(
                replace(
                    row, products=products.AZURE, path=f"{root}/images/{end}", status=Status.TRAFFIC
                )
                for root in ("/openai/deployments/{deployment}", "/openai/v1")
                for row, end in ((_GENERATIONS, "generations"), (_EDITS, "edits"))
            ),
            *compatible.rows(replace(_GENERATIONS, streams=False), compatible.IMAGES),
        ),
    )
)
