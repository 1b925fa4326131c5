"""The prompts and answers of the benchmark: clean council English, no personal data."""

import json
import random

HOST = "api.openai.com"
GAP_SECONDS = 0.004
SENTENCES = (
    "The waste service collects household bins every second week.",
    "Residents can report a missed collection on the website or by telephone.",
    "Crews record each missed bin with the time and the reason.",
    "The depot plans vehicles and routes one month ahead.",
    "Recycling rates have risen since food waste is collected separately.",
    "The committee wants a short summary with three clear recommendations.",
    "Costs are compared with the budget at the end of each quarter.",
    "A leaflet explains what belongs in which container.",
    "Bulky items can be booked for collection against a small charge.",
    "The contract asks for a performance report twice a year.",
    "Most complaints concern late collections after a bank holiday.",
    "Staff are trained in safe lifting before they join a crew.",
    "New houses receive their containers within ten working days.",
    "The policy is reviewed every year and after each change of law.",
    "Street cleaning follows the market days in the town centre.",
    "A survey of households is planned for the spring.",
    "The service aims to answer letters within five working days.",
    "Electric vehicles will replace half of the fleet over four years.",
    "Garden waste is composted at a site outside the town.",
    "Please use plain English and avoid long sentences.",
)


def prose(characters: int, seed: int) -> str:
    """About that many characters of sentences, the same for the same seed."""
    draw = random.Random(seed)
    parts: list[str] = []
    size = 0
    while size < characters:
        parts.append(draw.choice(SENTENCES) + " ")
        size += len(parts[-1])
    return "".join(parts)[:characters]


def chat(*messages: tuple[str, str], stream: bool) -> bytes:
    """A chat-completions body."""
    said = [{"role": role, "content": text} for role, text in messages]
    return json.dumps({"stream": stream, "model": "bench", "messages": said}).encode()


MARK = "xmarkx"
"""Stands in the last message; `fresh` puts another word there, so that the text was never seen."""


def prompt(*, stream: bool) -> bytes:
    """A 1 kB prompt."""
    return chat(("user", f"Use the word {MARK} once. " + prose(880, 7)), stream=stream)


def conversation(*, stream: bool) -> bytes:
    """20 turns, 30 kB in all; only the last turn is ever new."""
    roles = ["user", "assistant"] * 10
    turns = [(role, prose(1_500, index)) for index, role in enumerate(roles[:-1])]
    return chat(
        *turns[1:], ("user", f"Use the word {MARK} once. " + prose(1_500, 99)), stream=stream
    )


def document(*, stream: bool) -> bytes:
    """A 50 kB document in one message."""
    return chat(("user", f"Use the word {MARK} once. " + prose(50_000, 5)), stream=stream)


def fresh(body: bytes, number: int) -> bytes:
    """The same body with a word that no other number gives."""
    letters = "".join("abcdefghijklmnop"[number >> shift & 15] for shift in range(0, 24, 4))
    return body.replace(MARK.encode(), letters.encode())


ANSWER = json.dumps(
    {
        "id": "chatcmpl-bench",
        "object": "chat.completion",
        "model": "bench",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": prose(600, 1)},
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 200, "completion_tokens": 120, "total_tokens": 320},
    }
).encode()


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    chunk = {
        "id": "chatcmpl-bench",
        "object": "chat.completion.chunk",
        "model": "bench",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


EVENTS = (
    *(_event({"content": word + " "}, None) for word in prose(300, 2).split()),
    _event({}, "stop"),
    b"data: [DONE]\n\n",
)
