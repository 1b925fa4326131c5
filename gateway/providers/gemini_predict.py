"""The dialect `gemini.predict`: embeddings, images and video of Google, as instances to predict."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike, by_sdk
from gateway.providers.dialect import register
from gateway.providers.events import read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import google_failure, google_shape
from gateway.providers.wire_format import WireFormat

PREDICT = Family(
    roles={"instances": "user", "parameters": "system"},
    kinds={
        **COMMON,
        "bytesBase64Encoded": Kind.MEDIA,
        "gcsUri": Kind.MEDIA,
        "gcs_uri": Kind.MEDIA,
        "storageUri": Kind.WORD,
        "aspectRatio": Kind.WORD,
        "personGeneration": Kind.WORD,
        "safetySetting": Kind.WORD,
    },
)

_MODEL = "/v1beta/models/{model}"
_VERTEX = "/v1/projects/{project}/locations/{place}/publishers/google/models/{model}"
_PREDICT = Route(
    products=products.GEMINI,
    method="POST",
    path=f"{_MODEL}:predict",
    inspects=(Part.TEXT, Part.IMAGES),
    status=Status.TRAFFIC,
)

PREDICT_DIALECT = register(
    WireFormat(
        name="gemini.predict",
        route=re.compile(
            r"/(?P<model>[^/:]+):(?:predict|predictLongRunning|fetchPredictOperation)$"
        ),
        family=PREDICT,
        reader=read_anything,
        shape=google_shape,
        failure=google_failure,
        routes=(
            *alike(
                _PREDICT,
                f"{_MODEL}:predictLongRunning",
            ),
            *by_sdk(
                alike(
                    replace(_PREDICT, products=products.VERTEX, path=f"{_VERTEX}:predict"),
                    f"{_VERTEX}:predictLongRunning",
                    f"{_VERTEX}:fetchPredictOperation",
                ),
                f"POST {_VERTEX}:predict",
            ),
        ),
    )
)
