"""The providers' own SDKs read what the dialects write: rendered streams, failures, refusals."""

from collections.abc import Callable
from typing import Any

import anthropic
import httpx
import httpx2
import openai
import pytest
from mistralai.client import Mistral
from mistralai.client.errors import MistralError

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from gateway.types import Effect, Reason
from tests.golden.providers.cases import HERE, play, wire

SSE = "text/event-stream"
REASON = Reason(rule="r", clause="7.2", effect=Effect.BLOCK, message="Take the name out.")
REFUSAL = Refusal(reference="01JREF", reasons=(REASON,), contact="ig@council.example")
NAME = 'Zoë "Z" O\'Neil'

type Answers = Callable[[Any, Any], Any]
"""Answers a request with a response of the HTTP library that the SDK uses."""


def client_for(library: Any, answer: Answers) -> tuple[Any, list[Any]]:
    """A client that reaches no network, and the requests it was asked to send."""
    attempts: list[Any] = []

    def handle(request: Any) -> Any:
        attempts.append(request)
        return answer(library, request)

    return library.Client(transport=library.MockTransport(handle)), attempts


def openai_sdk(answer: Answers) -> tuple[openai.OpenAI, list[Any]]:
    http, attempts = client_for(httpx, answer)
    return openai.OpenAI(api_key="fake", http_client=http), attempts


def anthropic_sdk(answer: Answers) -> tuple[anthropic.Anthropic, list[Any]]:
    http, attempts = client_for(httpx2, answer)
    return anthropic.Anthropic(api_key="fake", http_client=http), attempts


def mistral_sdk(answer: Answers) -> tuple[Any, list[Any]]:
    http, attempts = client_for(httpx2, answer)
    return Mistral(api_key="fake", client=http), attempts


def streamed(content: bytes) -> Answers:
    return lambda library, _: library.Response(200, headers={"content-type": SSE}, content=content)


def refusing(library: Any, request: Any) -> Any:
    asked = wire(request.url.path, request.content, host=request.url.host)
    response = dialect_for(asked).refusal(asked, REFUSAL)
    return library.Response(response.status, headers=response.headers, content=response.body)


def renamed(dialect: str, target: str, host: str = "api.openai.com") -> bytes:
    """The recorded stream with the beginning of each pseudonym exchanged in every field."""
    request = wire(target, b"{}", host=host)
    codec = dialect_for(request).answer(request, status=200, content_type=SSE)
    frames = play(codec, [(HERE / dialect / "stream.sse").read_bytes()])
    plain = NAME.replace('"', '\\"')
    return b"".join(
        codec.render(f, [t.text.replace("Per", plain if t.json else NAME) for t in f.fields])
        for f in frames
    )


def test_openai_reads_a_rendered_chat() -> None:
    sdk, _ = openai_sdk(streamed(renamed("openai.chat", "/v1/chat/completions")))
    text, arguments = "", ""
    for part in sdk.chat.completions.create(model="m", messages=[], stream=True):
        for choice in part.choices:
            if choice.index == 0:
                text += choice.delta.content or ""
                calls: list[Any] = list(choice.delta.tool_calls or [])
                arguments += "".join(c.function.arguments or "" for c in calls if c.index == 0)
    assert text == f"Dear {NAME}sonK7Q2, café 😀 \u2028x"
    assert arguments == '{"n":"Zoë \\"Z\\" O\'NeilsonK7Q2"}'


def test_openai_reads_rendered_responses() -> None:
    sdk, _ = openai_sdk(streamed(renamed("openai.responses", "/v1/responses")))
    with sdk.responses.stream(model="m", input="x") as stream:
        final = stream.get_final_response()
    assert final.output_text == f"Dear {NAME}sonK7Q2, hello"
    assert final.usage is not None
    assert final.usage.output_tokens == 21


def test_anthropic_reads_a_rendered_message() -> None:
    sdk, _ = anthropic_sdk(streamed(renamed("anthropic.messages", "/v1/messages")))
    with sdk.messages.stream(model="m", max_tokens=5, messages=[]) as stream:
        blocks: dict[str, Any] = {block.type: block for block in stream.get_final_message().content}
    assert blocks["thinking"].thinking == "They want PersonK7Q2"
    assert blocks["text"].text == f"Dear {NAME}sonK7Q2, hello"
    assert blocks["tool_use"].input == {"a": "xé", "who": f"{NAME}sonK7Q2"}


