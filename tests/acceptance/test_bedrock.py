"""boto3 through the gateway: signed as AWS wants it, masked, restored, refused, one attempt each."""

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError

from gateway.audit.opening import open_record
from gateway.audit.tables import INTERACTIONS
from tests.acceptance.aws import CALLER, GATEWAY, signed_with
from tests.acceptance.sdks import surroundings
from tests.bedrock_provider import MODEL
from tests.served import Served

CLEAN = "Summarise how missed bins are reported in three short points."
PERSONAL = (
    "Write to Margaret Okonkwo (margaret.okonkwo@example.com, NHS number 943 476 5919) and thank"
    " Margaret Okonkwo for waiting. Keep it short."
)
VALUES = (b"Margaret", b"Okonkwo", b"margaret.okonkwo@example.com", b"943 476 5919")
SPECIAL = "Margaret Okonkwo was diagnosed with epilepsy last week. Draft a letter to her."

BEARER = {"AWS_BEARER_TOKEN_BEDROCK": "bedrock-api-key-x", "AWS_EC2_METADATA_DISABLED": "true"}

Ask = Callable[[Any, str], str]


def bedrock(served: Served, key: tuple[str, str] | None = CALLER) -> Any:
    """A client as a person would set it up; without a key it uses the bearer token around it."""
    named = {"aws_access_key_id": key[0], "aws_secret_access_key": key[1]} if key else {}
    return boto3.Session().client(
        "bedrock-runtime",
        region_name="eu-west-2",
        verify=str(served.ca),
        config=Config(proxies={"https": served.proxy()}),
        **named,
    )


def converse(client: Any, text: str) -> str:
    turns = [{"role": "user", "content": [{"text": text}]}]
    done = client.converse(modelId=MODEL, messages=turns)
    assert done["usage"]["outputTokens"] == 7
    return str(done["output"]["message"]["content"][0]["text"])


def converse_stream(client: Any, text: str) -> str:
    turns = [{"role": "user", "content": [{"text": text}]}]
    events = list(client.converse_stream(modelId=MODEL, messages=turns)["stream"])
    assert events[-2] == {"messageStop": {"stopReason": "end_turn"}}
    deltas = [e["contentBlockDelta"]["delta"]["text"] for e in events if "contentBlockDelta" in e]
    return "".join(deltas)


def native(text: str) -> str:
    turns = [{"role": "user", "content": text}]
    return json.dumps(
        {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 9, "messages": turns}
    )


def invoke(client: Any, text: str) -> str:
    done = client.invoke_model(modelId=MODEL, body=native(text))
    return str(json.loads(done["body"].read())["content"][0]["text"])


def invoke_stream(client: Any, text: str) -> str:
    done = client.invoke_model_with_response_stream(modelId=MODEL, body=native(text))
    events = [json.loads(event["chunk"]["bytes"]) for event in done["body"]]
    assert events[-1]["type"] == "message_stop"
    return "".join(e["delta"]["text"] for e in events if e["type"] == "content_block_delta")


WAYS = pytest.mark.parametrize("ask", [converse, converse_stream, invoke, invoke_stream])


@WAYS
def test_a_clean_request_arrives_with_its_callers_own_signature(served: Served, ask: Ask) -> None:
    assert ask(bedrock(served), CLEAN) == f"You said: {CLEAN}"
    (one,) = served.provider.received
    assert signed_with(one, CALLER)


@WAYS
def test_what_cannot_be_signed_anew_is_refused_and_says_why(served: Served, ask: Ask) -> None:
    with pytest.raises(ClientError) as caught:
        ask(bedrock(served), PERSONAL)
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    assert "your AWS key signed the whole request" in str(caught.value)
    assert served.provider.received == []


@WAYS
def test_with_an_api_key_values_are_replaced_and_come_back(served: Served, ask: Ask) -> None:
    with surroundings(**BEARER):
        assert ask(bedrock(served, None), PERSONAL) == f"You said: {PERSONAL}"
    (one,) = served.provider.received
    assert [value for value in VALUES if value in one.body] == []
    assert one.headers["authorization"] == "Bearer bedrock-api-key-x"


@WAYS
def test_a_refusal_is_access_denied_after_one_attempt(served: Served, ask: Ask) -> None:
    token = surroundings(**BEARER)
    with token, pytest.raises(ClientError, match=r"clause 10\.3") as caught:
        ask(bedrock(served, None), SPECIAL)
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0
    assert served.provider.received == []


@WAYS
def test_what_was_altered_is_signed_anew_and_the_record_says_by_whom(
    signing: Served, ask: Ask
) -> None:
    assert ask(bedrock(signing), PERSONAL) == f"You said: {PERSONAL}"
    (one,) = signing.provider.received
    assert signed_with(one, GATEWAY)
    assert [value for value in VALUES if value in one.body] == []
    store = signing.store()
    with store.read() as connection:
        newest = INTERACTIONS.c.id.desc()
        row = connection.execute(INTERACTIONS.select().order_by(newest).limit(1)).one()
    record = open_record(store, row.id)
    assert record is not None
    assert record.signed_by == GATEWAY[0]
    assert row.key_fingerprint
    store.close()


@WAYS
def test_what_was_not_altered_is_not_signed_anew(signing: Served, ask: Ask) -> None:
    assert ask(bedrock(signing), CLEAN) == f"You said: {CLEAN}"
    (one,) = signing.provider.received
    assert signed_with(one, CALLER)


def test_a_corrupt_frame_never_arrives_and_is_an_error_for_boto3(served: Served) -> None:
    served.provider.spoil = 3
    with pytest.raises(EventStreamError, match="GenAI gateway had to stop") as caught:
        converse_stream(bedrock(served), CLEAN)
    assert "validationException" in str(caught.value)
