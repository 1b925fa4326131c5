"""gRPC is known, unread, and refused where its clients look."""

from urllib.parse import unquote

import pytest

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from gateway.types import WireRequest
from tests.golden.providers.cases import wire

HOST = "europe-west2-aiplatform.googleapis.com"
TARGET = "/google.cloud.aiplatform.v1.PredictionService/GenerateContent"
MEDIA = ["application/grpc", "application/grpc+proto", "application/grpc-web"]


def asked(media: str, body: bytes = b"plain text that is protobuf") -> WireRequest:
    return wire(TARGET, body, host=HOST, media=media)


@pytest.mark.parametrize("media", MEDIA)
def test_its_bodies_are_unread_even_where_they_look_like_text(media: str) -> None:
    request = asked(media)
    prompt = dialect_for(request).read(request)
    assert [part.why for part in prompt.unread] == ["gRPC"]
    assert not prompt.segments


@pytest.mark.parametrize("media", MEDIA)
def test_a_refusal_is_a_status_in_headers_alone(media: str) -> None:
    request = asked(media)
    refusal = Refusal(reference="r1", reasons=(), contact="Gofynnwch i'r ddesg 100% • 2.")
    made = dialect_for(request).refusal(request, refusal)
    headers = dict(made.headers)
    assert (made.status, made.body, headers["grpc-status"]) == (200, b"", "7")
    assert headers["content-type"] == media
    assert headers["grpc-message"].isascii()
    assert headers["grpc-message"].isprintable()
    assert unquote(headers["grpc-message"]) == refusal.text


def test_json_is_not_grpc() -> None:
    request = asked("application/json", b"{}")
    assert dialect_for(request).refusal(
        request, Refusal(reference="r1", reasons=(), contact="x")
    ).status == 403  # fmt: skip
