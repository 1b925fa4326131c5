"""The dialect `generic`: anything else on a host of generative AI. Unknown is not unseen."""

import json
import re

from gateway.providers.dialect import register
from gateway.providers.events import read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.generic_routes import generic_routes
from gateway.providers.refusals import generic_shape
from gateway.providers.wire_format import WireFormat

ANYTHING = Family(
    roles={
        "prompt": "user",
        "messages": "user",
        "message": "user",
        "input": "user",
        "inputs": "user",
        "text": "user",
        "query": "user",
        "system": "system",
        "instructions": "system",
    },
    kinds={**COMMON, "image": Kind.MEDIA, "audio": Kind.MEDIA},
    tokens=frozenset(("context", "tokens", "token_ids", "input_ids", "prompt_token_ids")),
    strict=False,
)


def failure(message: str) -> str:
    return json.dumps({"error": {"message": message, "type": "gateway_error"}})


ANYWHERE = re.compile(
    r"^(?:.*?/(?:threads|conversations|chat_conversations|conversation)"
    r"/(?P<conversation>(?=[^/]*[0-9_])[^/]{6,}))?"
)
"""Any path; where it names a conversation that the provider keeps, that is noted."""

GENERIC_DIALECT = register(
    WireFormat(
        name="generic",
        route=ANYWHERE,
        family=ANYTHING,
        reader=read_anything,
        shape=generic_shape,
        failure=failure,
        pages=True,
        any_method=True,
        routes=generic_routes(),
    )
)
