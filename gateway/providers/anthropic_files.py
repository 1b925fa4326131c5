"""The dialect `anthropic.files`: files and skills that Anthropic keeps.

What is uploaded is a file like any other; names are put back in what comes back.
"""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.framing import Lines
from gateway.providers.refusals import anthropic_failure, anthropic_shape
from gateway.providers.wire_format import WireFormat

FILES = Family(
    roles={"display_name": "user", "display_title": "user"},
    kinds={**COMMON, "expires_in_seconds": Kind.WORD, "source": Kind.WORD},
)


def read_files(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """What is said about a file or a skill, or a line of one: no text goes on in the next."""
    event = read_anything(value, False)  # noqa: FBT003
    event.keeps(*(member(value, name) for name in ("id", "skill_id")))
    return event


_UPLOAD = Route(
    products=products.ANTHROPIC,
    method="POST",
    path="/v1/files",
    inspects=(Part.TEXT, Part.FILES, Part.IMAGES),
    status=Status.SDK,
    note="a file is read and, where something in it would have to be replaced, refused",
)
_READ = replace(_UPLOAD, method="GET", path="/v1/files/{file}", inspects=(Part.TEXT,), note="")
_SKILL = replace(
    _UPLOAD,
    path="/v1/skills",
    inspects=(Part.TEXT, Part.FILES),
    note="its files are read; a message that names a skill of the organisation's own has a part"
    " not inspected, since a skill can change",
)
_VERSIONS = "/v1/skills/{skill}/versions"
_READ_SKILL = replace(_READ, path="/v1/skills/{skill}")

FILES_DIALECT = register(
    WireFormat(
        name="anthropic.files",
        route=re.compile(r"^/v1/(?:files|skills)(?:/(?P<kept>[^/]+)(?:/.*)?)?$"),
        hosts=re.compile(r"api\.anthropic\.com"),
        family=FILES,
        reader=read_files,
        shape=anthropic_shape,
        failure=anthropic_failure,
        any_method=True,
        untyped=Lines,
        routes=(
            _UPLOAD,
            *alike(
                replace(_READ, path="/v1/files"),
                "/v1/files/{file}",
                "/v1/files/{file}/content",
            ),
            replace(_READ, method="DELETE"),
            _SKILL,
            replace(_SKILL, path=_VERSIONS),
            *alike(
                _READ_SKILL,
                *("/v1/skills", _VERSIONS, f"{_VERSIONS}/{{version}}"),
                f"{_VERSIONS}/{{version}}/content",
            ),
            *alike(replace(_READ_SKILL, method="DELETE"), f"{_VERSIONS}/{{version}}"),
        ),
    )
)
