"""What Ollama's lines say, where they end, and what is learnt."""

import json

from gateway.providers.dialect import AnswerCodec, dialect_for
from tests.golden.providers.cases import play, recorded_answer, runs, wire


def lines(target: str = "/api/chat") -> AnswerCodec:
    request = wire(target, b"{}", host="ollama.com")
    return dialect_for(request).answer(request, status=200, content_type="application/x-ndjson")


def test_text_and_thoughts_are_runs_and_arguments_are_whole() -> None:
    _, frames = recorded_answer("ollama/stream.ndjson")
    said = runs(frames)
    assert said["o.content"] == "Dear PersonK7Q2, café 😀"
    assert said["o.thinking"] == "They want PersonK7Q2"
    assert [text for name, text in said.items() if name.startswith("o.call")] == ["PersonK7Q2"] * 2


def test_the_last_line_ends_it_and_counts() -> None:
    made, frames = recorded_answer("ollama/stream.ndjson")
    facts = made.facts
    assert (facts.model, facts.input_tokens, facts.output_tokens, facts.finished) == (
        "gpt-oss:120b",
        31,
        17,
        True,
    )
    assert frames[-1].closes == ("*",)


def test_a_stream_that_breaks_off_is_not_finished() -> None:
    made = lines()
    play(made, [b'{"model":"m","message":{"content":"Dear"},"done":false}\n'])
    assert not made.facts.finished


def test_an_error_in_a_line_is_one_and_its_words_are_restored_not_kept() -> None:
    made, frames = recorded_answer("ollama@generate/stream.ndjson")
    assert made.facts.error == "error"
    assert [f.text for f in frames[-1].fields] == [
        "an error was encountered while running the model: PersonK7Q2"
    ]
    assert "PersonK7Q2" not in repr(made.facts)


def test_a_job_ends_with_success() -> None:
    assert recorded_answer("ollama@create/stream.ndjson")[0].facts.finished


def test_numbers_for_text_and_pictures_that_come_back_are_no_text() -> None:
    made = lines("/api/generate")
    (frame,) = made.feed(
        json.dumps({"response": "", "done": True, "context": [1, 2], "image": "QUJD" * 99}).encode()
        + b"\n"
    )
    assert frame.fields == ()


def test_a_failure_is_a_line_of_its_own() -> None:
    assert json.loads(lines().failure("It stopped.")) == {"error": "It stopped."}
