"""A turn of an agent in each of the four formats: definitions, arguments, results, pictures, seals.

Every text is found in its role and can be replaced where it stands, in JSON inside strings too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.providers.dialect import dialect_for
from gateway.types import Prompt, WireRequest
from tests.golden.providers.cases import wire

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
SIGNED = "The officer means Ann Lowe."
DEFINED = ("Finds the file of Ann Lowe.", "e.g. Joe Bright", "Zoë O'Neil or nobody")
CALLED = {"who": "Ann Lowe of Mill Lane", "notes": ["ring Joe Bright", {"Priya Nair": "owes rent"}]}
ARGUED = ("Ann Lowe of Mill Lane", "ring Joe Bright", "owes rent")
FOUND = {"subject": "Zoë O'Neil, a tenant", "nhs": 9434765919}
RESULTS = ("Zoë O'Neil, a tenant", "9434765919")
SCHEMA = {
    "type": "object",
    "properties": {
        "who": {"type": "string", "description": DEFINED[1], "enum": [DEFINED[2]]},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A body, and which of its parts JSON inside strings are (as paths)."""

    target: str
    body: dict[str, Any]
    sources: tuple[tuple[str | int, ...], ...] = ()
    signed: tuple[tuple[str | int, ...], ...] = ()
    pictures: int = 1

    def request(self) -> WireRequest:
        return wire(self.target, json.dumps(self.body, ensure_ascii=False).encode())


def chat() -> Agent:
    function = {"name": "find", "description": DEFINED[0], "parameters": SCHEMA}
    call = {"name": "find", "arguments": json.dumps(CALLED)}
    turns = [
        {"role": "user", "content": "Who is it?"},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "call_1", "type": "function", "function": call}],
        },
        {"role": "tool", "tool_call_id": "call_1", "content": json.dumps(FOUND)},
        {
            "role": "tool",
            "tool_call_id": "call_1",
            "content": [
                {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PNG}"}}
            ],
        },
    ]
    tools = [{"type": "function", "function": function}]
    return Agent(
        target="/v1/chat/completions",
        body={"model": "m", "tools": tools, "messages": turns},
        sources=(
            ("messages", 1, "tool_calls", 0, "function", "arguments"),
            ("messages", 2, "content"),
        ),
    )


def responses() -> Agent:
    picture = {"type": "input_image", "image_url": f"data:image/png;base64,{PNG}"}
    items = [
        {"role": "user", "content": "Who is it?"},
        {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAAAABo" * 8},
        {"type": "function_call", "call_id": "c", "name": "find", "arguments": json.dumps(CALLED)},
        {"type": "function_call_output", "call_id": "c", "output": json.dumps(FOUND)},
        {"type": "function_call_output", "call_id": "c", "output": [picture]},
    ]
    tools = [{"type": "function", "name": "find", "description": DEFINED[0], "parameters": SCHEMA}]
    return Agent(
        target="/v1/responses",
        body={"model": "m", "tools": tools, "input": items},
        sources=(("input", 2, "arguments"), ("input", 3, "output")),
        signed=(("input", 1),),
    )


def messages() -> Agent:
    picture = {"type": "base64", "media_type": "image/png", "data": PNG}
    thought = {"type": "thinking", "thinking": SIGNED, "signature": "EqQBCgIYAhIM1gbcDa9GJwZA2b3h"}
    result = [{"type": "text", "text": json.dumps(FOUND)}, {"type": "image", "source": picture}]
    turns = [
        {"role": "user", "content": "Who is it?"},
        {
            "role": "assistant",
            "content": [
                thought,
                {"type": "redacted_thinking", "data": "EmwKAhgBEgy3va3pzix"},
                {"type": "tool_use", "id": "toolu_1", "name": "find", "input": CALLED},
            ],
        },
        {
            "role": "user",
            "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": result}],
        },
    ]
    tools = [{"name": "find", "description": DEFINED[0], "input_schema": SCHEMA}]
    return Agent(
        target="/v1/messages",
        body={"model": "m", "max_tokens": 9, "tools": tools, "messages": turns},
        sources=(("messages", 2, "content", 0, "content", 0, "text"),),
        signed=(("messages", 1, "content", 0), ("messages", 1, "content", 1)),
    )


