"""The practice tool in OpenAI's formats: chat completions, Responses, embeddings."""

import base64
import struct
import time
from collections.abc import Iterator

from gateway.begin import new_id
from gateway.portal.practice_reply import Ask, Json, ask, events, last_of_user, read, tokens

_DIMENSIONS = 8


def read_chat(body: bytes) -> Ask:
    """A chat completion request. Raises Unreadable."""
    content = read(body)
    return ask(body, last_of_user(content.get("messages")), choices=content.get("n"))


def chat(question: Ask) -> Json:
    """A whole chat completion."""
    choices = [
        {"index": index, "message": _message(question), "logprobs": None, "finish_reason": "stop"}
        for index in range(question.choices)
    ]
    return _head(question, "chat.completion") | {"choices": choices, "usage": _usage(question)}


def chat_stream(question: Ask, body: bytes) -> Iterator[bytes]:
    """The same in pieces; the choices take turns."""
    options = read(body).get("stream_options")
    with_usage = isinstance(options, dict) and options.get("include_usage") is True
    yield from events(_chat_chunks(question, with_usage=with_usage))
    yield b"data: [DONE]\n\n"


def _chat_chunks(question: Ask, *, with_usage: bool) -> Iterator[Json]:
    head = _head(question, "chat.completion.chunk")
    if with_usage:
        head["usage"] = None
    start: Json = {"role": "assistant", "content": ""}
    pieces: list[Json] = [{"content": piece} for piece in question.pieces]
    for delta in (start, *pieces, {}):
        for index in range(question.choices):
            end = None if delta else "stop"
            choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": end}
            yield head | {"choices": [choice]}
    if with_usage:
        yield head | {"choices": [], "usage": _usage(question)}


def _head(question: Ask, kind: str) -> Json:
    return {
        "id": f"chatcmpl-{new_id()}",
        "object": kind,
        "created": int(time.time()),
        "model": question.model,
    }


def _message(question: Ask) -> Json:
    return {"role": "assistant", "content": question.reply, "refusal": None}


def _usage(question: Ask) -> Json:
    asked, answered = question.tokens
    return {
        "prompt_tokens": asked,
        "completion_tokens": answered * question.choices,
        "total_tokens": asked + answered * question.choices,
    }


def read_response(body: bytes) -> Ask:
    """A Responses request. Raises Unreadable."""
    return ask(body, last_of_user(read(body).get("input")))


def response(question: Ask) -> Json:
    """A whole response."""
    return _response(question, f"resp_{new_id()}", _item(question, "msg_" + new_id()))


def response_stream(question: Ask) -> Iterator[bytes]:
    """The same as its events, which repeat the text five times as the real ones do."""
    numbered = (
        {**item, "sequence_number": at} for at, item in enumerate(_response_events(question))
    )
    return events(numbered, named=True)


def _response_events(question: Ask) -> Iterator[Json]:
    response_id, item_id = f"resp_{new_id()}", f"msg_{new_id()}"
    item = _item(question, item_id)
    begun = {**item, "status": "in_progress", "content": []}
    running = _response(question, response_id, None)
    place: Json = {"item_id": item_id, "output_index": 0, "content_index": 0}
    whole = _part(question.reply)
    yield {"type": "response.created", "response": running}
    yield {"type": "response.in_progress", "response": running}
    yield {"type": "response.output_item.added", "output_index": 0, "item": begun}
    yield {"type": "response.content_part.added", **place, "part": _part("")}
    for piece in question.pieces:
        yield {"type": "response.output_text.delta", **place, "delta": piece, "logprobs": []}
    yield {
        "type": "response.output_text.done",
        **place,
        "text": question.reply,
        "logprobs": [],
    }
    yield {"type": "response.content_part.done", **place, "part": whole}
    yield {"type": "response.output_item.done", "output_index": 0, "item": item}
    yield {"type": "response.completed", "response": _response(question, response_id, item)}


def _response(question: Ask, response_id: str, item: Json | None) -> Json:
    """The response object; without an item it is still being made."""
    asked, answered = question.tokens
    usage = {
        "input_tokens": asked,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": answered,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": asked + answered,
    }
    return {
        "id": response_id,
        "object": "response",
        "created_at": int(time.time()),
        "status": "completed" if item else "in_progress",
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "model": question.model,
        "output": [item] if item else [],
        "parallel_tool_calls": True,
        "store": False,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": usage if item else None,
    }


def _item(question: Ask, item_id: str) -> Json:
    return {
        "id": item_id,
        "type": "message",
        "status": "completed",
        "role": "assistant",
        "content": [_part(question.reply)],
    }


def _part(text: str) -> Json:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}


def embeddings(body: bytes) -> Json:
    """A fixed small vector per input: it practises the call, and means nothing."""
    content = read(body)
    given = content.get("input")
    inputs = given if isinstance(given, list) else [given]
    vector = [1.0 / (place + 1) for place in range(_DIMENSIONS)]
    packed = base64.b64encode(struct.pack(f"<{_DIMENSIONS}f", *vector)).decode()
    chosen = packed if content.get("encoding_format") == "base64" else vector
    rows = [
        {"object": "embedding", "index": index, "embedding": chosen} for index in range(len(inputs))
    ]
    used = sum(tokens(text) for text in inputs if isinstance(text, str))
    usage = {"prompt_tokens": used, "total_tokens": used}
    return {"object": "list", "data": rows, "model": "practice", "usage": usage}
