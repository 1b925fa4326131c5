"""The dialect `mistral.platform`: whatever else Mistral has: walked whole, refused in its way."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, by_sdk
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.generic import ANYTHING
from gateway.providers.refusals import mistral_failure, mistral_shape
from gateway.providers.wire_format import WireFormat

_RESOURCES = (
    *("/v1/audio/agents", "/v1/audio/sessions", "/v1/client", "/v1/connectors", "/v1/context"),
    *("/v1/fine_tuning", "/v1/models", "/v1/observability", "/v1/rag", "/v1/service-accounts"),
    *("/v1/triggers", "/v1/users", "/v1/webhooks", "/v1/whoami", "/v1/workflows"),
    *("/v2/prompts", "/v2/skills"),
)
"""Each stands for itself and all below."""


def read_resource(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """Whatever it is; it can be asked for by its id."""
    event = read_anything(value, stream)
    event.keeps(member(value, "id"))
    return event


_ROWS = tuple(
    Route(
        products=products.MISTRAL,
        method="*",
        path=f"{resource}/*",
        inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
        streams=True,
        note="every text is read, whatever it is called",
    )
    for resource in _RESOURCES
)

PLATFORM_DIALECT = register(
    WireFormat(
        name="mistral.platform",
        route=re.compile(
            rf"^(?:{'|'.join(map(re.escape, _RESOURCES))})(?:/jobs)?(?:/(?P<kept>[^/]+))?(?:/.*)?$"
        ),
        hosts=products.MISTRAL_HOSTS,
        family=ANYTHING,
        reader=read_resource,
        shape=mistral_shape,
        failure=mistral_failure,
        any_method=True,
        routes=(
            replace(
                _ROWS[0], method="PATCH", path="/v1/fine_tuning/models/{model}", status=Status.SDK
            ),
            *by_sdk(_ROWS, "* /v1/models/*"),
        ),
    )
)
