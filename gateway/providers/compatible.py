"""Services that copied OpenAI's interface: below which root, and which parts of it. Facts, no code.

What they add to it (members of requests and answers, comments that keep a stream alive, errors in
the middle of one) the dialects of the parts know; recordings of each stand in the tests.
"""

from dataclasses import dataclass, replace

from gateway.providers import products
from gateway.providers.coverage import Route, Status

CHAT, COMPLETIONS, EMBEDDINGS = "chat/completions", "completions", "embeddings"
RESPONSES, MESSAGES, IMAGES = "responses", "messages", "images/generations"
_SPOKEN = ("audio/speech", "audio/transcriptions", "audio/translations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compatible:
    """`products` of the host catalogue, the root of their paths, and what stands below it.

    `recorded` are the parts of which a recorded request and answer are among the tests.
    """

    products: tuple[str, ...]
    root: str
    serves: tuple[str, ...] = (CHAT,)
    recorded: tuple[str, ...] = (CHAT,)
    tried: tuple[str, ...] = ()  # with the service's own client


SERVICES = (
    Compatible(
        products=("OpenRouter", "OpenRouter EU", "OpenRouter US"),
        root="/api/v1",
        serves=(CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES, MESSAGES),
    ),
    Compatible(
        products=("Groq API",),
        root="/openai/v1",
        serves=(CHAT, RESPONSES, EMBEDDINGS, *_SPOKEN),
        recorded=(CHAT, "audio/transcriptions"),
    ),
    Compatible(
        products=("Together AI API",),
        root="/v1",
        serves=(CHAT, COMPLETIONS, EMBEDDINGS, IMAGES, *_SPOKEN),
        recorded=(CHAT, COMPLETIONS),
    ),
    Compatible(products=("DeepSeek API",), root="", serves=(CHAT, COMPLETIONS), recorded=(CHAT,)),
    Compatible(
        products=("DeepSeek API",),
        root="/beta",
        serves=(CHAT, COMPLETIONS),
        recorded=(CHAT, COMPLETIONS),
    ),
    Compatible(products=("DeepSeek API",), root="/v1", serves=(CHAT, COMPLETIONS)),
    Compatible(products=("DeepSeek API",), root="/anthropic/v1", serves=(MESSAGES,), recorded=()),
    Compatible(
        products=("Grok API", "Grok API regional"),
        root="/v1",
        serves=(CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES, MESSAGES, IMAGES),
        recorded=(CHAT, MESSAGES),
    ),
    Compatible(products=("Perplexity API",), root=""),
    Compatible(products=("Perplexity API",), root="/async"),
    Compatible(
        products=("Perplexity API",), root="/v1", serves=(RESPONSES, EMBEDDINGS), recorded=()
    ),
    Compatible(
        products=("Fireworks API",),
        root="/inference/v1",
        serves=(CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES),
        recorded=(CHAT, COMPLETIONS),
    ),
    Compatible(products=products.HUGGING_FACE, root="/v1", serves=(CHAT, RESPONSES), tried=(CHAT,)),
    Compatible(
        products=products.OLLAMA, root="/v1", serves=(CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES)
    ),
    Compatible(
        products=products.COPILOT, root="", serves=(CHAT, EMBEDDINGS, RESPONSES), recorded=(CHAT,)
    ),
    Compatible(products=products.MISTRAL, root="/v1", serves=(RESPONSES,), recorded=()),
    Compatible(products=products.COPILOT, root="/v1", serves=(MESSAGES,), recorded=()),
    Compatible(products=("DeepInfra API",), root="/v1/openai"),
    Compatible(products=products.GEMINI, root="/v1beta/openai"),
    Compatible(products=("DashScope China", "DashScope international"), root="/compatible-mode/v1"),
    Compatible(products=products.UNDER_V1, root="/v1"),
)


def _known(service: Compatible, part: str) -> Status:
    if part in service.tried:
        return Status.SDK
    return Status.TRAFFIC if part in service.recorded else Status.DOCUMENTED


def rows(route: Route, *parts: str) -> tuple[Route, ...]:
    """The route as each service has it, for those that serve these parts."""
    return tuple(
        replace(
            route,
            products=service.products,
            path=f"{service.root}/{part}",
            status=_known(service, part),
        )
        for service in SERVICES
        for part in parts
        if part in service.serves
    )
