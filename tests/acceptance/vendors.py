"""What Anthropic, Google and AWS are asked in every mode by their own SDKs: the rows of a matrix."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anthropic
import boto3
import openai
from botocore.config import Config
from google import genai
from google.oauth2.credentials import Credentials

from tests.acceptance.sdks import directly, surroundings, through
from tests.bedrock_provider import MODEL
from tests.served import Served
from tests.tool_calls import TOOL

SCHEMA = {"type": "object", "properties": {"letter": {"type": "string"}}}
ABOUT = "Sends a letter that somebody has approved. For example:\n"
SEND = "Send that letter now."
AWS = {"AWS_BEARER_TOKEN_BEDROCK": "bedrock-api-key-x", "AWS_EC2_METADATA_DISABLED": "true"}
MODES = ("text", "tool", "paper", "picture", "shown")
SESSION = boto3.Session()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked: a text alone, as what a tool was given and gave, or beside a file.

    A picture beside a tool is one that the tool gave.
    """

    text: str
    tool: bool = False
    paper: bytes = b""  # a PDF
    picture: bytes = b""  # a PNG


Ask = Callable[[Any, Case], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """How to make a client (of a base address, a CA and a proxy), and how to ask it."""

    client: Callable[[str | None, Path, str], Any]
    ask: Ask
    modes: tuple[str, ...] = MODES
    says: bool = True  # the answer has the prompt's text in it


@contextmanager
def direct(endpoint: Endpoint, served: Served, folder: Path) -> Iterator[Any]:
    with directly(folder, served) as base, surroundings(**AWS):
        yield endpoint.client(base, served.provider.write_ca(folder), "")


@contextmanager
def proxied(endpoint: Endpoint, served: Served) -> Iterator[Any]:
    with through(served), surroundings(**AWS):
        yield endpoint.client(None, served.ca, served.proxy())


def claude(base: str | None, _: Path, __: str) -> anthropic.Anthropic:
    return anthropic.Anthropic(api_key="k", base_url=base)


def claude_on_vertex(base: str | None, _: Path, __: str) -> anthropic.AnthropicVertex:
    return anthropic.AnthropicVertex(
        region="europe-west2",
        project_id="council",
        access_token="of-the-council",
        base_url=base and f"{base}/v1",
    )


def claude_on_bedrock(base: str | None, _: Path, __: str) -> anthropic.AnthropicBedrock:
    return anthropic.AnthropicBedrock(aws_region="eu-west-2", api_key="k", base_url=base)


def claude_turns(case: Case) -> dict[str, Any]:
    content: list[Any] = [{"type": "text", "text": case.text}]
    turns = [{"role": "user", "content": content}]
    if case.paper:
        source = {"type": "base64", "media_type": "application/pdf", "data": encoded(case.paper)}
        content.insert(0, {"type": "document", "source": source})
    if case.picture:
        source = {"type": "base64", "media_type": "image/png", "data": encoded(case.picture)}
        content.insert(0, {"type": "image", "source": source})
    if not case.tool:
        return {"messages": turns}
    use = {"type": "tool_use", "id": "toolu_0", "name": TOOL, "input": {"letter": case.text}}
    result: Any = content[::-1] if case.picture else case.text
    gave = {"type": "tool_result", "tool_use_id": "toolu_0", "content": result}
    asked = {"role": "user", "content": SEND}
    turns = [asked, {"role": "assistant", "content": [use]}, {"role": "user", "content": [gave]}]
    return {
        "messages": turns,
        "tools": [{"name": TOOL, "description": ABOUT + case.text, "input_schema": SCHEMA}],
    }


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def block_text(block: Any) -> str:
    """The text of a block of Anthropic's answer, or what the tool is to be called with."""
    return str(block.text if block.type == "text" else block.input["letter"])


def claude_whole(client: anthropic.Anthropic, case: Case) -> str:
    done = client.messages.create(model="m", max_tokens=99, **claude_turns(case))
    return block_text(done.content[0])


def claude_streamed(client: anthropic.Anthropic, case: Case) -> str:
    with client.messages.stream(model="m", max_tokens=99, **claude_turns(case)) as events:
        return block_text(events.get_final_message().content[0])


def gpt(base: str | None, _: Path, __: str) -> openai.OpenAI:
    return openai.OpenAI(api_key="k", base_url=base and f"{base}/v1")


def gpt_input(case: Case) -> Any:
    content: list[Any] = [{"type": "input_text", "text": case.text}]
    if case.picture:
        url = f"data:image/png;base64,{encoded(case.picture)}"
        content.append({"type": "input_image", "image_url": url, "detail": "auto"})
    if not case.tool:
        return [{"role": "user", "content": content}]
    called = {"name": TOOL, "arguments": json.dumps({"letter": case.text})}
    return [
        {"role": "user", "content": SEND},
        {"type": "function_call", "call_id": "call_0", **called},
        {"type": "function_call_output", "call_id": "call_0", "output": content},
    ]


def gpt_whole(client: openai.OpenAI, case: Case) -> str:
    return client.responses.create(model="m", input=gpt_input(case)).output_text


def gpt_streamed(client: openai.OpenAI, case: Case) -> str:
    events = client.responses.create(model="m", input=gpt_input(case), stream=True)
    return "".join(one.delta for one in events if one.type == "response.output_text.delta")


def gemini(base: str | None, _: Path, __: str) -> genai.Client:
    options = genai.types.HttpOptions(base_url=base) if base else None
    return genai.Client(api_key="k", http_options=options)


def vertex(base: str | None, _: Path, __: str) -> genai.Client:
    options = genai.types.HttpOptions(base_url=base) if base else None
    return genai.Client(
        vertexai=True,
        project="council",
        location="europe-west2",
        credentials=Credentials(token="of-the-council"),
        http_options=options,
    )


def google_asked(case: Case) -> dict[str, Any]:
    part, content = genai.types.Part, genai.types.Content
    parts = [part(text=case.text)]
    if case.paper:
        parts.insert(0, part.from_bytes(data=case.paper, mime_type="application/pdf"))
    if case.picture:
        parts.insert(0, part.from_bytes(data=case.picture, mime_type="image/png"))
    if not case.tool:
        return {"contents": [content(role="user", parts=parts)]}
    use = part.from_function_call(name=TOOL, args={"letter": case.text})
    shown = genai.types.FunctionResponsePart
    seen = [shown.from_bytes(data=case.picture, mime_type="image/png")] if case.picture else None
    gave = part.from_function_response(name=TOOL, response={"result": case.text}, parts=seen)
    turns = [
        content(role="user", parts=[part(text=SEND)]),
        content(role="model", parts=[use]),
        content(role="user", parts=[gave]),
    ]
    told = {"name": TOOL, "description": ABOUT + case.text, "parameters_json_schema": SCHEMA}
    return {"contents": turns, "config": {"tools": [{"function_declarations": [told]}]}}


def part_text(answer: Any) -> str:
    part = answer.candidates[0].content.parts[0]
    return str(part.function_call.args["letter"] if part.function_call else part.text)


def google_whole(client: genai.Client, case: Case) -> str:
    return part_text(client.models.generate_content(model="m", **google_asked(case)))


def google_streamed(client: genai.Client, case: Case) -> str:
    events = client.models.generate_content_stream(model="m", **google_asked(case))
    return "".join(map(part_text, events))


def bedrock(base: str | None, ca: Path, proxy: str) -> Any:
    return SESSION.client(
        "bedrock-runtime",
        region_name="eu-west-2",
        endpoint_url=base,
        verify=str(ca),
        config=Config(proxies={"https": proxy} if proxy else {}),
    )


def converse_turns(case: Case) -> dict[str, Any]:
    content: list[Any] = [{"text": case.text}]
    if case.paper:
        paper = {"format": "pdf", "name": "paper", "source": {"bytes": case.paper}}
        content.insert(0, {"document": paper})
    if case.picture:
        content.insert(0, {"image": {"format": "png", "source": {"bytes": case.picture}}})
    if not case.tool:
        return {"messages": [{"role": "user", "content": content}]}
    use = {"toolUseId": "tooluse_0", "name": TOOL, "input": {"letter": case.text}}
    gave = {"toolUseId": "tooluse_0", "content": content[::-1]}
    turns = [
        {"role": "user", "content": [{"text": SEND}]},
        {"role": "assistant", "content": [{"toolUse": use}]},
        {"role": "user", "content": [{"toolResult": gave}]},
    ]
    told = {"name": TOOL, "description": ABOUT + case.text, "inputSchema": {"json": SCHEMA}}
    return {"messages": turns, "toolConfig": {"tools": [{"toolSpec": told}]}}


def converse_whole(client: Any, case: Case) -> str:
    done = client.converse(modelId=MODEL, **converse_turns(case))
    (block,) = done["output"]["message"]["content"]
    return str(block.get("text") or block["toolUse"]["input"]["letter"])


def converse_streamed(client: Any, case: Case) -> str:
    events = client.converse_stream(modelId=MODEL, **converse_turns(case))["stream"]
    deltas = [e["contentBlockDelta"]["delta"] for e in events if "contentBlockDelta" in e]
    if case.tool:
        said = "".join(delta["toolUse"]["input"] for delta in deltas)
        return str(json.loads(said)["letter"])
    return "".join(delta["text"] for delta in deltas)


def native(case: Case) -> str:
    version = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 99}
    return json.dumps(version | claude_turns(case))


