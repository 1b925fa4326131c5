"""The dialect `gemini.batches`: many Gemini requests in one, their answers with the batch later."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, add_rest, elements, member
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.gemini_events import read_gemini
from gateway.providers.gemini_generate import GENERATE
from gateway.providers.json_text import Path
from gateway.providers.refusals import google_failure, google_shape
from gateway.providers.wire_format import WireFormat

BATCH = Family(
    kinds={**COMMON, "inputConfig/fileName": Kind.HELD, "input_config/file_name": Kind.HELD},
    documents={"request": GENERATE},
)

_PLACES = (("response", "inlinedResponses"), ("metadata", "output", "inlinedResponses"))


def read_batch(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A batch as it stands; once it is done its answers are in it."""
    event = Event(finished=True)
    for place in _PLACES:
        root: Path = (*place, "inlinedResponses")
        for at, one in elements(member(value, *map(str, root))):
            _answer(event, one.get("response"), (*root, at, "response"), at)
    name = member(value, "name")
    if isinstance(name, str) and name.startswith("batches/"):
        event.keeps(name)  # under which the pseudonyms are found again
    add_rest(event, value, stream=False)
    return event


def _answer(event: Event, answer: Json, root: Path, at: int) -> None:
    for spot in read_gemini(answer, False).spots:  # noqa: FBT003
        said = replace(spot.field, channel=f"r{at}.{spot.field.channel}")
        event.spots.append(replace(spot, path=(*root, *(spot.path or ())), field=said))


_BATCHES = Route(
    products=products.GEMINI,
    method="POST",
    path="/v1beta/models/{model}:batchGenerateContent",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    status=Status.TRAFFIC,
    note="answers are restored for whoever sent the batch; requests in a file are not seen",
)

BATCHES_DIALECT = register(
    WireFormat(
        name="gemini.batches",
        route=re.compile(
            r"(?:/(?P<model>[^/:]+):(?:batchGenerateContent|asyncBatchEmbedContent)"
            r"|/(?P<kept>batches(?:/[^/:]+)?)(?::cancel)?)$"
        ),
        hosts=re.compile(r"generativelanguage\.(?:mtls\.)?googleapis\.com"),
        family=BATCH,
        reader=read_batch,
        shape=google_shape,
        failure=google_failure,
        any_method=True,
        routes=(
            replace(_BATCHES, status=Status.SDK),
            replace(_BATCHES, path="/v1beta/models/{model}:asyncBatchEmbedContent"),
            replace(_BATCHES, method="GET", path="/v1beta/batches/{batch}", status=Status.SDK),
            replace(_BATCHES, method="*", path="/v1beta/batches/{batch}"),
            replace(_BATCHES, method="*", path="/v1beta/batches", status=Status.SDK),
            replace(
                _BATCHES,
                path="/v1beta/batches/{batch}:cancel",
                status=Status.SDK,
            ),
        ),
    )
)
