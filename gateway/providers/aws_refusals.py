"""Refusals as AWS's SDKs read them: the kind of error in a header, the message in the body."""

import json
from typing import Any

from gateway.refusal import Refusal


def aws_shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What boto3 and the other SDKs show."""
    return {"message": refusal.text}


def aws_headers(status: int) -> tuple[tuple[str, str], ...]:
    """The kind of error; no SDK tries again after these."""
    kind = "AccessDeniedException" if status == 403 else "ValidationException"
    return (("x-amzn-errortype", kind),)


def aws_failure(message: str) -> str:
    """An exception inside a stream, as JSON source."""
    return json.dumps({"message": message})
