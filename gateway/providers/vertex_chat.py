"""The dialect `vertex.chat`: Mistral and others on Vertex AI, whose bodies are chat completions."""

import re

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.openai_chat import CHAT
from gateway.providers.openai_events import read_chat
from gateway.providers.refusals import google_shape, openai_failure
from gateway.providers.wire_format import WireFormat

_PUBLISHER = "/v1/projects/{project}/locations/{place}/publishers/mistralai/models/{model}"
_CHAT = Route(
    products=products.VERTEX,
    method="POST",
    path=f"{_PUBLISHER}:rawPredict",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    status=Status.TRAFFIC,
)

CHAT_DIALECT = register(
    WireFormat(
        name="vertex.chat",
        route=re.compile(
            r"/publishers/(?!anthropic/)[^/]+/models/(?P<model>[^/:]+)"
            r":(?:(?P<stream>stream)RawPredict|rawPredict)$"
        ),
        family=CHAT,
        reader=read_chat,
        shape=google_shape,
        failure=openai_failure,
        routes=alike(_CHAT, f"{_PUBLISHER}:streamRawPredict"),
    )
)
