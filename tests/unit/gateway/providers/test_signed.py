"""Which requests their caller signed, and with which key."""

import pytest

from gateway.providers.signed import access_key, is_signed, scope
from tests.golden.providers.cases import wire

SIGNED = (
    "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE7/20261123/eu-west-2/bedrock/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date, Signature=0a1b"
)


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": SIGNED},
        {"authorization": "AWS4-ECDSA-P256-SHA256 Credential=AKIA"},
        {"signature-input": 'sig1=("@method")'},
    ],
)
def test_a_signature_in_a_header_covers_the_body(headers: dict[str, str]) -> None:
    assert is_signed(wire("/model/m/converse", b"{}", headers=headers))


def test_a_signature_in_the_query_covers_the_body() -> None:
    assert is_signed(wire("/model/m/converse?X-Amz-Signature=0a1b", b"{}"))


@pytest.mark.parametrize("value", ["Bearer bedrock-api-key-abc", "", "Basic AWS4"])
def test_a_key_that_is_only_shown_covers_nothing(value: str) -> None:
    request = wire("/model/m/converse", b"{}", headers={"authorization": value})
    assert not is_signed(request)
    assert scope(request) is None
    assert access_key(value) is None


def test_a_signature_says_whose_key_it_is_and_for_what() -> None:
    request = wire("/model/m/converse", b"{}", headers={"authorization": SIGNED})
    assert scope(request) == ("AKIAEXAMPLE7", "eu-west-2", "bedrock")
    assert access_key(SIGNED) == "AKIAEXAMPLE7"


def test_two_signatures_are_nobodys() -> None:
    request = wire(
        "/model/m/converse",
        b"{}",
        headers={"authorization": SIGNED, "signature-input": 'sig1=("@method")'},
    )
    assert scope(request) is None
