"""The dialect `compatible.stored`: answers that compatible services keep to be fetched later."""

import re
from dataclasses import replace

from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member
from gateway.providers.family import Family
from gateway.providers.openai_events import read_job
from gateway.providers.openai_stored import read_stored
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat


def read_kept(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """A job with the completion that it led to, a deferred completion, or a response."""
    if member(value, "response") or member(value, "choices"):
        return read_job(value, stream)
    return read_stored(value, stream)


_JOB = Route(
    products=("Perplexity API",),
    method="GET",
    path="/async/chat/completions/{job}",
    inspects=(),
    status=Status.TRAFFIC,
    note="names are put back when the answer is fetched",
)
_RESPONSE = replace(_JOB, path="/v1/responses/{response}", streams=True)

KEPT_DIALECT = register(
    WireFormat(
        name="compatible.stored",
        route=re.compile(
            r"/(?:async/chat/completions|chat/deferred-completion|responses)/(?P<kept>[^/]+)$"
        ),
        hosts=re.compile(
            r"(?:[a-z0-9-]+\.)?api\.x\.ai|api\.perplexity\.ai|(?:[a-z]+\.)?openrouter\.ai"
            r"|api\.fireworks\.ai|router\.huggingface\.co|ollama\.com"
        ),
        family=Family(),
        reader=read_kept,
        shape=openai_shape,
        failure=openai_failure,
        methods=frozenset(("GET", "HEAD", "DELETE")),
        routes=(
            _JOB,
            _RESPONSE,
            replace(
                _JOB,
                products=("Grok API", "Grok API regional"),
                path="/v1/chat/deferred-completion/{request}",
            ),
            replace(_RESPONSE, products=("Grok API", "Grok API regional")),
            replace(
                _RESPONSE,
                products=("Fireworks API",),
                path="/inference/v1/responses/{response}",
                status=Status.DOCUMENTED,
            ),
        ),
    )
)
