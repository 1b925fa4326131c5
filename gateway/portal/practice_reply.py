"""What the practice tool answers: what it was asked, and which pseudonyms it was given."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gateway.errors import Unreadable
from gateway.pseudonyms.tokens import CODE_LENGTH, look_alikes

_PIECE = 5  # characters: shorter than a pseudonym, so that streams cut every one of them
_SHOWN = 3  # characters of a code: too few to be restored, enough to be seen
_MOST_CHOICES = 8
SIGNATURE = "(practice tool)"

type Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request as any of the formats brings it."""

    text: str = field(repr=False)
    model: str
    stream: bool
    choices: int = 1

    @property
    def reply(self) -> str:
        """The answer, the same for every choice."""
        shown = ", ".join(dict.fromkeys(_shortened(self.text)))
        received = f"received pseudonyms: {shown}." if shown else "received no pseudonyms."
        return f"You asked: {self.text}\n\nThis tool {received}\n{SIGNATURE}"

    @property
    def pieces(self) -> tuple[str, ...]:
        """The answer in short pieces, as a streaming tool sends it."""
        reply = self.reply
        return tuple(reply[at : at + _PIECE] for at in range(0, len(reply), _PIECE))

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens of question and answer, by the rule of thumb of four characters."""
        return tokens(self.text), tokens(self.reply)


def ask(body: bytes, text: str, *, choices: object = 1) -> Ask:
    """The parts all formats share; `text` is what the format found to be the question."""
    content = read(body)
    model = content.get("model")
    return Ask(
        text=_sendable(text),
        model=_sendable(model) if isinstance(model, str) else "practice",
        stream=content.get("stream") is True,
        choices=choices if isinstance(choices, int) and 1 <= choices <= _MOST_CHOICES else 1,
    )


def read(body: bytes) -> Json:
    """The JSON object of a body. Raises Unreadable."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("the body is not JSON") from None
    if not isinstance(content, dict):
        raise Unreadable("the body is not a JSON object")
    return content


def last_of_user(messages: object) -> str:
    """The text of the last message of the user; a bare string is that text itself."""
    if isinstance(messages, str):
        return messages
    if not isinstance(messages, list):
        raise Unreadable("there are no messages")
    users = [m for m in messages if isinstance(m, dict) and m.get("role") == "user"]
    if not users:
        raise Unreadable("there is no message of the user")
    return "\n".join(_texts(users[-1].get("content")))


def _texts(content: object) -> Iterator[str]:
    """The texts of a message: a string, or parts with a `text`."""
    if isinstance(content, str):
        yield content
    for part in content if isinstance(content, list) else ():
        if isinstance(part, dict) and isinstance(part.get("text"), str):
            yield part["text"]


def _sendable(text: str) -> str:
    """JSON may hold halves of surrogate pairs, which no answer can."""
    return text.encode("utf-8", "replace").decode()


def tokens(text: str) -> int:
    """Tokens, by the rule of thumb of four characters each."""
    return len(text) // 4 + 1


def events(items: Iterable[Json], *, named: bool = False) -> Iterator[bytes]:
    """Server-sent events; `named` ones carry their type as the event's name."""
    for item in items:
        name = f"event: {item['type']}\n" if named else ""
        yield f"{name}data: {json.dumps(item, ensure_ascii=False)}\n\n".encode()


def _shortened(text: str) -> Iterator[str]:
    """Pseudonyms with most of their code cut off: what the gateway does not put names back into."""
    for start, end in look_alikes(text):
        yield text[start : end - CODE_LENGTH + _SHOWN] + "…"
