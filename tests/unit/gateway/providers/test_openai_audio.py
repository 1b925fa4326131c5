"""Sound: the words beside it are read, it is not; transcripts are restored in every format."""

import json

import pytest

from gateway.providers.dialect import dialect_for
from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import (
    codec,
    play,
    read,
    recorded_answer,
    recorded_prompt,
    requests,
    runs,
    segment,
    texts,
    unread,
)

SPEECH, TRANSCRIPTIONS = "/v1/audio/speech", "/v1/audio/transcriptions"
TOKEN = "PersonK7Q2A9XB4C"


def test_what_is_to_be_spoken_is_read_with_how() -> None:
    body = {"model": "tts-1", "voice": "alloy", "input": "Ann Lowe is here", "stream_format": "sse"}
    prompt = read(SPEECH, body | {"instructions": "Be warm", "response_format": "mp3"})
    assert texts(prompt) == ["Ann Lowe is here", "Be warm"]
    assert segment(prompt, "Be warm").role == "system"


def test_the_words_beside_the_sound_are_read_and_the_sound_is_not() -> None:
    prompt = recorded_prompt("openai.audio/request.multipart")
    assert texts(prompt) == [
        "A call between Zoë O'Neil and Joe Bright",
        "Mill Lane",
        "Ann Lowe",
        "call with ann.wav",
    ]
    assert unread(prompt) == ["/*/*", "/file"]
    assert {found.why for found in prompt.unread} == {"a file"}
    assert (prompt.dialect, prompt.model, prompt.stream) == (
        *("openai.audio", "gpt-4o-transcribe", True),
    )


def test_the_words_of_a_form_are_replaced_in_place() -> None:
    (case,) = [r for r in requests() if str(r) == "openai.audio/request.multipart"]
    request = case.request()
    dialect = dialect_for(request)
    found = dialect.read(request).segments
    edits = {i: "Personé" for i, s in enumerate(found) if s.text in ("Mill Lane", "Ann Lowe")}
    wanted = case.content.replace(b"Mill Lane", "Personé".encode())
    assert dialect.write(request, edits) == wanted.replace(b"Ann Lowe", "Personé".encode())


def test_a_transcript_is_kept_once_however_often_it_is_said() -> None:
    _, frames = recorded_answer("openai.audio/answer.json")
    assert runs(frames) == {"t": "Good morning PersonK7Q2, your bin was missed."}


def test_each_speakers_pieces_are_a_run_of_their_own() -> None:
    made, frames = recorded_answer("openai.audio/stream.sse")
    assert list(runs(frames).values()) == [
        "Good morning PersonK7Q2, ",
        "your bin was missed PersonK7Q2.",
    ]
    assert (made.facts.finished, made.facts.input_tokens) == (True, 14)


def restored(media: str, *pieces: bytes) -> bytes:
    answer = AnswerRestorer(
        codec(TRANSCRIPTIONS, media), {TOKEN: "Zoë O'Neil"}, capture_characters=999
    )
    return b"".join(map(answer.feed, pieces)) + answer.end()


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/plain; charset=utf-8", f"Hello {TOKEN}.\n"),
        ("text/plain", f"1\n00:00:00,000 --> 00:00:03,000\nHello {TOKEN}.\n\n"),
        ("application/x-subrip", f"1\n00:00:00,000 --> 00:00:03,000\nHello {TOKEN}.\n\n"),
        ("text/vtt", f"WEBVTT\n\n00:00:00.000 --> 00:00:03.000\nHello {TOKEN}.\n"),
        ("application/json", json.dumps({"text": f"Hello {TOKEN}."})),
    ],
)
def test_a_transcript_is_restored_in_every_format(media: str, body: str) -> None:
    raw = body.encode()
    wanted = body.replace(TOKEN, "Zoë O'Neil").encode()
    assert restored(media, raw) == wanted
    assert restored(media, *(raw[at : at + 5] for at in range(0, len(raw), 5))) == wanted


def test_sound_passes_as_it_comes() -> None:
    frames = play(codec(SPEECH, "audio/mpeg"), [b"\xff\xfb\x90", TOKEN.encode()])
    assert b"".join(frame.raw for frame in frames) == b"\xff\xfb\x90" + TOKEN.encode()
    assert not [field for frame in frames for field in frame.fields]


def test_a_stream_of_sound_ends_where_it_says() -> None:
    made = codec(SPEECH)
    play(made, [b'data: {"type":"speech.audio.delta","audio":"AAAA"}\n\n'])
    assert not made.facts.finished
    play(made, [b'data: {"type":"speech.audio.done","usage":{"input_tokens":3}}\n\n'])
    assert (made.facts.finished, made.facts.input_tokens) == (True, 3)
