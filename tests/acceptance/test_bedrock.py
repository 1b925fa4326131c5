"""boto3 through the gateway: with a bearer key masked and restored; what is signed is not altered."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.acceptance.sdks import surroundings
from tests.served import Served

CLEAN = "Summarise how missed bins are reported in three short points."
PERSONAL = "Write to Margaret Okonkwo (margaret.okonkwo@example.com) and thank Margaret Okonkwo."
SPECIAL = "Margaret Okonkwo was diagnosed with epilepsy last week. Draft a letter to her."
MODEL = "anthropic.claude-3-haiku-20240307-v1:0"
OFFLINE = {"AWS_EC2_METADATA_DISABLED": "true"}
KEY = {**OFFLINE, "AWS_BEARER_TOKEN_BEDROCK": "bedrock-api-key-of-the-council"}
SIGNED = {
    **OFFLINE,
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "not-a-secret-of-anybody",
}


def client(served: Served) -> Any:
    """As IT sets it up: the proxy and the gateway's CA."""
    proxy = served.proxy("amina.hussain")
    settings = Config(proxies={"https": proxy}, region_name="eu-west-2")
    return boto3.client("bedrock-runtime", config=settings, verify=str(served.ca))


@pytest.fixture(params=["key", "signed"])
def how(request: pytest.FixtureRequest) -> Iterator[str]:
    with surroundings(**(KEY if request.param == "key" else SIGNED)):
        yield request.param


def ask(served: Served, text: str) -> str:
    messages = [{"role": "user", "content": [{"text": text}]}]
    answer = client(served).converse(modelId=MODEL, messages=messages)
    return str(answer["output"]["message"]["content"][0]["text"])


def stream(served: Served, text: str) -> str:
    messages = [{"role": "user", "content": [{"text": text}]}]
    answer = client(served).converse_stream(modelId=MODEL, messages=messages)
    deltas = (event.get("contentBlockDelta", {}) for event in answer["stream"])
    return "".join(delta.get("delta", {}).get("text", "") for delta in deltas)


@pytest.mark.parametrize("call", [ask, stream])
def test_a_clean_prompt_passes_byte_for_byte_signature_and_all(
    served: Served, how: str, call: Any
) -> None:
    assert call(served, CLEAN) == f"You said: {CLEAN}"
    (received,) = served.provider.received
    assert CLEAN.encode() in received.body
    scheme = received.headers["authorization"].partition(" ")[0]
    assert scheme == ("Bearer" if how == "key" else "AWS4-HMAC-SHA256")


@pytest.mark.parametrize("call", [ask, stream])
def test_with_a_key_names_are_replaced_and_put_back(served: Served, call: Any) -> None:
    with surroundings(**KEY):
        assert call(served, PERSONAL) == f"You said: {PERSONAL}"
    assert b"Okonkwo" not in served.provider.sent
    assert b"Person" in served.provider.sent


def test_what_a_signature_covers_is_refused_instead(served: Served) -> None:
    with surroundings(**SIGNED), pytest.raises(ClientError) as caught:
        ask(served, PERSONAL)
    assert "signed" in str(caught.value)
    assert served.provider.received == []


def test_a_refusal_is_access_denied_after_one_attempt(served: Served, how: str) -> None:
    with pytest.raises(ClientError) as caught:
        ask(served, SPECIAL)
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0
    assert "clause" in str(caught.value)
    assert served.provider.received == []
