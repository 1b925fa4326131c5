"""The dialect `openai.files`: files of prompts are read line by line; what comes back is restored.

Any other file is a file: `read_part` says so, and whoever reads documents does it there.
"""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike, by_sdk
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.framing import Lines
from gateway.providers.line_files import read_upload
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

FILES = Family(
    kinds={
        **COMMON,
        "purpose": Kind.WORD,
        "expires_after/anchor": Kind.WORD,
        "expires_after/seconds": Kind.WORD,
        "part_ids/*": Kind.ID,
        "md5": Kind.WORD,
    },
)


def read_files(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """What is said about a file, or a line of one: no text goes on in the next."""
    event = read_anything(value, False)  # noqa: FBT003
    event.keeps(member(value, "id"), member(value, "file", "id"))
    return event


_UPLOAD = Route(
    products=products.OPENAI,
    method="POST",
    path="/v1/files",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS),
    status=Status.TRAFFIC,
    note="files of prompts (batch, fine-tune, evals) line by line; any other file is judged whole",
)
_READ_BACK = replace(
    _UPLOAD,
    method="GET",
    path="/v1/files/{file}/content",
    inspects=(),
    note="names are put back, also in what a batch gave",
)
_PIECES = replace(
    _UPLOAD,
    path="/v1/uploads",
    inspects=(Part.TEXT,),
    status=Status.TRAFFIC,
    note="the name is read; the pieces of the file are judged, since none can be read alone",
)

FILES_DIALECT = register(
    WireFormat(
        name="openai.files",
        route=re.compile(
            products.BELOW_ROOT + r"/(?:files|uploads)"
            r"(?:/(?P<kept>[^/]+)(?:/(?:content|parts|complete|cancel))?)?$",
            re.IGNORECASE,
        ),
        hosts=products.OPENAI_HOSTS,
        family=FILES,
        reader=read_files,
        shape=openai_shape,
        failure=openai_failure,
        any_method=True,
        body=read_upload,
        untyped=Lines,
        routes=(
            *by_sdk((_UPLOAD, _READ_BACK), "POST /v1/files", "GET /v1/files/{file}/content"),
            *alike(
                replace(_READ_BACK, path="/v1/files", status=Status.TRAFFIC, note=""),
                "/v1/files/{file}",
            ),
            replace(_READ_BACK, method="DELETE", path="/v1/files/{file}", note=""),
            *alike(
                _PIECES,
                *(f"/v1/uploads/{{upload}}/{end}" for end in ("parts", "complete", "cancel")),
            ),
            *(
                replace(
                    row,
                    products=products.AZURE,
                    path=row.path.replace("/v1", root),
                    status=Status.TRAFFIC,
                )
                for root in ("/openai", "/openai/v1")
                for row in (_UPLOAD, _READ_BACK)
            ),
        ),
    )
)
