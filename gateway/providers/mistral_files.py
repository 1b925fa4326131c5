"""The dialect `mistral.files`: files of prompts are read line by line, any other as a file."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import Kind
from gateway.providers.framing import Lines
from gateway.providers.line_files import read_upload
from gateway.providers.openai_files import FILES, read_files
from gateway.providers.refusals import mistral_failure, mistral_shape
from gateway.providers.wire_format import WireFormat

_FILES = replace(FILES, kinds={**FILES.kinds, "visibility": Kind.WORD, "sample_type": Kind.WORD})
_FILE = "/v1/files/{file}"
_UPLOAD = Route(
    products=products.MISTRAL,
    method="POST",
    path="/v1/files",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    status=Status.SDK,
    note="files of prompts (batch, fine-tune) line by line; any other file is judged whole",
)
_READ = replace(_UPLOAD, method="GET", path=f"{_FILE}/content", inspects=(), streams=True, note="")
_ROWS = (
    _UPLOAD,
    replace(_READ, note="names are put back, also in what a batch gave"),
    *alike(replace(_READ, path=_FILE, streams=False), "/v1/files"),
    replace(_READ, method="DELETE", path=_FILE, streams=False),
    replace(
        _READ,
        path=f"{_FILE}/url",
        restores=False,
        streams=False,
        note="an address elsewhere: what is fetched there keeps its pseudonyms",
    ),
)

FILES_DIALECT = register(
    WireFormat(
        name="mistral.files",
        route=re.compile(r"^/v1/files(?:/(?P<kept>[^/]+)(?:/(?:content|url))?)?$"),
        hosts=products.MISTRAL_HOSTS,
        family=_FILES,
        reader=read_files,
        shape=mistral_shape,
        failure=mistral_failure,
        any_method=True,
        body=read_upload,
        untyped=Lines,
        routes=_ROWS,
    )
)
