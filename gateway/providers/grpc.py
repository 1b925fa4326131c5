"""gRPC: nobody reads its protobuf here, and a refusal must stand where its clients look for one."""

from urllib.parse import quote

from gateway.refusal import Refusal, WireResponse
from gateway.types import WireRequest

GRPC = "gRPC"
_DENIED = "7"  # PERMISSION_DENIED, which no client tries again


def is_grpc(request: WireRequest) -> bool:
    """Whether the body is messages of gRPC, for browsers or not."""
    media = request.header("content-type").partition(";")[0].strip().lower()
    return media.startswith("application/grpc")


def refuse_by_status(request: WireRequest, refusal: Refusal) -> WireResponse:
    """A refusal in headers alone ("Trailers-Only" in gRPC's words): its status and its message."""
    media = request.header("content-type").partition(";")[0].strip().lower()
    return WireResponse(
        status=200,
        headers=(
            ("content-type", media),
            ("grpc-status", _DENIED),
            ("grpc-message", quote(refusal.text, safe=" !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~")),
            ("cache-control", "no-store"),
            ("x-request-id", refusal.reference),
        ),
        body=b"",
    )
