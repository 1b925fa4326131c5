"""Calls in which a chat's page asks for a place to put files to, in storage of another service.

Such storage is shared with others, or not known beforehand, and is not opened: the file itself
would leave unread. So it is "not inspected" where the page asks, before there is a place for it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.providers.any_body import read_body
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.found import Found
from gateway.providers.generic import failure
from gateway.providers.refusals import generic_shape
from gateway.providers.sockets import parsed
from gateway.providers.web_beside import BesideFormat
from gateway.refusal import Refusal
from gateway.types import WireRequest

_FILE = "a file that the page would put to storage of another service"
_PICTURE = "a picture that the page would put to storage of another service"

STORAGE: Mapping[str, Mapping[str, str]] = {
    "Perplexity web": dict.fromkeys(
        ("/rest/uploads/create_upload_url", "/rest/uploads/batch_create_upload_urls"),
        "files go to Amazon's S3, pictures to Cloudinary, which everybody shares",
    ),
    "Claude web/desktop": {
        "/api/organizations/{organization}/files/prepare-upload": "where to is not known"
    },
}
"""The calls of each product, and what is known of where its files go."""

_TYPES = ("content_type", "mime_type", "file_type", "type")

ASKED = Family(
    kinds={
        **COMMON,
        **{f"{at}{name}": Kind.WORD for name in (*_TYPES, "source") for at in ("", "files/*/")},
    }
)


def _read(request: WireRequest, family: Family, found: Found) -> tuple[str, str]:
    """The body, and each file that it describes."""
    read = read_body(request, family, found)
    for at, file in _files(parsed(request.body)):
        found.cannot_read(at, _PICTURE if _may_be_picture(file) else _FILE)
    return read


def _files(asked: Json) -> Iterator[tuple[str, Json]]:
    """Where each file is described, and how; a single one is described by the body itself."""
    listed = member(asked, "files")
    files = [*listed.values()] if isinstance(listed, dict) else listed
    if isinstance(files, list) and files:
        yield from (("/files/*", file) for file in files)
    else:
        yield "body", asked


def _may_be_picture(file: Json) -> bool:
    """Whether it is one, or may be: of what nobody says a type anything may be true."""
    said = next((kind for name in _TYPES if (kind := member(file, name))), None)
    named = isinstance(said, str) and not said.lower().lstrip().startswith("image/")
    return not named or bool(member(file, "force_image"))


def _shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """With the message also where the frameworks of such interfaces put it."""
    return {**generic_shape(refusal, status), "detail": refusal.text}


STORAGE_DIALECT = register(
    BesideFormat(
        name="web.storage",
        hosts=re.compile(".*"),  # each row has its own
        route=re.compile(""),
        family=ASKED,
        body=_read,
        reader=read_anything,
        shape=_shape,
        failure=failure,
        routes=tuple(
            Route(
                products=(product,),
                method="POST",
                path=path,
                inspects=(Part.TEXT, Part.FILES),
                status=Status.BLOCKED,
                note=f"{known}: refused here as not inspected (rules `unread`), before there is a"
                " place to put the file to",
            )
            for product, paths in STORAGE.items()
            for path, known in paths.items()
        ),
    )
)
