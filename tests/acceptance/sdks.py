"""The three vendors' own SDKs, directly or through the gateway, as a person would set them up."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import anthropic
import openai
from google import genai
from google.genai import errors as gemini_errors

from tests.served import Served

Ask = Callable[[str], str]
MODEL = "test-model"


@contextmanager
def surroundings(**variables: str) -> Iterator[None]:
    """Environment variables, as `export` would set them, for the length of the block."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


@contextmanager
def through(served: Served, person: str = "amina.hussain") -> Iterator[None]:
    """What IT sets on a machine: the proxy and its CA."""
    bundle = served.folder / "trust.pem"
    bundle.write_bytes(served.ca.read_bytes())
    proxy = served.proxy(person)
    with surroundings(HTTPS_PROXY=proxy, SSL_CERT_FILE=str(bundle), NO_PROXY="127.0.0.1"):
        yield


@contextmanager
def directly(folder: Path, served: Served) -> Iterator[str]:
    """Past the gateway; yields the provider's address."""
    ca = served.provider.write_ca(folder)
    with surroundings(SSL_CERT_FILE=str(ca)):
        yield f"https://localhost:{served.provider.port}"


def openai_chat(base: str | None = None) -> tuple[Ask, Ask]:
    client = openai.OpenAI(api_key="k", base_url=base and f"{base}/v1")
    create = client.chat.completions.create

    def whole(text: str) -> str:
        done = create(model=MODEL, messages=[{"role": "user", "content": text}])
        return done.choices[0].message.content or ""

    def streamed(text: str) -> str:
        events = create(model=MODEL, messages=[{"role": "user", "content": text}], stream=True)
        return "".join(e.choices[0].delta.content or "" for e in events if e.choices)

    return whole, streamed


def openai_responses(base: str | None = None) -> tuple[Ask, Ask]:
    client = openai.OpenAI(api_key="k", base_url=base and f"{base}/v1")

    def whole(text: str) -> str:
        return client.responses.create(model=MODEL, input=text).output_text

    def streamed(text: str) -> str:
        events = list(client.responses.create(model=MODEL, input=text, stream=True))
        deltas = "".join(e.delta for e in events if e.type == "response.output_text.delta")
        final = next(e.response for e in events if e.type == "response.completed")
        assert final.output_text == deltas
        return deltas

    return whole, streamed


def anthropic_messages(base: str | None = None) -> tuple[Ask, Ask]:
    client = anthropic.Anthropic(api_key="k", base_url=base)

    def whole(text: str) -> str:
        turn = [{"role": "user", "content": text}]
        done = client.messages.create(model=MODEL, max_tokens=99, messages=turn)  # type: ignore[arg-type]
        return "".join(b.text for b in done.content if b.type == "text")

    def streamed(text: str) -> str:
        turn = [{"role": "user", "content": text}]
        with client.messages.stream(model=MODEL, max_tokens=99, messages=turn) as events:  # type: ignore[arg-type]
            return "".join(events.text_stream)

    return whole, streamed


def gemini(base: str | None = None) -> tuple[Ask, Ask]:
    options = genai.types.HttpOptions(base_url=base) if base else None
    client = genai.Client(api_key="k", http_options=options)

    def whole(text: str) -> str:
        return client.models.generate_content(model=MODEL, contents=text).text or ""

    def streamed(text: str) -> str:
        events = client.models.generate_content_stream(model=MODEL, contents=text)
        return "".join(e.text or "" for e in events)

    return whole, streamed


SDKS = {
    "openai-chat": openai_chat,
    "openai-responses": openai_responses,
    "anthropic": anthropic_messages,
    "gemini": gemini,
}
REFUSED = (openai.PermissionDeniedError, anthropic.PermissionDeniedError, gemini_errors.ClientError)
