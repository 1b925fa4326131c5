"""The practice tool in Anthropic's format: messages."""

from collections.abc import Iterator

from gateway.begin import new_id
from gateway.portal.practice_reply import Ask, Json, ask, events, last_of_user, read


def read_message(body: bytes) -> Ask:
    """A messages request. Raises Unreadable."""
    return ask(body, last_of_user(read(body).get("messages")))


def message(question: Ask) -> Json:
    """A whole message."""
    asked, answered = question.tokens
    return _head(question) | {
        "content": [{"type": "text", "text": question.reply}],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": asked, "output_tokens": answered},
    }


def message_stream(question: Ask) -> Iterator[bytes]:
    """The same as its events."""
    return events(_events(question), named=True)


def _events(question: Ask) -> Iterator[Json]:
    answered = question.tokens[1]
    yield {"type": "message_start", "message": _head(question)}
    block = {"type": "text", "text": ""}
    yield {"type": "content_block_start", "index": 0, "content_block": block}
    yield {"type": "ping"}
    for piece in question.pieces:
        delta = {"type": "text_delta", "text": piece}
        yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    yield {
        "type": "message_delta",
        "delta": {"stop_reason": "end_turn", "stop_sequence": None},
        "usage": {"output_tokens": answered},
    }
    yield {"type": "message_stop"}


def _head(question: Ask) -> Json:
    return {
        "id": f"msg_{new_id()}",
        "type": "message",
        "role": "assistant",
        "model": question.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": question.tokens[0], "output_tokens": 1},
    }
