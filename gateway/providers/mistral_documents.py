"""The dialect `mistral.documents`: OCR of a document, and libraries of them that Mistral keeps."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, Spot, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import mistral_failure, mistral_shape
from gateway.providers.wire_format import WireFormat

DOCUMENTS = Family(
    roles={
        "document_annotation_prompt": "user",
        "document": "user",
        "name": "user",
        "description": "user",
    },
    kinds={
        **COMMON,
        "pages": Kind.WORD,
        "table_format": Kind.WORD,
        "confidence_scores_granularity": Kind.WORD,
        "json_schema/name": Kind.WORD,
        "owner_type": Kind.WORD,
        "level": Kind.WORD,
        "share_with_type": Kind.WORD,
        "expires_at": Kind.WORD,
    },
    free=("/attributes/",),
)


def read_documents(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """What stands on the pages, or what is said of a library or a document in one."""
    event = read_anything(value, stream)
    event.spots[:] = [_as_source(spot) for spot in event.spots]
    event.keeps(member(value, "id"))
    return event


def _as_source(spot: Spot) -> Spot:
    """What was asked for as JSON comes as its source, in a text."""
    if spot.path and spot.path[-1] in _ANNOTATED:
        return replace(spot, field=replace(spot.field, json=True))
    return spot


_ANNOTATED = ("document_annotation", "image_annotation")
_OCR = Route(
    products=products.MISTRAL,
    method="POST",
    path="/v1/ocr",
    inspects=(Part.TEXT, Part.FILES, Part.IMAGES),
    status=Status.SDK,
    note="a document is read and, where something in it would have to be replaced, refused",
)
_ONE = "/v1/libraries/{library}"
_DOCUMENT = f"{_ONE}/documents/{{document}}"
_CREATE = replace(_OCR, path="/v1/libraries", inspects=(Part.TEXT,), note="")
_ADD = replace(_OCR, path=f"{_ONE}/documents", inspects=(Part.TEXT, Part.FILES))
_READ = replace(_CREATE, method="GET", path=_ONE, inspects=(), note="names are put back")
_LIST = replace(
    _READ,
    path="/v1/libraries",
    restores=False,
    note="a list of all: names are put back when one is read",
)
_AWAY = replace(
    _READ,
    path=f"{_DOCUMENT}/signed-url",
    restores=False,
    note="an address elsewhere: what is fetched there keeps its pseudonyms",
)
_ROWS = (
    *(_OCR, _CREATE, _ADD),
    *(replace(_CREATE, method=m, path=p) for m in ("PUT", "PATCH") for p in (_ONE, _DOCUMENT)),
    *alike(_READ, f"{_ONE}/documents", _DOCUMENT, f"{_DOCUMENT}/text_content"),
    *alike(replace(_READ, path=f"{_DOCUMENT}/status", note=""), f"{_ONE}/share"),
    *(_LIST, *alike(_AWAY, f"{_DOCUMENT}/extracted-text-signed-url")),
    *(replace(_READ, method="DELETE", path=p, note="") for p in (_ONE, _DOCUMENT, f"{_ONE}/share")),
    replace(_CREATE, path=f"{_DOCUMENT}/reprocess"),
    replace(_CREATE, method="PUT", path=f"{_ONE}/share"),
)

DOCUMENTS_DIALECT = register(
    WireFormat(
        name="mistral.documents",
        route=re.compile(
            r"^/v1/(?:ocr|libraries(?:/(?P<kept>[^/]+)(?:/share|/documents(?:/[^/]+"
            r"(?:/(?:text_content|status|signed-url|extracted-text-signed-url|reprocess))?)?)?)?)$"
        ),
        hosts=products.MISTRAL_HOSTS,
        family=DOCUMENTS,
        reader=read_documents,
        shape=mistral_shape,
        failure=mistral_failure,
        any_method=True,
        routes=_ROWS,
    )
)
