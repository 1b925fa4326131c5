"""Routes of documented APIs that the generic walk reads on purpose: no dialect would see more."""

from collections.abc import Iterator, Mapping

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status

_PARTS = (Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES)

_RESOURCES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    products.OPENAI: (
        *("/v1/agents", "/v1/audio/voice_consents", "/v1/audio/voices", "/v1/chatkit"),
        *("/v1/content_provenance_checks", "/v1/live", "/v1/models", "/v1/organization"),
        *("/v1/projects", "/v1/realtime", "/v1/safety", "/v1/vaults"),
        *("/v1/webhook_endpoints", "/v1/webhook_event_types"),
    ),
    products.ANTHROPIC: (*("/v1/models", "/v1/organizations", "/v1/tunnels"),),
    products.GEMINI: (
        *("/v1beta/auth_tokens", "/v1beta/models"),
        *("/v1beta/operations", "/v1beta/upload", "/v1beta/{resource}"),
    ),
    products.BEDROCK: ("/async-invoke",),
    products.MISTRAL: ("/models", "/providers", "/rawPredict", "/streamRawPredict"),
}
"""Each stands for itself and all below, whatever a dialect of its own does not read."""


_GRPC = Route(
    products=products.VERTEX,
    method="POST",
    path="/google.cloud.aiplatform.v1.PredictionService/*",
    inspects=(),
    masks=False,
    restores=False,
    status=Status.BLOCKED,
    note="gRPC cannot be read: refused in its own way unless the policy lets unread parts pass",
)


def generic_routes() -> tuple[Route, ...]:
    """The rows, in order."""
    return (*_rows(), _GRPC)


_TRIED = frozenset(
    (
        (products.ANTHROPIC, "/v1/models"),
        (products.GEMINI, "/v1beta/models"),
        (products.OPENAI, "/v1/models"),
    )
)
"""The vendor's own client lists and shows these in the tests."""


def _rows() -> Iterator[Route]:
    for named, resources in _RESOURCES.items():
        for resource in resources:
            yield Route(
                products=named,
                method="*",
                path=f"{resource}/*",
                inspects=_PARTS,
                streams=True,
                status=Status.SDK if (named, resource) in _TRIED else Status.DOCUMENTED,
            )
