"""AWS Bedrock for the tests' provider: whole answers, and streams in AWS's own frames."""

import base64
import json
from typing import Any

from gateway.providers.aws_stream import encode, headers
from tests.tool_calls import TOOL, Cut

MODEL = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"


def frame(kind: str, payload: Any) -> bytes:
    named = {":event-type": kind, ":content-type": "application/json", ":message-type": "event"}
    return encode(headers(named), json.dumps(payload).encode())


def converse(answer: str, cut: list[str]) -> tuple[Any, list[bytes]]:
    usage = {"inputTokens": 11, "outputTokens": 7, "totalTokens": 18}
    message = {"role": "assistant", "content": [{"text": answer}]}
    whole = {"output": {"message": message}, "stopReason": "end_turn", "usage": usage}
    frames = [frame("messageStart", {"role": "assistant", "p": "abcd"})]
    for piece in cut:
        delta = {"contentBlockIndex": 0, "delta": {"text": piece}, "p": "abcdefgh"}
        frames.append(frame("contentBlockDelta", delta))
    frames.append(frame("contentBlockStop", {"contentBlockIndex": 0}))
    frames.append(frame("messageStop", {"stopReason": "end_turn"}))
    frames.append(frame("metadata", {"usage": usage, "metrics": {"latencyMs": 5}}))
    return whole | {"metrics": {"latencyMs": 5}}, frames


def called(answer: str, cut: Cut) -> tuple[Any, list[bytes]]:
    """The tool is to be called with the answer, which arrives as pieces of JSON."""
    usage = {"inputTokens": 11, "outputTokens": 7, "totalTokens": 18}
    use = {"toolUseId": "tooluse_1", "name": TOOL}
    message = {"role": "assistant", "content": [{"toolUse": use | {"input": {"letter": answer}}}]}
    whole = {"output": {"message": message}, "stopReason": "tool_use", "usage": usage}
    frames = [frame("messageStart", {"role": "assistant"})]
    frames.append(frame("contentBlockStart", {"contentBlockIndex": 0, "start": {"toolUse": use}}))
    for piece in cut(json.dumps({"letter": answer})):
        delta = {"contentBlockIndex": 0, "delta": {"toolUse": {"input": piece}}}
        frames.append(frame("contentBlockDelta", delta))
    frames.append(frame("contentBlockStop", {"contentBlockIndex": 0}))
    frames.append(frame("messageStop", {"stopReason": "tool_use"}))
    frames.append(frame("metadata", {"usage": usage, "metrics": {"latencyMs": 5}}))
    return whole | {"metrics": {"latencyMs": 5}}, frames


def invoke(whole: Any, events: list[str]) -> tuple[Any, list[bytes]]:
    """Anthropic's own answer: each event of its stream stands in base64 in a frame."""
    said = [event.split("data: ", 1)[1].strip().encode() for event in events]
    return whole, [frame("chunk", {"bytes": base64.b64encode(one).decode()}) for one in said]


def counted(_: dict[str, Any], __: str) -> tuple[Any, list[bytes]]:
    return {"inputTokens": 11}, []


def guarded(_: dict[str, Any], answer: str) -> tuple[Any, list[bytes]]:
    said = {"action": "GUARDRAIL_INTERVENED", "outputs": [{"text": answer}], "assessments": []}
    return said | {"usage": {}}, []


def retrieved(_: dict[str, Any], answer: str) -> tuple[Any, list[bytes]]:
    """An answer from a knowledge base, and in pieces."""
    said = {"sessionId": "s-1", "output": {"text": answer}, "citations": []}
    frames = [frame("output", {"text": answer[at : at + 7]}) for at in range(0, len(answer), 7)]
    return said, frames


def ranked(_: dict[str, Any], __: str) -> tuple[Any, list[bytes]]:
    return {"results": [{"index": 0, "relevanceScore": 0.5}]}, []


def found(_: dict[str, Any], answer: str) -> tuple[Any, list[bytes]]:
    row = {"content": {"text": answer}, "location": {"type": "CUSTOM"}, "score": 0.5}
    return {"retrievalResults": [row]}, []