def invoke_whole(client: Any, case: Case) -> str:
    done = client.invoke_model(modelId=MODEL, body=native(case))
    (block,) = json.loads(done["body"].read())["content"]
    return str(block.get("text") or block["input"]["letter"])


def invoke_streamed(client: Any, case: Case) -> str:
    done = client.invoke_model_with_response_stream(modelId=MODEL, body=native(case))
    events = [json.loads(event["chunk"]["bytes"]) for event in done["body"]]
    deltas = [e["delta"] for e in events if e["type"] == "content_block_delta"]
    if case.tool:
        return str(json.loads("".join(delta["partial_json"] for delta in deltas))["letter"])
    return "".join(delta["text"] for delta in deltas)


_SEEN = ("text", "picture", "shown")

ENDPOINTS = {
    "openai-whole": Endpoint(client=gpt, ask=gpt_whole, modes=_SEEN),
    "openai-streamed": Endpoint(client=gpt, ask=gpt_streamed, modes=_SEEN),
    "anthropic-whole": Endpoint(client=claude, ask=claude_whole),
    "anthropic-streamed": Endpoint(client=claude, ask=claude_streamed),
    "anthropic-vertex-whole": Endpoint(client=claude_on_vertex, ask=claude_whole),
    "anthropic-vertex-streamed": Endpoint(client=claude_on_vertex, ask=claude_streamed),
    "anthropic-bedrock-whole": Endpoint(client=claude_on_bedrock, ask=claude_whole),
    "anthropic-bedrock-streamed": Endpoint(client=claude_on_bedrock, ask=claude_streamed),
    "gemini-whole": Endpoint(client=gemini, ask=google_whole),
    "gemini-streamed": Endpoint(client=gemini, ask=google_streamed),
    "vertex-whole": Endpoint(client=vertex, ask=google_whole),
    "vertex-streamed": Endpoint(client=vertex, ask=google_streamed),
    "converse-whole": Endpoint(client=bedrock, ask=converse_whole),
    "converse-streamed": Endpoint(client=bedrock, ask=converse_streamed),
    "invoke-whole": Endpoint(client=bedrock, ask=invoke_whole),
    "invoke-streamed": Endpoint(client=bedrock, ask=invoke_streamed),
}
