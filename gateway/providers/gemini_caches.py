"""The dialect `gemini.caches`: prompts that Google keeps to go on with them later."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.gemini_generate import GENERATE
from gateway.providers.refusals import google_failure, google_shape
from gateway.providers.wire_format import WireFormat

CACHED = replace(
    GENERATE, fresh=True, roles={**GENERATE.roles, "displayName": "user", "display_name": "user"}
)


def read_cache(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """What is said about a kept prompt; its name brings back the pseudonyms in it."""
    event = read_anything(value, stream)
    event.keeps(member(value, "name"))
    return event


_ROOT = "/v1/projects/{project}/locations/{place}"
_KEEP = Route(
    products=products.GEMINI,
    method="POST",
    path="/v1beta/cachedContents",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES, Part.AUDIO),
    status=Status.SDK,
    note="what was read whole when it was kept counts as inspected where it is gone on with",
)
_KEPT = replace(
    _KEEP, method="*", path="/v1beta/cachedContents/{cache}", status=Status.TRAFFIC, note=""
)

CACHES_DIALECT = register(
    WireFormat(
        name="gemini.caches",
        route=re.compile(
            r"/(?:cachedContents"
            r"|(?P<kept>(?:projects/[^/]+/locations/[^/]+/)?cachedContents/[^/:]+))$"
        ),
        hosts=re.compile(
            r"generativelanguage\.(?:mtls\.)?googleapis\.com|(?:[\w-]+-)?aiplatform\.googleapis\.com"
        ),
        family=CACHED,
        reader=read_cache,
        shape=google_shape,
        failure=google_failure,
        any_method=True,
        routes=(
            *alike(_KEEP),
            _KEPT,
            replace(_KEPT, method="GET", status=Status.SDK),
            replace(_KEPT, method="GET", path="/v1beta/cachedContents", status=Status.SDK),
            replace(_KEEP, products=products.VERTEX, path=f"{_ROOT}/cachedContents"),
            replace(_KEPT, products=products.VERTEX, path=f"{_ROOT}/cachedContents/{{cache}}"),
        ),
    )
)
