"""Interactions: ids in order, keys only as fingerprints, retries known."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.begin import Beginning, fingerprint, fingerprint_of, new_id, recorded_path
from gateway.providers.catalogue import Catalogue
from gateway.settings.gateway_file import GatewayFile
from gateway.types import Prompt
from tests.make import NOW, request

PROMPT = Prompt(dialect="openai.chat", segments=())


def beginning() -> Beginning:
    return Beginning(
        catalogue=Catalogue((), ()), settings=GatewayFile(), key=b"k" * 32, now=lambda: NOW
    )


def test_ids_are_version_7_and_never_repeat() -> None:
    ids = [new_id() for _ in range(500)]
    assert len(set(ids)) == 500
    assert {UUID(value).version for value in ids} == {7}
    assert {UUID(value).variant for value in ids} == {"specified in RFC 4122"}


def test_ids_made_in_different_milliseconds_sort_by_time() -> None:
    early = int(UUID(new_id())) >> 80
    late = int(UUID(new_id())) >> 80
    assert early <= late


def test_a_bearer_key_and_its_bare_form_have_one_fingerprint() -> None:
    bearer = request(headers=(("authorization", "Bearer abc"),))
    bare = request(headers=(("x-api-key", "abc"),))
    assert fingerprint(bearer, b"k") == fingerprint(bare, b"k") == fingerprint_of("abc", b"k")


def test_the_organisations_key_beside_another_is_not_the_organisations() -> None:
    both = request(headers=(("authorization", "Bearer org"), ("x-api-key", "own")))
    in_query = request(headers=(("x-goog-api-key", "org"),), target="/v1/x?key=own")
    for sent in (both, in_query):
        assert fingerprint(sent, b"k") not in {fingerprint_of("org", b"k"), ""}


@given(st.text(min_size=8))
def test_a_fingerprint_does_not_hold_the_key(secret: str) -> None:
    assert secret not in fingerprint_of(secret, b"k")


def test_without_a_key_there_is_no_fingerprint() -> None:
    assert fingerprint(request(), b"k") == ""


def test_the_query_is_not_part_of_an_interaction() -> None:
    made = beginning()(request(target="/v1/models?key=abc"), PROMPT)
    assert made.path == "/v1/models"
    assert "abc" not in repr(made)


@pytest.mark.parametrize(
    ("path", "known", "kept"),
    [
        ("/v1/chat/completions", True, "/v1/chat/completions"),
        ("/v1beta/models/gemini-2.5-Pro:generateContent", True, None),
        ("/v1/Ann%20Lowe", True, "/v1/*"),
        ("/v1/Ann Lowe/x", False, "/v1/*/x"),
        ("/c/0190c0de-0000-7000-8000-000000000001", False, None),
        ("/search/why-is-ann-lowe-late", False, "/search/*"),
    ],
)
def test_what_somebody_typed_into_a_path_is_not_kept_in_clear(
    path: str, known: bool, kept: str | None
) -> None:
    assert recorded_path(path, known=known) == (kept or path)


def test_the_sdks_retry_counter_is_kept_and_nonsense_is_not() -> None:
    again = request(headers=(("x-stainless-retry-count", "2"),))
    odd = request(headers=(("x-stainless-retry-count", "²"),))
    assert beginning()(again, PROMPT).attempt == 2
    assert beginning()(odd, PROMPT).attempt == 0


def test_a_host_the_catalogue_lost_is_unlisted_not_an_error() -> None:
    made = beginning()(request(host="gone.test"), PROMPT)
    assert made.tool is None
    assert made.destination.host == "gone.test"


def test_an_aws_signature_is_known_by_its_key_which_stays_the_same() -> None:
    def signed(signature: str) -> str:
        value = f"AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE7/20261123/eu-west-2/bedrock/aws4_request, SignedHeaders=host, Signature={signature}"
        return fingerprint(request(headers=(("authorization", value),)), b"k")

    assert signed("0a") == signed("0b") == fingerprint_of("AKIAEXAMPLE7", b"k")


def test_keys_of_sockets_have_the_same_fingerprint_as_in_headers() -> None:
    listed = (("sec-websocket-protocol", "realtime, openai-insecure-api-key.abc"),)
    assert fingerprint(request(headers=listed), b"k") == fingerprint_of("abc", b"k")
    by_query = request(target="/c/api/chat?accessToken=abc")
    assert fingerprint(by_query, b"k") == fingerprint_of("abc", b"k")
