"""A tool for the tests' provider: what it gave is read, and it is called with the answer."""

import json
from collections.abc import Callable
from typing import Any

TOOL = "send_letter"
Cut = Callable[[str], list[str]]


def offered(body: dict[str, Any]) -> bool:
    return TOOL in json.dumps([body.get("tools"), body.get("toolConfig")])


def result(part: dict[str, Any]) -> str:
    """What the tool gave, as Anthropic, Bedrock or Gemini writes it; "" for another part."""
    if "toolResult" in part:
        return str(part["toolResult"]["content"][0]["text"])
    if "functionResponse" in part:
        return str(part["functionResponse"]["response"]["result"])
    given = part["content"] if part.get("type") == "tool_result" else ""
    return str(given if isinstance(given, str) else given[0]["text"])


def gemini(answer: str) -> dict[str, Any]:
    return {"functionCall": {"name": TOOL, "args": {"letter": answer}}}


def anthropic(head: dict[str, Any], answer: str, cut: Cut) -> tuple[Any, list[dict[str, Any]]]:
    use = {"type": "tool_use", "id": "toolu_1", "name": TOOL}
    ending = {"stop_reason": "tool_use", "stop_sequence": None}
    whole = head | ending | {"content": [use | {"input": {"letter": answer}}]}
    begun = head | {"content": [], "stop_reason": None}
    events: list[dict[str, Any]] = [{"type": "message_start", "message": begun}]
    block = use | {"input": {}}
    events.append({"type": "content_block_start", "index": 0, "content_block": block})
    for piece in cut(json.dumps({"letter": answer})):
        delta = {"type": "input_json_delta", "partial_json": piece}
        events.append({"type": "content_block_delta", "index": 0, "delta": delta})
    events.append({"type": "content_block_stop", "index": 0})
    events.append({"type": "message_delta", "delta": ending, "usage": {"output_tokens": 7}})
    return whole, [*events, {"type": "message_stop"}]
