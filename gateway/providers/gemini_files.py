"""The dialect `gemini.files`: what Google keeps: files, stores to search, tuned models."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import Event, EventReader, Json, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import google_failure, google_shape, upload_headers
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.types import WireRequest

_ROUTE = re.compile(
    r"^(?:/upload|/resumable/upload)?/v\d\w*/(?P<kept>files|fileSearchStores|tunedModels"
    r"|tuningJobs)(?:/[^:]*)?(?::(?:register|uploadToFileSearchStore|importFile|cancel"
    r"|transferOwnership|validateReinforcementTuningReward))?$"
)
FILES = Family(
    roles={
        "file": "user",
        "displayName": "user",
        "display_name": "user",
        "tuningTask": "user",
        "customMetadata": "user",
    },
    kinds={
        **COMMON,
        "fileName": Kind.HELD,
        "file_name": Kind.HELD,
        "uris/*": Kind.MEDIA,
        "gcsUri": Kind.MEDIA,
        "trainingDatasetUri": Kind.MEDIA,
        "validationDatasetUri": Kind.MEDIA,
        "baseModel": Kind.WORD,
    },
)


def reader(request: WireRequest) -> EventReader:
    """What is said about files: their titles come back under ids that are made later.

    So titles are kept under the collection's own name, which every request here recalls.
    """
    named = _ROUTE.search(plain_path(request))

    def read(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
        event = read_anything(value, stream)
        event.keeps(named and named["kept"])
        return event

    return read


_FILES = Route(
    products=products.GEMINI,
    method="POST",
    path="/upload/v1beta/files",
    inspects=(Part.TEXT, Part.FILES),
    status=Status.SDK,
    note="a file is read and, where something in it would have to be replaced, refused; of one"
    " sent in pieces nobody sees the whole",
)

FILES_DIALECT = register(
    WireFormat(
        name="gemini.files",
        route=_ROUTE,
        hosts=re.compile(r"generativelanguage\.(?:mtls\.)?googleapis\.com"),
        family=FILES,
        reader=read_anything,
        reader_for=reader,
        shape=google_shape,
        failure=google_failure,
        headers=upload_headers,
        any_method=True,
        routes=(
            _FILES,
            replace(_FILES, path="/upload/v1beta/fileSearchStores/{store}:uploadToFileSearchStore"),
            replace(_FILES, path="/v1beta/files:register", status=Status.DOCUMENTED, note=""),
            replace(_FILES, path="/v1beta/fileSearchStores/{store}:importFile", note=""),
            *alike(
                replace(_FILES, method="*", path="/v1beta/files/*", note=""),
                "/v1beta/fileSearchStores/*",
            ),
            *alike(
                replace(
                    _FILES,
                    method="*",
                    path="/v1beta/tunedModels/*",
                    status=Status.DOCUMENTED,
                    note="",
                ),
                "/v1beta/tuningJobs/*",
            ),
        ),
    )
)
