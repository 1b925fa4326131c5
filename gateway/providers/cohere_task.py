"""The dialect `cohere.task`: embeddings, ranking, classes, tokens and pages read by Cohere."""

import re
from dataclasses import replace

from gateway.providers import cohere_parts, products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.events import (
    WHOLE,
    Event,
    Json,
    add_rest,
    add_strings,
    elements,
    member,
)
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.wire_format import WireFormat

TASK = Family(
    roles={
        "texts": "user",
        "inputs": "user",
        "images": "user",
        "query": "user",
        "documents": "user",
        "examples": "user",
        "text": "user",
        "document": "user",
    },
    kinds={
        **COMMON,
        "input_type": Kind.WORD,
        "embedding_types/*": Kind.WORD,
        "truncate": Kind.WORD,
        "rank_fields/*": Kind.WORD,
        "preset": Kind.WORD,
        "output_format": Kind.WORD,
    },
    free=("/documents/",),
    tokens=frozenset(("tokens",)),
)


def read_task(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An answer, always whole; a document that it repeats is the caller's own, ids included."""
    event = Event(finished=True)
    for at, result in elements(member(value, "results")):
        path = ("results", at, "document")
        add_strings(event, result.get("document"), path, f"document{at}", WHOLE)
    cohere_parts.learn(event, member(value, "meta"), None)
    add_rest(event, value, stream=stream)
    return event


_EMBED = Route(
    products=products.COHERE,
    method="POST",
    path="/v2/embed",
    inspects=(Part.TEXT, Part.IMAGES),
    status=Status.SDK,
    note="vectors of pseudonymised text differ from those of the original",
)
_RANK = replace(_EMBED, path="/v2/rerank", inspects=(Part.TEXT,), note="")

TASK_DIALECT = register(
    WireFormat(
        name="cohere.task",
        route=re.compile(
            r"^/v[12]/(?:embed|rerank)$|^/v1/(?:classify|tokenize|detokenize)$|^/v2/parse$",
            re.IGNORECASE,
        ),
        hosts=cohere_parts.HOSTS,
        family=TASK,
        reader=read_task,
        shape=cohere_parts.shape,
        failure=cohere_parts.lines_failure,
        routes=(
            *alike(_EMBED, "/v1/embed"),
            *alike(_RANK, "/v1/rerank", "/v1/classify"),
            replace(
                _RANK,
                path="/v1/tokenize",
                note="the tokens are those of the pseudonymised text, and single ones stay so",
            ),
            replace(
                _RANK,
                path="/v1/detokenize",
                inspects=(),
                masks=False,
                note="numbers that stand for text are not read, so policy judges them",
            ),
            replace(
                _RANK,
                path="/v2/parse",
                inspects=(Part.IMAGES,),
                masks=False,
                note="a page that cannot be read here is for the policy",
            ),
        ),
    )
)
