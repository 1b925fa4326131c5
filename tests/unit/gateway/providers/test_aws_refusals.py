"""Refusals as AWS clients show them."""

from gateway.providers.aws_refusals import aws_failure, aws_headers
from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from gateway.types import Effect, Reason
from tests.golden.providers.cases import wire

HOST = "bedrock-runtime.eu-west-2.amazonaws.com"
REFUSAL = Refusal(
    reference="ref-1",
    reasons=(Reason(rule="r", clause="7.2", effect=Effect.BLOCK, message="Take it out."),),
    contact="Ask.",
)


def test_the_error_type_is_a_header_and_the_message_the_body() -> None:
    request = wire("/model/m/converse", b"{}", host=HOST)
    response = dialect_for(request).refusal(request, REFUSAL)
    assert response.status == 403
    assert dict(response.headers)["x-amzn-errortype"] == "AccessDeniedException"
    assert b"Take it out." in response.body


def test_every_status_has_an_error_type() -> None:
    assert all(aws_headers(status) for status in (400, 403, 404, 413))


def test_a_failure_in_a_stream_is_a_message() -> None:
    assert "stopped" in aws_failure("stopped")
