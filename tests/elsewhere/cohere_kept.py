"""What Cohere keeps: data sets, jobs, batches, tuned models, connectors, and what it lists."""

import json
import re
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.provider import Provider

_AT = "2026-11-25T09:00:00Z"
_KEPT = re.compile(
    r"/v1/(?:check-api-key|connectors|datasets|embed-jobs|finetuning/finetuned-models|models)"
    r"(?:/.*)?|/v2/(?:batches|audio/transcriptions)(?:[/:].*)?"
)
_NAMES = {
    "connectors": "connector",
    "datasets": "dataset",
    "embed-jobs": "embed_job",
    "finetuned-models": "finetuned_model",
    "models": "model",
    "batches": "batch",
}
_PLURALS = {"batch": "batches"}


def keeps(path: str) -> bool:
    return _KEPT.fullmatch(path) is not None


def answer(provider: Provider, path: str, body: dict[str, Any]) -> Response:
    """What was made there last, as it was made; alone, or in a list of one."""
    last = re.split(r"[/:]", path)[-1]
    if last in ("check-api-key", "usage"):
        return JSONResponse({"valid": True, "organization_usage": 1})
    if last == "transcriptions":
        return JSONResponse({"text": provider.reply("nothing")})
    if last in ("events", "training-step-metrics"):
        return JSONResponse({"events": [], "step_metrics": []})
    if last in ("authorize", "cancel"):
        return JSONResponse({"redirect_url": "https://sign-in.example"})
    group = next(name for name in _NAMES if f"/{name}" in path)
    return JSONResponse(_resource(provider, group, body, listed=last == group))


def _resource(
    provider: Provider, group: str, body: dict[str, Any], *, listed: bool
) -> dict[str, Any]:
    name = _NAMES[group]
    made = {"id": f"{name}_0a1b2c3d4e", **_made(provider, group, body), "created_at": _AT}
    made |= {"updated_at": _AT}
    if name == "embed_job":
        made |= {"job_id": made["id"], "status": "complete", "input_dataset_id": "dataset_1"}
    if listed and not body and not _writing(provider):
        return {_PLURALS.get(name, f"{name}s"): [made]}
    return made if name in ("embed_job", "model") else {name: made, "id": made["id"]}


def _writing(provider: Provider) -> bool:
    return bool(provider.received[-1].body)


def _made(provider: Provider, group: str, body: dict[str, Any]) -> dict[str, Any]:
    if body:
        return body
    posted = [one for one in provider.received if f"/{group}" in one.path and one.body[:1] == b"{"]
    made: dict[str, Any] = json.loads(posted[-1].body) if posted else {"name": f"some {group}"}
    return made
