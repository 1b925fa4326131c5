"""Real wire formats, streamed: cut at every byte, the client reads the values, whole and in order."""

import json
from collections.abc import Iterable, Iterator

import pytest

from gateway.providers.dialect import AnswerCodec, dialects
from gateway.pseudonyms.answer import AnswerRestorer
from gateway.pseudonyms.restore import restore
from tests.make import request

ANN, BEN = "PersonK7Q2A9XB4C", "PersonM3N4P5Q6R7"
ISSUED = {ANN: 'Zoë "Zo" O\'Neil', BEN: "Ben\nOkoro"}
DELTAS = ["Dear Per", "sonK7Q", "2A9XB4", "C,", " Person", "al: personm3n4p5q6r7's", " file. P"]
ARGUMENTS = ['{"to": "Pers', "onK7Q2A9", 'XB4C", "n', '": "\\nPersonM3N4P5Q6R7"}']
SAID, CALLED = "".join(DELTAS), "".join(ARGUMENTS)


def event(value: object, name: str = "") -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def chat() -> Iterator[bytes]:
    def chunk(delta: object, reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return event({"id": "c1", "object": "chat.completion.chunk", "choices": [choice]})

    yield chunk({"role": "assistant", "content": ""})
    for text in DELTAS:
        yield chunk({"content": text})
    for text in ARGUMENTS:
        yield chunk({"tool_calls": [{"index": 0, "function": {"arguments": text}}]})
    yield chunk({}, "tool_calls")
    yield b"data: [DONE]\n\n"


def messages() -> Iterator[bytes]:
    def sent(kind: str, **rest: object) -> bytes:
        return event({"type": kind, **rest}, kind)

    def block(index: int, start: object, kind: str, name: str, texts: list[str]) -> Iterator[bytes]:
        yield sent("content_block_start", index=index, content_block=start)
        for text in texts:
            yield sent("content_block_delta", index=index, delta={"type": kind, name: text})
            yield sent("ping")
        yield sent("content_block_stop", index=index)

    yield sent("message_start", message={"id": "m1", "role": "assistant", "content": []})
    yield from block(0, {"type": "text", "text": ""}, "text_delta", "text", DELTAS)
    tool = {"type": "tool_use", "id": "t1", "name": "send", "input": {}}
    yield from block(1, tool, "input_json_delta", "partial_json", ARGUMENTS)
    yield sent("message_delta", delta={"stop_reason": "tool_use"}, usage={"output_tokens": 9})
    yield sent("message_stop")


def gemini() -> Iterator[bytes]:
    def chunk(part: object, **rest: object) -> bytes:
        candidate = {"content": {"role": "model", "parts": [part]}, "index": 0, **rest}
        return event({"candidates": [candidate]}).replace(b"\n", b"\r\n")

    for text in DELTAS:
        yield chunk({"text": text})
    call = {"name": "send", "args": json.loads(CALLED, strict=False)}
    yield chunk({"functionCall": call}, finishReason="STOP")


def responses() -> Iterator[bytes]:
    place = {"item_id": "i1", "output_index": 0, "content_index": 0}

    def sent(kind: str, **rest: object) -> bytes:
        return event({"type": kind, **rest}, kind)

    for text in DELTAS:
        yield sent("response.output_text.delta", **place, delta=text)
    yield sent("response.output_text.done", **place, text=SAID)
    for text in ARGUMENTS:
        yield sent(
            "response.function_call_arguments.delta", item_id="i2", output_index=1, delta=text
        )
    yield sent(
        "response.function_call_arguments.done", item_id="i2", output_index=1, arguments=CALLED
    )


def strings(value: object) -> Iterator[str]:
    """Every string leaf that may hold text, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for element in value:
            yield from strings(element)


def data(stream: bytes) -> list[object]:
    lines = stream.replace(b"\r\n", b"\n").split(b"\n")
    rows = [row.removeprefix(b"data: ") for row in lines if row.startswith(b"data: ")]
    return [json.loads(row) for row in rows if row != b"[DONE]"]


STREAMS = {
    "openai.chat": ("/v1/chat/completions", chat),
    "openai.responses": ("/v1/responses", responses),
    "anthropic.messages": ("/v1/messages", messages),
    "gemini.generate": ("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", gemini),
}


@pytest.fixture(params=STREAMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def codec(form: str) -> AnswerCodec:
    asked = request(b"{}", target=STREAMS[form][0])
    return dialects()[form].answer(asked, status=200, content_type="text/event-stream")


def through(form: str, parts: Iterable[bytes], issued: dict[str, str] = ISSUED) -> bytes:
    answer = AnswerRestorer(codec(form), issued, capture_characters=10_000)
    return b"".join(map(answer.feed, parts)) + answer.end()


def test_one_byte_at_a_time_gives_the_same_bytes(form: str) -> None:
    stream = b"".join(STREAMS[form][1]())
    assert through(form, (bytes([byte]) for byte in stream)) == through(form, [stream])


@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_every_byte_cut_gives_the_same_bytes(form: str, step: int) -> None:
    stream = b"".join(STREAMS[form][1]())
    once = through(form, [stream])
    cuts = range(0, len(stream), step)
    assert all(through(form, (stream[:n], stream[n:])) == once for n in cuts)


def test_the_client_reads_the_values_and_never_a_token(form: str) -> None:
    out = through(form, STREAMS[form][1]())
    text = "".join(piece for value in data(out) for piece in strings(value))
    assert ANN.lower() not in text.lower()
    assert f"Dear {ISSUED[ANN]}, Personal: {ISSUED[BEN]}'s file. P" in spoken(out)


def spoken(stream: bytes) -> str:
    """The text deltas, by the few member names the four formats use."""
    said = []
    for value in data(stream):
        assert isinstance(value, dict)
        choice = (value.get("choices") or [{}])[0].get("delta", {}).get("content")
        block = value.get("delta")
        block = block.get("text") if isinstance(block, dict) else block
        candidate = (value.get("candidates") or [{}])[0].get("content", {}).get("parts", [{}])
        said += [text for text in (choice, block, candidate[0].get("text")) if text]
    return "".join(said)


def test_no_event_is_added_dropped_or_moved(form: str) -> None:
    stream = b"".join(STREAMS[form][1]())
    out = through(form, [stream])
    assert [len(list(strings(v))) for v in data(out)] == [
        len(list(strings(v))) for v in data(stream)
    ]
    assert out.count(b"\n") == stream.count(b"\n")


def test_without_tokens_every_byte_is_the_same(form: str) -> None:
    stream = b"".join(STREAMS[form][1]())
    assert through(form, [stream], {}) == stream
    assert through(form, [stream], {"NinoK7Q2A9XB4C": "unused"}) == stream


def test_the_transcripts_hold_the_text_as_it_came_and_as_it_was_read(form: str) -> None:
    answer = AnswerRestorer(codec(form), ISSUED, capture_characters=10_000)
    for part in STREAMS[form][1]():
        answer.feed(part)
    answer.end()
    assert SAID in answer.received
    assert restore(SAID, ISSUED) in answer.restored
    assert answer.unrestored == 0


def test_tool_arguments_are_still_json_with_the_values_in_them() -> None:
    arguments = []
    for value in data(through("openai.chat", chat())):
        assert isinstance(value, dict)
        calls = value["choices"][0]["delta"].get("tool_calls", [])
        arguments += [call["function"]["arguments"] for call in calls]
    assert json.loads("".join(arguments)) == {"to": ISSUED[ANN], "n": "\n" + ISSUED[BEN]}


def test_argument_objects_hold_the_values() -> None:
    *_, last = data(through("gemini.generate", gemini()))
    assert isinstance(last, dict)
    call = last["candidates"][0]["content"]["parts"][0]["functionCall"]
    assert call["args"] == {"to": ISSUED[ANN], "n": "\n" + ISSUED[BEN]}
