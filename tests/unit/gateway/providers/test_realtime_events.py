"""Events of Realtime: which texts are pieces, which repeats, and when an answer is over."""

from gateway.providers.realtime_events import read_realtime
from tests.golden.providers.cases import recorded_answer, runs


def test_the_texts_of_the_recording_are_complete() -> None:
    _, frames = recorded_answer("openai.realtime/stream.ndjson")
    assert list(runs(frames).values()) == [
        "Thank you, Margaret, for waiting so patiently.",
        "Please call Margaret back tomorrow.",
        "Certainly, Margaret.",
    ]


def test_an_answer_is_over_with_response_done() -> None:
    codec, _ = recorded_answer("openai.realtime/stream.ndjson")
    assert codec.facts.finished
    assert (codec.facts.model, codec.facts.input_tokens) == ("gpt-realtime", 38)


def test_the_names_of_the_beta_are_read_as_well() -> None:
    event = read_realtime({"type": "response.audio_transcript.delta", "delta": "Hi"}, True)
    assert [(s.field.text, s.field.delta) for s in event.spots] == [("Hi", True)]


def test_sound_is_no_text() -> None:
    for kind in ("response.output_audio.delta", "response.audio.delta"):
        assert read_realtime({"type": kind, "delta": "AAAA"}, True).spots == []


def test_arguments_are_json_source() -> None:
    kind = "response.function_call_arguments"
    (piece,) = read_realtime({"type": f"{kind}.delta", "delta": '{"n'}, True).spots
    (whole,) = read_realtime({"type": f"{kind}.done", "arguments": '{"n": 1}'}, True).spots
    assert piece.field.json
    assert whole.field.json
    assert not whole.field.kept


def test_errors_are_known_by_their_type() -> None:
    failed = {"status": "failed", "status_details": {"error": {"type": "server_error"}}}
    assert (
        read_realtime({"type": "response.done", "response": failed}, True).error == "server_error"
    )
    error = {"type": "error", "error": {"type": "invalid_request_error", "message": "Ann"}}
    assert read_realtime(error, True).error == "invalid_request_error"
