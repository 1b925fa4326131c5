"""The dialect `openai.embeddings`: embeddings and moderations; text goes in, numbers come out."""

import re
from dataclasses import replace

from gateway.providers import compatible, products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import Family
from gateway.providers.openai_events import read_chat
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

EMBEDDINGS = Family(roles={"input": "user"}, tokens=frozenset(("input",)))

_EMBEDDINGS = Route(
    products=products.OPENAI,
    method="POST",
    path="/v1/embeddings",
    inspects=(Part.TEXT, Part.IMAGES),
    restores=False,
    status=Status.TRAFFIC,
    note="vectors of pseudonymised text differ from those of the original",
)

EMBEDDINGS_DIALECT = register(
    WireFormat(
        name="openai.embeddings",
        route=re.compile(
            r"(?:/deployments/(?P<model>[^/]+))?/(?:embeddings|moderations)$", re.IGNORECASE
        ),
        family=EMBEDDINGS,
        reader=read_chat,
        shape=openai_shape,
        failure=openai_failure,
        without=products.MISTRAL_HOSTS,
        routes=(
            *alike(_EMBEDDINGS, "/v1/moderations"),
            replace(
                _EMBEDDINGS,
                products=products.AZURE,
                path="/openai/deployments/{deployment}/embeddings",
            ),
            *compatible.rows(_EMBEDDINGS, compatible.EMBEDDINGS),
        ),
    )
)
