"""Knowledge bases and agents of AWS by boto3, whose requests are always signed."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.acceptance.aws import CALLER, GATEWAY, signed_with
from tests.acceptance.test_bedrock import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.served import AGENTS, Served

Ask = Callable[[Any, str], str]
MODEL = "arn:aws:bedrock:eu-west-2::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0"
BASE = {"knowledgeBaseId": "KB12345678", "modelArn": MODEL}
HOW: Any = {"type": "KNOWLEDGE_BASE", "knowledgeBaseConfiguration": BASE}


@pytest.fixture
def client(signing: Served) -> Any:
    return boto3.Session().client(
        "bedrock-agent-runtime",
        region_name="eu-west-2",
        verify=str(signing.ca),
        config=Config(proxies={"https": signing.proxy()}),
        aws_access_key_id=CALLER[0],
        aws_secret_access_key=CALLER[1],
    )


def whole(client: Any, text: str) -> str:
    asked = {"input": {"text": text}, "retrieveAndGenerateConfiguration": HOW}
    return str(client.retrieve_and_generate(**asked)["output"]["text"])


def streamed(client: Any, text: str) -> str:
    asked = {"input": {"text": text}, "retrieveAndGenerateConfiguration": HOW}
    events = client.retrieve_and_generate_stream(**asked)["stream"]
    return "".join(event["output"]["text"] for event in events)


def retrieved(client: Any, text: str) -> str:
    done = client.retrieve(knowledgeBaseId="KB12345678", retrievalQuery={"text": text})
    return str(done["retrievalResults"][0]["content"]["text"])


WAYS = pytest.mark.parametrize("ask", [whole, streamed, retrieved])


@WAYS
@pytest.mark.parametrize(("text", "key"), [(CLEAN, CALLER), (PERSONAL, GATEWAY)])
def test_what_is_asked_of_a_knowledge_base_is_masked_signed_and_restored(
    signing: Served, client: Any, ask: Ask, text: str, key: tuple[str, str]
) -> None:
    assert ask(client, text) == f"You said: {text}"
    (one,) = signing.provider.received
    assert [value for value in VALUES if value in one.body] == []
    assert signed_with(one, key, AGENTS)


@WAYS
def test_a_refusal_is_access_denied_and_nothing_leaves(
    signing: Served, client: Any, ask: Ask
) -> None:
    with pytest.raises(ClientError, match=r"clause 10\.3") as caught:
        ask(client, SPECIAL)
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    assert signing.provider.received == []


def test_texts_to_be_ranked_are_masked(signing: Served, client: Any) -> None:
    source = {"type": "TEXT", "textDocument": {"text": PERSONAL}}
    done = client.rerank(
        queries=[{"type": "TEXT", "textQuery": {"text": CLEAN}}],
        sources=[{"type": "INLINE", "inlineDocumentSource": source}],
        rerankingConfiguration={
            "type": "BEDROCK_RERANKING_MODEL",
            "bedrockRerankingConfiguration": {"modelConfiguration": {"modelArn": MODEL}},
        },
    )
    assert done["results"][0]["index"] == 0
    assert [value for value in VALUES if value in signing.provider.sent] == []
    assert CLEAN.encode() in signing.provider.sent


def test_a_session_that_aws_keeps_is_refused(signing: Served, client: Any) -> None:
    with pytest.raises(ClientError, match="conversation that the provider keeps"):
        client.invoke_agent(agentId="A1", agentAliasId="B1", sessionId="s-1", inputText=CLEAN)
    assert signing.provider.received == []
