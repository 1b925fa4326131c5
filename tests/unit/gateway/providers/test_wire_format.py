"""How an answer is cut depends on what it says it is; how an address is matched, on its meaning."""

import pytest

from gateway.providers.answer import Codec
from gateway.providers.aws_stream import EventFrames
from gateway.providers.framing import ArrayElements, Lines, PlainText, Untouched, Whole
from gateway.providers.sse import ServerSentEvents
from gateway.providers.wire_format import plain_path
from tests.golden.providers.cases import codec, wire

GEMINI = "/v1/models/m:streamGenerateContent"


@pytest.mark.parametrize(
    ("target", "media", "status", "framing"),
    [
        ("/v1/messages", "text/event-stream; charset=utf-8", 200, ServerSentEvents),
        ("/v1/messages", "application/json", 200, Whole),
        ("/v1/messages", "", 200, Whole),
        ("/v1/messages", "application/problem+json", 400, Whole),
        ("/api/chat", "application/x-ndjson", 200, Lines),
        ("/v1/chat", "application/stream+json", 200, Lines),
        ("/api/chat", "text/plain", 200, PlainText),
        ("/api/chat", "text/html", 500, Whole),
        ("/v1/audio/speech", "audio/mpeg", 200, Untouched),
        ("/model/m/converse-stream", "application/vnd.amazon.eventstream", 200, EventFrames),
        (GEMINI, "application/json", 200, ArrayElements),
        (GEMINI, "application/json", 400, Whole),
        (GEMINI, "text/event-stream", 200, ServerSentEvents),
    ],
)
def test_an_answer_is_cut_by_its_type(
    target: str, media: str, status: int, framing: type[object]
) -> None:
    made = codec(target, media, status)
    assert isinstance(made, Codec)
    assert type(made._framing) is framing


@pytest.mark.parametrize(
    ("target", "path"),
    [("//v1//x/", "/v1/x"), ("/a%3Ab%2Fc?x=/y", "/a:b/c"), ("/", "/"), ("", "/")],
)
def test_an_address_is_matched_by_its_meaning(target: str, path: str) -> None:
    assert plain_path(wire(target)) == path
