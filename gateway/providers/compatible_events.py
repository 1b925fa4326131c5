"""What compatible services add to the messages of an answer: tools they ran, steps they took."""

from gateway.providers.events import (
    REPEAT,
    WHOLE,
    Event,
    How,
    Json,
    elements,
    member,
    number,
    texts,
)
from gateway.providers.json_text import Path


def add_executed(event: Event, tools: Json, root: Path, channel: str, how: How) -> None:
    """Groq's: the arguments and the output of each come in pieces, what was found at once."""
    for at, tool in elements(tools):
        label = f"{channel}ran{number(tool.get('index'), at)}."
        said = tool.get("arguments")
        event.text((*root, at, "arguments"), said, f"{label}arguments", how.of_json())
        event.text((*root, at, "output"), tool.get("output"), f"{label}output", how)
        rest = {name: tool[name] for name in tool if name not in ("arguments", "output")}
        _repeat(event, rest, (*root, at), label)


def add_steps(event: Event, steps: Json, root: Path, channel: str, how: How) -> None:
    """Perplexity's: each step is told once, whole, also in a stream."""
    for at, step in elements(steps):
        label = f"{channel}step{at}."
        event.text((*root, at, "thought"), step.get("thought"), f"{label}thought", WHOLE)
        rest = {name: step[name] for name in step if name != "thought"}
        _repeat(event, rest, (*root, at), label)


def _repeat(event: Event, value: Json, root: Path, label: str) -> None:
    """Texts that the service found somewhere: put back, and not kept as its answer."""
    for place, (path, text) in enumerate(texts(value, root)):
        event.text(path, text, f"{label}found{place}", REPEAT)


def keep_job(event: Event, value: Json) -> None:
    """The id under which the answer of a job can be fetched later (xAI, Perplexity)."""
    if not member(value, "choices"):
        event.keeps(member(value, "request_id"), member(value, "id"))
