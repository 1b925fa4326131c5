"""The dialect `gemini.interactions`: Gemini's turns that Google may keep, and its agents."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.interaction_events import read_interaction
from gateway.providers.refusals import interactions_failure, interactions_shape
from gateway.providers.wire_format import WireFormat

INTERACTIONS = Family(
    turns="input",
    roles={
        "input": "user",
        "system_instruction": "system",
        "tools": "system",
        "agent_config": "system",
        "response_format": "system",
    },
    kinds={
        **COMMON,
        "input/*/data": Kind.MEDIA,
        "content/*/data": Kind.MEDIA,
        "input/*/uri": Kind.MEDIA,
        "content/*/uri": Kind.MEDIA,
        "tools/*/name": Kind.WORD,
        "tools/*/url": Kind.ELSEWHERE,
        "input/*/name": Kind.WORD,
        "agent": Kind.WORD,
        "thinking_level": Kind.WORD,
        "thinking_summaries": Kind.WORD,
        "response_modalities/*": Kind.WORD,
        "environment": Kind.HELD,
        "environment/env/*": Kind.FIXED,
    },
    free=("/arguments/", "/result/", "/labels/"),
)

_INTERACTIONS = Route(
    products=products.GEMINI,
    method="POST",
    path="/v1beta/interactions",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES, Part.AUDIO),
    streams=True,
    status=Status.SDK,
)

INTERACTIONS_DIALECT = register(
    WireFormat(
        name="gemini.interactions",
        route=re.compile(r"/interactions(?:/(?P<conversation>[^/:]+)(?:[:/]\w+)?)?$"),
        hosts=re.compile(r"(?:[\w-]+\.)?(?:[\w-]+)\.googleapis\.com"),
        family=INTERACTIONS,
        reader=read_interaction,
        shape=interactions_shape,
        failure=interactions_failure,
        failure_event="error",
        any_method=True,
        routes=(
            *alike(_INTERACTIONS),
            replace(
                _INTERACTIONS,
                method="*",
                path="/v1beta/interactions/*",
                status=Status.DOCUMENTED,
            ),
        ),
    )
)
