"""The dialect `openai.responses`: items in, items out, and a history the provider may keep."""

import re
from dataclasses import replace

from gateway.providers import compatible, products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import openai_shape, responses_failure
from gateway.providers.responses_events import read_responses
from gateway.providers.wire_format import WireFormat

RESPONSES = Family(
    turns="input",
    roles={"input": "user", "instructions": "system", "tools": "system", "text": "system"},
    kinds={
        **COMMON,
        "previous_response_id": Kind.CONVERSATION,
        "conversation": Kind.CONVERSATION,
        "conversation/id": Kind.CONVERSATION,
        "prompt/id": Kind.HELD,
        "prompt/version": Kind.WORD,
        "connector_id": Kind.ELSEWHERE,
        "tools/*/name": Kind.WORD,
        "tools/*/server_label": Kind.WORD,
        "input/*/name": Kind.WORD,
        "format/name": Kind.WORD,
        "include/*": Kind.WORD,
        "reasoning/effort": Kind.WORD,
        "reasoning/summary": Kind.WORD,
        "timezone": Kind.WORD,
        "input/*/result": Kind.MEDIA,
    },
    free=("/metadata/", "/prompt/variables/"),
)

_RESPONSES = Route(
    products=(*products.OPENAI, *products.PRACTICE),
    method="POST",
    path="/v1/responses",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.SDK,
)

RESPONSES_DIALECT = register(
    WireFormat(
        name="openai.responses",
        # Not any path that ends so: consumer chats have conversations/{id}/responses of their own.
        route=re.compile(
            r"(?:^|/v[0-9]+[a-z0-9]*|/openai|/codex)/responses"
            r"(?:/compact|/input_tokens|/(?P<kept>[^/]+)/cancel)?$",
            re.IGNORECASE,
        ),
        family=RESPONSES,
        reader=read_responses,
        shape=openai_shape,
        failure=responses_failure,
        failure_event="error",
        routes=(
            *alike(_RESPONSES, "/v1/responses/compact", "/v1/responses/input_tokens"),
            replace(
                _RESPONSES,
                path="/v1/responses/{response}/cancel",
                inspects=(),
                streams=False,
                status=Status.DOCUMENTED,
            ),
            replace(
                _RESPONSES,
                products=products.AZURE,
                path="/openai/v1/responses",
                status=Status.TRAFFIC,
            ),
            replace(
                _RESPONSES, products=products.AZURE, path="/openai/responses", status=Status.TRAFFIC
            ),
            replace(
                _RESPONSES,
                products=("ChatGPT web",),
                path="/backend-api/codex/responses",
                status=Status.DOCUMENTED,
                note="Codex on a ChatGPT plan",
            ),
            *compatible.rows(_RESPONSES, compatible.RESPONSES),
            replace(
                _RESPONSES,
                products=products.MISTRAL,
                path="/v1/responses/input_tokens",
                streams=False,
                status=Status.DOCUMENTED,
            ),
        ),
    )
)