@pytest.mark.parametrize("stream", [False, True])
def test_openai_raises_the_refusal_after_one_attempt(stream: bool) -> None:
    sdk, attempts = openai_sdk(refusing)
    with pytest.raises(openai.PermissionDeniedError) as raised:
        sdk.chat.completions.create(model="m", messages=[], stream=stream)
    assert "Take the name out." in str(raised.value)
    assert (raised.value.code, raised.value.request_id) == ("policy_violation", "01JREF")
    assert len(attempts) == 1


@pytest.mark.parametrize("stream", [False, True])
def test_anthropic_raises_the_refusal_after_one_attempt(stream: bool) -> None:
    sdk, attempts = anthropic_sdk(refusing)
    with pytest.raises(anthropic.PermissionDeniedError) as raised:
        sdk.messages.create(model="m", max_tokens=5, messages=[], stream=stream)
    assert "Take the name out." in str(raised.value)
    assert raised.value.request_id == "01JREF"
    assert len(attempts) == 1


def failing(target: str, host: str = "api.openai.com") -> Answers:
    request = wire(target, b"{}", host=host)
    codec = dialect_for(request).answer(request, status=200, content_type=SSE)
    return streamed(codec.failure("The gateway stopped this answer."))


def test_openai_raises_a_failure_inside_a_stream() -> None:
    sdk, _ = openai_sdk(failing("/v1/chat/completions"))
    with pytest.raises(openai.APIError, match="stopped this answer"):
        list(sdk.chat.completions.create(model="m", messages=[], stream=True))


def test_openai_raises_a_failure_inside_responses() -> None:
    sdk, _ = openai_sdk(failing("/v1/responses"))
    with pytest.raises(openai.APIError, match="stopped this answer"):
        list(sdk.responses.create(model="m", input="x", stream=True))


def test_anthropic_raises_a_failure_inside_a_stream() -> None:
    sdk, _ = anthropic_sdk(failing("/v1/messages"))
    with pytest.raises(anthropic.APIStatusError, match="stopped this answer"):
        list(sdk.messages.create(model="m", max_tokens=5, messages=[], stream=True))


MISTRAL = "api.mistral.ai"


def test_mistral_reads_a_rendered_chat() -> None:
    sdk, _ = mistral_sdk(streamed(renamed("mistral.chat", "/v1/chat/completions", MISTRAL)))
    deltas = [e.data.choices[0].delta for e in sdk.chat.stream(model="m", messages=[])]
    thoughts = [d.content[0].thinking[0].text for d in deltas if _thinks(d.content)]
    assert "".join(thoughts) == f"They want {NAME}sonK7Q2"
    (calls,) = [delta.tool_calls for delta in deltas if delta.tool_calls]
    assert calls[0].function.arguments == '{"name": "Zoë \\"Z\\" O\'NeilsonK7Q2"}'
    assert calls[1].function.arguments == {"id": f"{NAME}sonK7Q2"}


def _thinks(content: Any) -> bool:
    return isinstance(content, list) and content[0].type == "thinking"


def test_mistral_reads_a_rendered_conversation() -> None:
    content = renamed("mistral.conversations", "/v1/conversations", MISTRAL)
    sdk, _ = mistral_sdk(streamed(content))
    events = [event.data for event in sdk.beta.conversations.start_stream(model="m", inputs="x")]
    calls = [event.arguments for event in events if event.type == "function.call.delta"]
    assert "".join(calls) == '{"id": "Zoë \\"Z\\" O\'NeilsonK7Q2"}'
    assert events[-1].type == "conversation.response.done"


@pytest.mark.parametrize("ask", ["complete", "stream"])
def test_mistral_raises_the_refusal_after_one_attempt(ask: str) -> None:
    sdk, attempts = mistral_sdk(refusing)
    with pytest.raises(MistralError, match=r"Take the name out\.") as raised:
        getattr(sdk.chat, ask)(model="m", messages=[])
    assert raised.value.status_code == 403
    assert len(attempts) == 1


def test_mistral_raises_a_failure_inside_a_stream() -> None:
    sdk, _ = mistral_sdk(failing("/v1/chat/completions", MISTRAL))
    with pytest.raises(MistralError) as raised:
        list(sdk.chat.stream(model="m", messages=[]))
    assert "stopped this answer" in raised.value.body


def test_mistral_tells_of_a_failure_inside_a_conversation() -> None:
    sdk, _ = mistral_sdk(failing("/v1/conversations", MISTRAL))
    (event,) = list(sdk.beta.conversations.start_stream(model="m", inputs="x"))
    assert event.data.type == "conversation.response.error"
    assert event.data.message == "The gateway stopped this answer."