def gemini() -> Agent:
    declared = {"name": "find", "description": DEFINED[0], "parameters": SCHEMA}
    picture = {"inlineData": {"mimeType": "image/png", "data": PNG}}
    response = {"name": "find", "response": FOUND, "parts": [picture]}
    turns = [
        {"role": "user", "parts": [{"text": "Who is it?"}]},
        {
            "role": "model",
            "parts": [
                {
                    "functionCall": {"name": "find", "args": CALLED},
                    "thoughtSignature": "CvcBAdHtim9CvcBAdHtim9",
                }
            ],
        },
        {"role": "user", "parts": [{"functionResponse": response}]},
    ]
    return Agent(
        target="/v1beta/models/gemini-3-flash:generateContent",
        body={"contents": turns, "tools": [{"functionDeclarations": [declared]}]},
        signed=(("contents", 1, "parts", 0, "thoughtSignature"),),
    )


AGENTS = pytest.mark.parametrize("make", [chat, responses, messages, gemini])


def read(agent: Agent) -> Prompt:
    request = agent.request()
    return dialect_for(request).read(request)


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def written(agent: Agent, edits: dict[int, str]) -> Any:
    request = agent.request()
    return json.loads(dialect_for(request).write(request, edits))


@AGENTS
def test_every_text_is_found_in_its_role(make: Any) -> None:
    roles = {segment.text: segment.role for segment in read(make()).segments}
    assert {roles[text] for text in ARGUED} == {"assistant"}
    assert {roles[text] for text in RESULTS} == {"tool"}
    assert roles["Priya Nair"] == "assistant"  # a key of the arguments
    assert {roles[text] for text in DEFINED} <= {"system", "other", "tool"}


@AGENTS
def test_a_picture_in_a_result_is_a_file(make: Any) -> None:
    prompt = read(make())
    assert [blob.data()[:4] for blob in prompt.attached.blobs] == [b"\x89PNG"]
    assert all(blob.new for blob in prompt.attached.blobs)
    assert {one.part for one in prompt.unread} == {blob.part for blob in prompt.attached.blobs}


@AGENTS
def test_what_came_before_the_last_result_is_history(make: Any) -> None:
    new = {segment.text: segment.new for segment in read(make()).segments}
    assert not any(new[text] for text in ARGUED)
    assert all(new[text] for text in RESULTS)


TEXTS = st.text(max_size=20) | st.sampled_from(
    ['"', "\\", "\n", '{"a": "b"}', "Zoë 😀\u2028", "</s>"]
)


@AGENTS
@given(text=TEXTS)
def test_what_is_replaced_reads_so_after_every_layer_of_escaping(make: Any, text: str) -> None:
    agent = make()
    segments = read(agent).segments
    new = f"PersonK7Q2 {text}"
    edits = {n: new for n, s in enumerate(segments) if s.text in (*ARGUED, *RESULTS) and s.writable}
    assert len(edits) == len(ARGUED) + len(RESULTS)
    body = written(agent, edits)
    said = list(_texts(body, agent.sources))
    assert said.count(new) == len(edits)
    assert not set(said) & {*ARGUED, *RESULTS}
    for path in agent.signed:
        assert at(body, path) == at(agent.body, path)


def _texts(value: Any, sources: tuple[tuple[str | int, ...], ...], path: Any = ()) -> Iterator[str]:
    """Every text of a body; what is JSON inside a string must still be that."""
    if path in sources:
        value = json.loads(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, sources, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, sources, (*path, number))
    else:
        yield str(value)


def test_what_the_provider_signed_is_read_but_not_to_be_altered() -> None:
    agent = messages()
    prompt = read(agent)
    (signed,) = [n for n, s in enumerate(prompt.segments) if s.text == SIGNED]
    assert not prompt.segments[signed].writable
    with pytest.raises(ValueError, match="cannot be altered"):
        written(agent, {signed: "PersonK7Q2"})
    assert "EmwKAhgBEgy3va3pzix" not in {segment.text for segment in prompt.segments}


@AGENTS
def test_without_edits_it_is_itself_and_the_order_of_fields_stays(make: Any) -> None:
    agent = make()
    request = agent.request()
    assert dialect_for(request).write(request, {}) == request.body
    (first, *_) = [n for n, s in enumerate(read(agent).segments) if s.text == ARGUED[0]]
    body = dialect_for(request).write(request, {first: "PersonK7Q2"})
    before, _, after = request.body.partition(ARGUED[0].encode())
    assert body == before + b"PersonK7Q2" + after
