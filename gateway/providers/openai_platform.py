"""The dialect `openai.platform`: searches, videos, evaluations, graders, and training jobs."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import Event, Json, member, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.refusals import openai_failure, openai_shape
from gateway.providers.wire_format import WireFormat

PLATFORM = Family(
    roles={
        "query": "user",
        "prompt": "user",
        "input": "user",
        "item": "user",
        "model_sample": "assistant",
        "grader": "system",
        "questions": "system",
    },
    kinds={
        **COMMON,
        "input_reference": Kind.MEDIA,
        "training_file": Kind.RECALLED,
        "validation_file": Kind.RECALLED,
        "ranking_options/ranker": Kind.WORD,
        "expires_after/anchor": Kind.WORD,
        "seconds": Kind.WORD,
    },
    free=("/metadata/", "/attributes/", "/item/", "/sample/", "/filters/"),
)


def read_platform(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """Whatever was made or found; it can be asked for by its id."""
    event = read_anything(value, stream)
    event.keeps(member(value, "id"))
    return event


_SEARCH = Route(
    products=products.OPENAI,
    method="POST",
    path="/v1/vector_stores/{store}/search",
    status=Status.SDK,
)
_REST = replace(
    _SEARCH,
    method="*",
    path="/v1/vector_stores/*",
    inspects=(Part.TEXT, Part.FILES),
    status=Status.TRAFFIC,
    note="files that are named or attached are for the policy",
)

PLATFORM_DIALECT = register(
    WireFormat(
        name="openai.platform",
        route=re.compile(
            products.BELOW_ROOT
            + r"/(?:vector_stores|videos|evals|fine_tuning|containers|skills|decisions)"
            r"(?:/jobs)?(?:/(?P<kept>[a-z]+[_-][^/]+))?(?:/.*)?$",
            re.IGNORECASE,
        ),
        hosts=products.OPENAI_HOSTS,
        family=PLATFORM,
        reader=read_platform,
        shape=openai_shape,
        failure=openai_failure,
        any_method=True,
        routes=(
            _SEARCH,
            _REST,
            replace(
                _SEARCH,
                path="/v1/videos",
                inspects=(Part.TEXT, Part.IMAGES),
                note="a picture or video that goes in is for the policy",
            ),
            *(
                replace(_REST, path=f"/v1/{what}/*", status=Status.DOCUMENTED)
                for what in ("containers", "decisions", "skills", "videos")
            ),
            *(
                replace(_REST, path=f"/v1/{what}/*", inspects=(Part.TEXT, Part.SYSTEM))
                for what in ("evals", "fine_tuning")
            ),
            *(
                replace(_REST, products=products.AZURE, path=f"{root}/vector_stores/*")
                for root in ("/openai", "/openai/v1")
            ),
        ),
    )
)
