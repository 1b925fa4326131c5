"""The codec: errors, what is no text, what is broken off, and how a failure is told."""

import pytest

from gateway.providers.dialect import Frame
from tests.golden.providers.cases import SSE, chunk, codec, play, recorded_answer

CHAT = "/v1/chat/completions"
MESSAGES = "/v1/messages"
GEMINI = "/v1beta/models/gemini-3:streamGenerateContent"


def test_sound_is_passed_on_as_it_comes() -> None:
    made = codec("/v1/audio/speech", "audio/mpeg")
    assert list(made.feed(b"\xff\xfb\x90Per")) == [Frame(raw=b"\xff\xfb\x90Per")]


@pytest.mark.parametrize("target", [CHAT, MESSAGES, GEMINI, "/v1/responses", "/api/ask"])
@pytest.mark.parametrize("media", ["application/json", "text/html", "text/plain", ""])
def test_an_error_may_quote_the_prompt_so_its_texts_are_restored(target: str, media: str) -> None:
    body = b'{"error": {"type": "invalid", "message": "bad: PersonK7Q2"}}'
    made = codec(target, media, status=400)
    frames = play(made, [body])
    rendered = b"".join(
        made.render(f, [t.text.replace("PersonK7Q2", "Ann") for t in f.fields]) for f in frames
    )
    assert rendered == body.replace(b"PersonK7Q2", b"Ann")


def test_an_error_page_is_one_text() -> None:
    (frame,) = play(codec(CHAT, "text/html", 502), [b"<p>Bad ", b"gateway</p>"])
    assert [f.text for f in frame.fields] == ["<p>Bad gateway</p>"]


def test_what_is_not_utf8_passes_untouched() -> None:
    raw = b'data: {"x": "\xff"}\n\n'
    assert play(codec(), [raw]) == [Frame(raw=raw)]


def test_a_unit_without_end_does_not_grow_for_ever() -> None:
    made = codec()
    piece = b"data: " + b"x" * (1 << 20)
    held = [frame for _ in range(40) for frame in made.feed(piece)]
    assert sum(len(frame.raw) for frame in held) > 30 << 20


def test_json_cut_off_at_the_end_is_escaped_as_json() -> None:
    (frame,) = play(codec(), [b'data: {"choices":[{"delta":{"content":"Ann'])
    assert [f.json for f in frame.fields] == [True]


def test_the_wrong_number_of_texts_is_refused() -> None:
    made = codec()
    (frame,) = made.feed(chunk({"content": "a"}))
    with pytest.raises(ValueError, match="one text"):
        made.render(frame, [])


def test_no_repr_shows_an_answer() -> None:
    _, frames = recorded_answer("openai.chat/stream.sse")
    assert "Person" not in repr(frames)


@pytest.mark.parametrize(
    ("target", "media", "wanted"),
    [
        (CHAT, SSE, b'data: {"error": {"message": "m", "type": "policy_violation"'),
        ("/v1/responses", SSE, b'event: error\ndata: {"type": "error", "error": {"message": "m"'),
        (MESSAGES, SSE, b'event: error\ndata: {"type": "error", "error": {"type": "api_error"'),
        (GEMINI, SSE, b'data: {"error": {"code": 500, "message": "m", "status": "INTERNAL"}}'),
        (GEMINI, "application/json", b'[{"error": {"code": 500, "message": "m"'),
        ("/api/ask", "application/x-ndjson", b'{"error": {"message": "m"'),
    ],
)
def test_a_failure_is_told_in_the_streams_own_way(target: str, media: str, wanted: bytes) -> None:
    assert codec(target, media).failure("m").startswith(wanted)


@pytest.mark.parametrize("media", ["application/json", "text/plain", "audio/mpeg"])
def test_where_no_error_can_be_told_nothing_is_added(media: str) -> None:
    assert codec(CHAT, media).failure("m") == b""


def test_whether_plain_text_is_json_does_not_depend_on_how_it_arrives() -> None:
    content = b'it says {"to": "PersonK7Q2"}'
    for cut in range(len(content)):
        frames = play(codec("/api/ask", "text/plain"), [content[:cut], content[cut:]])
        assert not any(field.json for frame in frames for field in frame.fields)
