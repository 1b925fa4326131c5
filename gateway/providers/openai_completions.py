"""The dialect `openai.completions`: a prompt to be continued, also "fill in the middle"."""

import re
from dataclasses import replace

from gateway.providers import compatible, products
from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.openai_events import read_chat
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

COMPLETIONS = Family(
    roles={"prompt": "user", "suffix": "user", "extra": "user"},
    kinds={**COMMON, "stop": Kind.FIXED, "stop/*": Kind.FIXED},
    free=("/metadata/",),
    tokens=frozenset(("prompt",)),
)

_COMPLETIONS = Route(
    products=products.OPENAI,
    method="POST",
    path="/v1/completions",
    streams=True,
    status=Status.TRAFFIC,
    note="token numbers instead of text are not inspected",
)

COMPLETIONS_DIALECT = register(
    WireFormat(
        name="openai.completions",
        route=re.compile(
            r"(?:/(?:deployments|engines)/(?P<model>[^/]+))?(?<!/chat)(?<!/agents)/completions$",
            re.IGNORECASE,
        ),
        family=COMPLETIONS,
        reader=read_chat,
        shape=openai_shape,
        failure=openai_failure,
        without=products.MISTRAL_HOSTS,
        routes=(
            _COMPLETIONS,
            replace(
                _COMPLETIONS,
                products=products.AZURE,
                path="/openai/deployments/{deployment}/completions",
            ),
            replace(
                _COMPLETIONS,
                products=("Copilot suggestions",),
                path="/v1/engines/{engine}/completions",
                status=Status.DOCUMENTED,
            ),
            *compatible.rows(_COMPLETIONS, compatible.COMPLETIONS),
        ),
    )
)
