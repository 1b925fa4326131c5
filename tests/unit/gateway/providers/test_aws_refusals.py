"""Refusals as AWS's SDKs read them."""

import json

import pytest

from gateway.providers.aws_refusals import aws_failure, aws_headers
from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from tests.golden.providers.cases import HOMES, wire


@pytest.mark.parametrize("name", ["bedrock.agent", "bedrock.converse", "bedrock.invoke"])
def test_the_kind_of_error_is_a_header_and_the_message_the_body(name: str) -> None:
    host, target, _ = HOMES[name]
    request = wire(target, b"{}", host=host)
    refusal = Refusal(reference="r1", reasons=(), contact="Ask us.")
    made = dialect_for(request).refusal(request, refusal)
    assert made.status == 403
    assert dict(made.headers)["x-amzn-errortype"] == "AccessDeniedException"
    assert json.loads(made.body) == {"message": refusal.text}


def test_a_request_that_is_too_large_is_not_valid_rather_than_forbidden() -> None:
    assert aws_headers(413) == (("x-amzn-errortype", "ValidationException"),)


def test_a_failure_inside_a_stream_has_a_message() -> None:
    assert json.loads(aws_failure("stopped")) == {"message": "stopped"}
