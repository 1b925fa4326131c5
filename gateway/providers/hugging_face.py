"""The dialect `hf.task`: models by task at Hugging Face; its text-generation server anywhere."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.hugging_face_events import read_task
from gateway.providers.wire_format import WireFormat, plain_path
from gateway.refusal import Refusal
from gateway.types import WireRequest

TASK = Family(
    roles={
        "inputs": "user",
        "input": "user",
        "prompt": "user",
        "text": "user",
        "parameters": "user",
        "context": "user",
        "question": "user",
    },
    kinds={
        **COMMON,
        "image": Kind.MEDIA,
        "images/*": Kind.MEDIA,
        "image_urls/*": Kind.MEDIA,
        "audio": Kind.MEDIA,
        "audio_url": Kind.MEDIA,
        "video_url": Kind.MEDIA,
        "parameters/stop/*": Kind.FIXED,
        "parameters/stop_sequences/*": Kind.FIXED,
        "parameters/adapter_id": Kind.WORD,
        "parameters/return_text": Kind.WORD,
        "parameters/src_lang": Kind.WORD,
        "parameters/tgt_lang": Kind.WORD,
        "parameters/aggregation_strategy": Kind.WORD,
    },
    free=("/inputs/",),
)

_HOSTS = re.compile(
    r"router\.huggingface\.co|api-inference\.huggingface\.co"
    r"|(?:[a-z0-9-]+\.)+endpoints\.huggingface\.cloud"
)
_PROVIDERS = "fal-ai|replicate|wavespeed|black-forest-labs|nscale|novita|zai-org|together|nebius"
_SERVER = re.compile(r"/(?:generate|generate_stream)$")


def task_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What the client library shows."""
    return {"error": refusal.text, "error_type": refusal.code}


def task_failure(message: str) -> str:
    """An error inside a stream of its text-generation server."""
    return json.dumps({"error": message, "error_type": "gateway_error"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFormat(WireFormat):
    """Its own hosts whole, less what other formats read there; elsewhere its server's two paths."""

    def reads(self, request: WireRequest) -> bool:
        if not WireFormat.reads(self, request):
            return False
        its_own = _HOSTS.fullmatch(request.host.lower()) is not None
        return its_own or _SERVER.fullmatch(plain_path(request)) is not None


_TASK = Route(
    products=products.HUGGING_FACE,
    method="POST",
    path="/hf-inference/models/{owner}/{model}",
    inspects=(Part.TEXT, Part.FILES, Part.IMAGES),
    streams=True,
    status=Status.TRAFFIC,
    note="sound and pictures that go in are for the policy",
)

TASK_DIALECT = register(
    TaskFormat(
        name="hf.task",
        route=re.compile(
            r"^(?:/hf-inference)?/models/(?P<model>[^/]+(?:/[^/]+)?)(?:/pipeline/[^/]+)?$"
            r"|^(?:/hf-inference/models/[^/]+/[^/]+)?/generate(?P<stream>_stream)?$|^/$"
            rf"|^/(?:{_PROVIDERS})/(?!.*(?:completions|embeddings|responses|messages"
            r"|images/(?:generations|edits)|audio/(?:speech|transcriptions))$)"
        ),
        family=TASK,
        reader=read_task,
        shape=task_shape,
        failure=task_failure,
        routes=(
            replace(_TASK, status=Status.SDK),
            *alike(
                replace(_TASK, path="/hf-inference/models/{owner}/{model}/pipeline/{task}"),
                "/models/{owner}/{model}",
            ),
            *alike(replace(_TASK, path="/generate"), "/generate_stream"),
            *alike(
                replace(
                    _TASK,
                    path="/fal-ai/{owner}/{model}",
                    streams=False,
                    status=Status.DOCUMENTED,
                    note="passed on to that provider, in its own shape",
                ),
                "/replicate/v1/models/{owner}/{model}/predictions",
                "/wavespeed/api/v3/{owner}/{model}",
            ),
        ),
    )
)
