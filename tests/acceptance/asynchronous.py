"""The vendors' asynchronous clients: each asks many things at once, whole or as a stream."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anthropic
import cohere
import huggingface_hub
import litellm
import ollama
import openai
from google import genai

from tests.elsewhere import mistral_clients

type Asking = Callable[[str, bool], Awaitable[str]]
"""Asks a text of one client, whole or streamed."""

type Opened = Callable[[], Any]


def turns(text: str) -> Any:
    return [{"role": "user", "content": text}]


@asynccontextmanager
async def openai_chat() -> AsyncIterator[Asking]:
    async with openai.AsyncOpenAI(api_key="k") as client:

        async def ask(text: str, stream: bool) -> str:
            create = client.chat.completions.create
            if not stream:
                done = await create(model="m", messages=turns(text))
                return done.choices[0].message.content or ""
            events = await create(model="m", messages=turns(text), stream=True)
            return "".join([e.choices[0].delta.content or "" async for e in events if e.choices])

        yield ask


@asynccontextmanager
async def openai_responses() -> AsyncIterator[Asking]:
    async with openai.AsyncOpenAI(api_key="k") as client:

        async def ask(text: str, stream: bool) -> str:
            if not stream:
                return (await client.responses.create(model="m", input=text)).output_text
            async with client.responses.stream(model="m", input=text) as events:
                return (await events.get_final_response()).output_text

        yield ask


@asynccontextmanager
async def anthropic_messages() -> AsyncIterator[Asking]:
    async with anthropic.AsyncAnthropic(api_key="k") as client:

        async def ask(text: str, stream: bool) -> str:
            asked: Any = {"model": "m", "max_tokens": 99, "messages": turns(text)}
            if not stream:
                (block,) = (await client.messages.create(**asked)).content
                return str(getattr(block, "text", ""))
            async with client.messages.stream(**asked) as events:
                return "".join([piece async for piece in events.text_stream])

        yield ask


@asynccontextmanager
async def gemini() -> AsyncIterator[Asking]:
    client = genai.Client(api_key="k").aio

    async def ask(text: str, stream: bool) -> str:
        if not stream:
            return (await client.models.generate_content(model="m", contents=text)).text or ""
        events = await client.models.generate_content_stream(model="m", contents=text)
        return "".join([event.text or "" async for event in events])

    yield ask
    await client.aclose()


@asynccontextmanager
async def mistral() -> AsyncIterator[Asking]:
    async with mistral_clients.client("https://api.mistral.ai") as client:

        async def ask(text: str, stream: bool) -> str:
            asked = {"model": "m", "messages": turns(text)}
            if not stream:
                content = (await client.chat.complete_async(**asked)).choices[0].message.content
                return str(content[-1].text)
            events = await client.chat.stream_async(**asked)
            said = [event.data.choices[0].delta.content async for event in events]
            return "".join(piece for piece in said if isinstance(piece, str))

        yield ask


@asynccontextmanager
async def cohere_second() -> AsyncIterator[Asking]:
    async with cohere.AsyncClientV2("k") as client:

        async def ask(text: str, stream: bool) -> str:
            if not stream:
                (part,) = (await client.chat(model="m", messages=turns(text))).message.content
                return str(part.text)
            parts: Any = client.chat_stream(model="m", messages=turns(text))
            said = [p.delta.message.content.text async for p in parts if p.type == "content-delta"]
            return "".join(said)

        yield ask


@asynccontextmanager
async def cohere_first() -> AsyncIterator[Asking]:
    async with cohere.AsyncClient("k") as client:

        async def ask(text: str, stream: bool) -> str:
            if not stream:
                return (await client.chat(message=text)).text
            parts: Any = client.chat_stream(message=text)
            return "".join([p.text async for p in parts if p.event_type == "text-generation"])

        yield ask


@asynccontextmanager
async def ollama_chat() -> AsyncIterator[Asking]:
    client = ollama.AsyncClient(host="https://ollama.com")

    async def ask(text: str, stream: bool) -> str:
        said: Any = await client.chat(model="m", messages=turns(text), stream=stream)
        if not stream:
            return str(said.message.content)
        return "".join([one.message.content or "" async for one in said])

    yield ask


@asynccontextmanager
async def hugging_face() -> AsyncIterator[Asking]:
    router = "https://router.huggingface.co/v1"
    async with huggingface_hub.AsyncInferenceClient(base_url=router, api_key="hf_fake") as client:

        async def ask(text: str, stream: bool) -> str:
            said: Any = await client.chat_completion(turns(text), stream=stream)
            if not stream:
                return str(said.choices[0].message.content)
            return "".join([e.choices[0].delta.content or "" async for e in said if e.choices])

        yield ask


@asynccontextmanager
async def by_litellm() -> AsyncIterator[Asking]:
    async def ask(text: str, stream: bool) -> str:
        asked: Any = {"model": "mistral/m", "messages": turns(text), "api_key": "k"}
        said: Any = await litellm.acompletion(**asked, stream=stream, num_retries=0)
        if not stream:
            return str(said.choices[0].message.content)
        return "".join([e.choices[0].delta.content or "" async for e in said])

    yield ask


OWN: Mapping[str, Opened] = {
    "openai-chat": openai_chat,
    "openai-responses": openai_responses,
    "anthropic": anthropic_messages,
    "gemini": gemini,
}
"""Those whose services stand behind the first gateway of the tests."""

ELSEWHERE: Mapping[str, Opened] = {
    "mistral": mistral,
    "cohere-v2": cohere_second,
    "cohere-v1": cohere_first,
    "ollama": ollama_chat,
    "hugging-face": hugging_face,
    "litellm": by_litellm,
}
"""Those whose services stand behind the other one."""
