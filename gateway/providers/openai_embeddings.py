"""The dialect `openai.embeddings`: embeddings and moderations; text goes in, numbers come out."""

import re

from gateway.providers.dialect import register
from gateway.providers.family import Family
from gateway.providers.openai_events import read_chat
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

EMBEDDINGS = Family(roles={"input": "user"}, tokens=frozenset(("input",)))

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
    )
)
