"""Signing anew: as AWS's own library would, for whom, and for nothing else."""

import json
from collections.abc import Mapping

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from gateway.errors import CannotCheck, ConfigError
from gateway.ports import NoSigner, Signature, Signer
from gateway.settings.gateway_file import Signing
from gateway.signing import signer
from gateway.types import WireRequest
from tests.golden.providers.cases import wire
from tests.sigv4 import verified

HOST = "bedrock-runtime.eu-west-2.amazonaws.com"
TARGET = "/model/eu.anthropic.claude-v1%3A0/converse"
OURS = {"AWS_ACCESS_KEY_ID": "AKIAGATEWAY0", "AWS_SECRET_ACCESS_KEY": "the-gateways-secret"}
CALLER = Credentials("AKIACALLER00", "the-callers-secret", "the-callers-token")
BODY = json.dumps({"messages": [{"role": "user", "content": [{"text": "Ann Lowe"}]}]}).encode()


def signed(service: str = "bedrock", host: str = HOST, **more: str) -> WireRequest:
    """A request as boto3 would send it."""
    made = AWSRequest(
        method="POST",
        url=f"https://{host}{TARGET}",
        data=BODY,
        headers={"content-type": "application/json", **more},
    )
    SigV4Auth(CALLER, service, "eu-west-2").add_auth(made)
    headers = {name.lower(): str(value) for name, value in made.headers.items()}
    media = headers.pop("content-type")
    return wire(TARGET, BODY, host=host, media=media, headers={"host": host, **headers})


def holding(environment: Mapping[str, str] = OURS, **changes: object) -> Signer:
    row = {"hosts": ("*.amazonaws.com",), **changes}
    return signer([Signing(**row)], environment)  # type: ignore[arg-type]


def sent(request: WireRequest, made: Signature) -> dict[str, str]:
    """The headers that leave."""
    return {n: v for n, v in request.headers if n not in made.dropped} | dict(made.headers)


def ours_on(request: WireRequest, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether AWS would take it for a request of the gateway's."""
    url = f"https://{request.host}{request.target}"
    return verified(url, headers, body, key="AKIAGATEWAY0", secret="the-gateways-secret")


def test_what_was_altered_carries_a_signature_of_the_gateways_own() -> None:
    request, body = signed(), BODY.replace(b"Ann Lowe", b"PersonK7Q2")
    made = holding().sign(request, body)
    headers = sent(request, made)
    assert made.by == "AKIAGATEWAY0"
    assert "Credential=AKIAGATEWAY0/" in headers["authorization"]
    assert "x-amz-security-token" not in headers
    assert ours_on(request, headers, body)
    assert not ours_on(request, headers, BODY)


def test_temporary_credentials_bring_their_token() -> None:
    made = holding(OURS | {"AWS_SESSION_TOKEN": "our-token"}).sign(signed(), BODY)
    assert dict(made.headers)["x-amz-security-token"] == "our-token"


def test_headers_of_awss_own_are_signed_but_for_those_of_the_old_body() -> None:
    more = {"x-amzn-bedrock-trace": "ENABLED", "x-amz-checksum-sha256": "abc"}
    request = signed(**more)
    names = dict(holding().sign(request, BODY).headers)["authorization"]
    assert "x-amzn-bedrock-trace" in names
    assert "checksum" not in names


def test_a_dialect_sees_the_request_as_if_nobody_had_signed_it() -> None:
    seen = holding().unsigned(signed())
    assert seen is not None
    assert seen.header("authorization") == ""
    assert seen.body == BODY


@pytest.mark.parametrize(
    ("request_", "changes"),
    [
        (signed("s3"), {}),
        (signed(host="bedrock-runtime.eu-west-2.amazonaws.com.example"), {}),
        (signed(), {"access_keys": ("AKIASOMEBODY",)}),
        (signed(), {"hosts": ("bedrock-runtime.us-east-1.amazonaws.com",)}),
        (wire(TARGET, BODY, host=HOST, headers={"authorization": "Bearer k"}), {}),
    ],
)
def test_what_is_not_ours_to_sign_is_left(
    request_: WireRequest, changes: dict[str, object]
) -> None:
    ours = holding(**changes)
    assert ours.unsigned(request_) is None
    with pytest.raises(CannotCheck):
        ours.sign(request_, BODY)


def test_the_callers_key_may_choose_the_credentials() -> None:
    ours = holding(access_keys=("AKIACALLER00",), hosts=(HOST,))
    assert ours.unsigned(signed()) is not None


def test_without_settings_nothing_is_signed() -> None:
    nothing = signer([], {})
    assert isinstance(nothing, NoSigner)
    assert nothing.unsigned(signed()) is None
    with pytest.raises(CannotCheck):
        nothing.sign(signed(), BODY)


def test_settings_without_credentials_are_a_mistake() -> None:
    with pytest.raises(ConfigError):
        holding({})


def test_secrets_do_not_show() -> None:
    assert "the-gateways-secret" not in repr(holding())
    made = holding().sign(signed(), BODY)
    assert dict(made.headers)["authorization"] not in repr(made)
