"""Mistral's own client, as a person would use it: everything that can be asked of it in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mistralai.client import Mistral

from tests.acceptance.sdks import Ask

Made = Callable[[str], tuple[Ask, Ask]]
Turn = dict[str, Any]

TOOL = {"type": "function", "function": {"name": "look_up", "parameters": {"type": "object"}}}


def client(base: str) -> Any:
    """Typed loosely: its types demand its own classes where it takes plain objects."""
    return Mistral(api_key="k", server_url=base)


def _turns(text: str) -> list[Turn]:
    return [{"role": "user", "content": [{"type": "text", "text": text}]}]


def _words(content: Any) -> str:
    """Texts and thoughts of a content."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [content]
    return "".join(
        _words(part.thinking) if getattr(part, "thinking", None) else getattr(part, "text", "")
        for part in parts
    )


def _called(calls: Iterable[Any] | None) -> str:
    return "".join(f" {call.function.arguments}" for call in calls or ())


def _chat(base: str, **more: Any) -> tuple[Ask, Ask]:
    def whole(text: str) -> str:
        done = client(base).chat.complete(model="m", messages=_turns(text), **more)
        message = done.choices[0].message
        return _words(message.content) + _called(message.tool_calls)

    def streamed(text: str) -> str:
        events = client(base).chat.stream(model="m", messages=_turns(text), **more)
        deltas = [event.data.choices[0].delta for event in events]
        return "".join(_words(d.content) + _called(d.tool_calls or ()) for d in deltas)

    return whole, streamed


def chat_that_calls(base: str) -> tuple[Ask, Ask]:
    return _chat(base, tools=[TOOL], prediction={"type": "content", "content": "Dear"})


def agents(base: str) -> tuple[Ask, Ask]:
    def whole(text: str) -> str:
        done = client(base).agents.complete(agent_id="ag_0a1b2c3d4e", messages=_turns(text))
        return _words(done.choices[0].message.content)

    def streamed(text: str) -> str:
        events = client(base).agents.stream(agent_id="ag_0a1b2c3d4e", messages=_turns(text))
        return "".join(_words(event.data.choices[0].delta.content) for event in events)

    return whole, streamed


def fim(base: str) -> tuple[Ask, Ask]:
    def whole(text: str) -> str:
        done = client(base).fim.complete(model="m", prompt=text, suffix="Yours")
        return _words(done.choices[0].message.content)

    def streamed(text: str) -> str:
        events = client(base).fim.stream(model="m", prompt=text, suffix="Yours")
        return "".join(_words(event.data.choices[0].delta.content) for event in events)

    return whole, streamed


def outputs(done: Any) -> str:
    """What a whole answer of a conversation says, thinks and calls."""
    return "".join(
        _words(one.content) if one.type == "message.output" else f" {one.arguments}"
        for one in done.outputs
    )


def events_of(events: Iterable[Any]) -> str:
    """The same of a stream."""
    told = [event.data for event in events]
    assert told[-1].type == "conversation.response.done"
    return "".join(
        _words(one.content) if one.type == "message.output.delta" else one.arguments
        for one in told
        if one.type in ("message.output.delta", "function.call.delta")
    )


def conversations(base: str) -> tuple[Ask, Ask]:
    def whole(text: str) -> str:
        return outputs(client(base).beta.conversations.start(model="m", inputs=text))

    def streamed(text: str) -> str:
        asked = [{"type": "message.input", "role": "user", "content": text}]
        return events_of(client(base).beta.conversations.start_stream(model="m", inputs=asked))

    return whole, streamed


CLIENTS: Mapping[str, Made] = {
    "mistral-chat": _chat,
    "mistral-chat-tools": chat_that_calls,
    "mistral-agents": agents,
    "mistral-fim": fim,
    "mistral-conversations": conversations,
}
