"""The dialect `cohere.platform`: what Cohere keeps (data sets, jobs, connectors) and lists."""

import re
from dataclasses import replace

from gateway.providers import cohere_parts, products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.wire_format import WireFormat

PLATFORM = Family(
    kinds={
        **COMMON,
        "dataset_id": Kind.HELD,
        "input_dataset_id": Kind.HELD,
        "url": Kind.ELSEWHERE,
        "authorize_url": Kind.ELSEWHERE,
        "token_url": Kind.ELSEWHERE,
        "service_auth/token": Kind.CREDENTIAL,
        "client_secret": Kind.CREDENTIAL,
        "wandb/api_key": Kind.CREDENTIAL,
        "embedding_types/*": Kind.WORD,
        "input_type": Kind.WORD,
        "truncate": Kind.WORD,
        "base_type": Kind.WORD,
        "strategy": Kind.WORD,
        "lora_target_modules": Kind.WORD,
        "language": Kind.WORD,
    },
)

_HELD_IN = ("batch", "dataset", "connector", "finetuned_model")


def read_platform(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A resource, which can be asked for by its id."""
    event = read_anything(value, stream)
    event.keeps(member(value, "id"), member(value, "job_id"))
    event.keeps(*(member(member(value, name), "id") for name in _HELD_IN))
    return event


_READ = Route(
    products=products.COHERE, method="GET", path="/v1/models", inspects=(), status=Status.SDK
)
_LIST = replace(_READ, restores=False)
_MAKE = replace(_READ, method="POST", inspects=(Part.TEXT,))
_CONNECTOR = "a connector makes Cohere call another service: for the policy"
_HELD = "a data set that did not go through here is not inspected"
_TUNED = "/v1/finetuning/finetuned-models"


def _resource(path: str) -> tuple[Route, ...]:
    read = replace(_READ, path=path)
    return read, replace(read, method="DELETE")


_ROWS = (
    *alike(_LIST, "/v1/models/{model}"),
    replace(_LIST, method="POST", path="/v1/check-api-key", status=Status.DOCUMENTED),
    replace(
        _MAKE,
        path="/v1/datasets",
        inspects=(Part.TEXT, Part.FILES),
        masks=False,
        note="a file is read and, where something in it would have to be replaced, refused",
    ),
    *alike(replace(_LIST, path="/v1/datasets"), "/v1/datasets/usage"),
    *_resource("/v1/datasets/{dataset}"),
    replace(_MAKE, path="/v1/embed-jobs", note=_HELD),
    replace(_LIST, path="/v1/embed-jobs"),
    replace(_READ, path="/v1/embed-jobs/{job}"),
    replace(_READ, method="POST", path="/v1/embed-jobs/{job}/cancel"),
    replace(_MAKE, path="/v2/batches", note=_HELD),
    replace(_LIST, path="/v2/batches"),
    replace(_READ, path="/v2/batches/{batch}"),
    replace(_READ, method="POST", path="/v2/batches/{batch}:cancel"),
    replace(_MAKE, path=_TUNED, note=_HELD),
    replace(_MAKE, method="PATCH", path=f"{_TUNED}/{{model}}", note=_HELD),
    replace(_LIST, path=_TUNED),
    *_resource(f"{_TUNED}/{{model}}"),
    *alike(
        replace(_READ, path=f"{_TUNED}/{{model}}/events"),
        f"{_TUNED}/{{model}}/training-step-metrics",
    ),
    replace(_MAKE, path="/v1/connectors", note=_CONNECTOR),
    replace(_MAKE, method="PATCH", path="/v1/connectors/{connector}", note=_CONNECTOR),
    replace(_LIST, path="/v1/connectors"),
    *_resource("/v1/connectors/{connector}"),
    replace(_LIST, method="POST", path="/v1/connectors/{connector}/oauth/authorize"),
    replace(
        _MAKE,
        path="/v2/audio/transcriptions",
        masks=False,
        note="sound is not inspected: for the policy",
    ),
)

PLATFORM_DIALECT = register(
    WireFormat(
        name="cohere.platform",
        route=re.compile(
            r"^/v1/check-api-key$|^/v2/audio/transcriptions$|"
            r"^/(?:v1/(?:connectors|datasets|embed-jobs|finetuning/finetuned-models|models)"
            r"|v2/batches)(?:/(?P<kept>[^/:]+)(?:[:/].*)?)?$"
        ),
        hosts=cohere_parts.HOSTS,
        family=PLATFORM,
        reader=read_platform,
        shape=cohere_parts.shape,
        failure=cohere_parts.lines_failure,
        any_method=True,
        routes=_ROWS,
    )
)
