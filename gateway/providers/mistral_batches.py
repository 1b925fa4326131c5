"""The dialect `mistral.batches`: prompts in the request itself, or in files read before."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.mistral_chat import LINES
from gateway.providers.refusals import mistral_failure, mistral_shape
from gateway.providers.wire_format import WireFormat

BATCHES = Family(
    kinds={
        **COMMON,
        "input_files/*": Kind.RECALLED,
        "agent_id": Kind.RECALLED,
        "endpoint": Kind.WORD,
    },
    free=("/metadata/",),
    documents={"body": LINES},
)


def read_batches(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A job, whose files are known by what was sent in it."""
    event = read_anything(value, stream)
    event.keeps(*(member(value, name) for name in ("id", "output_file", "error_file")))
    return event


_CREATE = Route(
    products=products.MISTRAL,
    method="POST",
    path="/v1/batch/jobs",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    status=Status.SDK,
    note="prompts in files were read when the files were uploaded",
)
_JOB = "/v1/batch/jobs/{job}"
_READ = replace(_CREATE, method="GET", path=_JOB, inspects=(), note="names are put back")
_ROWS = (
    *(_CREATE, _READ, replace(_READ, path="/v1/batch/jobs", restores=False, note="")),
    *alike(replace(_READ, method="DELETE", note="")),
    replace(_READ, method="POST", path=f"{_JOB}/cancel", note=""),
)

BATCHES_DIALECT = register(
    WireFormat(
        name="mistral.batches",
        route=re.compile(r"^/v1/batch/jobs(?:/(?P<kept>[^/]+)(?:/cancel)?)?$"),
        hosts=products.MISTRAL_HOSTS,
        family=BATCHES,
        reader=read_batches,
        shape=mistral_shape,
        failure=mistral_failure,
        any_method=True,
        routes=_ROWS,
    )
)
