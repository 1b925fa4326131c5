"""Their own client libraries, and LiteLLM for those that have none, as a person would use them.

Each gives two ways to ask, whole and streamed; what comes back is text and thoughts.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import huggingface_hub
import litellm
import ollama

from tests.acceptance.sdks import Ask
from tests.elsewhere import mistral, mistral_clients

Client = Callable[[str], tuple[Ask, Ask]]
"""Made with the address of a service, or with that of what stands for it."""


@contextmanager
def fresh() -> Iterator[None]:
    """Without connections that remember another way out."""
    huggingface_hub.close_session()
    litellm.in_memory_llm_clients_cache.flush_cache()
    yield


def ollama_chat(base: str) -> tuple[Ask, Ask]:
    client = ollama.Client(host=base)

    def whole(text: str) -> str:
        done = client.chat(model="m", messages=[{"role": "user", "content": text}], think=True)
        return f"{done.message.thinking} / {done.message.content}"

    def streamed(text: str) -> str:
        asked = [{"role": "user", "content": text}]
        parts = list(client.chat(model="m", messages=asked, stream=True, think=True))
        thoughts = "".join(part.message.thinking or "" for part in parts)
        return f"{thoughts} / {''.join(part.message.content or '' for part in parts)}"

    return whole, streamed


def ollama_generate(base: str) -> tuple[Ask, Ask]:
    client = ollama.Client(host=base)

    def whole(text: str) -> str:
        return client.generate(model="m", prompt=text, system="Be brief.").response or ""

    def streamed(text: str) -> str:
        parts = client.generate(model="m", prompt=text, suffix="Yours", stream=True)
        return "".join(part.response or "" for part in parts)

    return whole, streamed


def hugging_face_chat(base: str) -> tuple[Ask, Ask]:
    client = huggingface_hub.InferenceClient(base_url=f"{base}/v1", api_key="hf_fake")

    def whole(text: str) -> str:
        asked = [{"role": "user", "content": text}]
        return client.chat_completion(asked, model="m").choices[0].message.content or ""

    def streamed(text: str) -> str:
        asked = [{"role": "user", "content": text}]
        parts = client.chat_completion(asked, model="m", stream=True)
        return "".join(p.choices[0].delta.content or "" for p in parts if p.choices)

    return whole, streamed


def hugging_face_text(base: str) -> tuple[Ask, Ask]:
    client = huggingface_hub.InferenceClient(
        model=f"{base}/hf-inference/models/o/text", api_key="hf_fake"
    )

    def whole(text: str) -> str:
        return str(client.text_generation(text, max_new_tokens=9))

    def streamed(text: str) -> str:
        return "".join(client.text_generation(text, max_new_tokens=9, stream=True))

    return whole, streamed


def by_litellm(model: str, root: str) -> Client:
    """LiteLLM's adapter for that service."""

    def made(base: str) -> tuple[Ask, Ask]:
        def ask(text: str, **more: Any) -> Any:
            asked = [{"role": "user", "content": text}]
            address = f"{base}{root}"
            return litellm.completion(model, asked, api_base=address, api_key="k", **more)

        def whole(text: str) -> str:
            message = ask(text).choices[0].message
            return f"{getattr(message, 'reasoning_content', None)} / {message.content}"

        def streamed(text: str) -> str:
            deltas = [part.choices[0].delta for part in ask(text, stream=True)]
            thoughts = "".join(getattr(d, "reasoning_content", None) or "" for d in deltas)
            return f"{thoughts} / {''.join(d.content or '' for d in deltas)}"

        return whole, streamed

    return made


CLIENTS: Mapping[str, tuple[str, Client]] = {
    "ollama-chat": ("ollama.com", ollama_chat),
    "ollama-generate": ("ollama.com", ollama_generate),
    "hf-chat": ("router.huggingface.co", hugging_face_chat),
    "hf-text": ("router.huggingface.co", hugging_face_text),
    **{name: (mistral.HOST, made) for name, made in mistral_clients.CLIENTS.items()},
    "litellm-openrouter": ("openrouter.ai", by_litellm("openrouter/m", "/api/v1")),
    "litellm-groq": ("api.groq.com", by_litellm("groq/m", "/openai/v1")),
    "litellm-together": ("api.together.xyz", by_litellm("together_ai/m", "/v1")),
    "litellm-deepseek": ("api.deepseek.com", by_litellm("deepseek/m", "/beta")),
    "litellm-xai": ("api.x.ai", by_litellm("xai/m", "/v1")),
    "litellm-perplexity": ("api.perplexity.ai", by_litellm("perplexity/m", "")),
    "litellm-fireworks": ("api.fireworks.ai", by_litellm("fireworks_ai/m", "/inference/v1")),
    "litellm-mistral": (mistral.HOST, by_litellm("mistral/m", "/v1")),
    "litellm-ollama": ("ollama.com", by_litellm("ollama_chat/m", "")),
    "litellm-copilot": ("api.individual.githubcopilot.com", by_litellm("openai/m", "")),
}
"""The host of each, and the client."""
