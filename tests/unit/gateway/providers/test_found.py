"""What a signature covers is read and cannot be altered."""

import pytest

from gateway.providers.dialect import dialect_for
from gateway.types import Prompt, WireRequest
from tests.golden.providers.cases import wire


def asked(request: WireRequest) -> Prompt:
    return dialect_for(request).read(request)


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "AWS4-HMAC-SHA256 Credential=fake, Signature=00"},
        {"signature-input": 'sig=("content-digest")'},
    ],
)
@pytest.mark.parametrize(
    "body", [b'{"a": "Ann Lowe", "b": 123456}', b'{"a": "Ann Lowe"}\n{"b": 0}']
)
def test_a_signed_body_is_read_but_cannot_be_altered(headers: dict[str, str], body: bytes) -> None:
    request = wire("/model/m/converse", body, headers=headers)
    prompt = asked(request)
    assert prompt.segments[0].text == "Ann Lowe"
    assert not any(segment.writable for segment in prompt.segments)
    with pytest.raises(ValueError, match="cannot be altered"):
        dialect_for(request).write(request, {0: "x"})


def test_a_segment_that_must_not_change_cannot_be_written() -> None:
    request = wire("/api/ask", b'{"Ann Lowe": 1}')
    with pytest.raises(ValueError, match="cannot be altered"):
        dialect_for(request).write(request, {0: "x"})
