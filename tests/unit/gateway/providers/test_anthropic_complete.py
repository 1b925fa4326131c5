"""The old text completions."""

from tests.golden.providers.cases import recorded_answer, recorded_prompt, runs, segment


def test_the_prompt_is_the_users_and_stop_sequences_stay() -> None:
    prompt = recorded_prompt("anthropic.complete/request.json")
    assert segment(prompt, "\n\nHuman: Write to Ann Lowe\n\nAssistant:").role == "user"
    assert not segment(prompt, "\n\nHuman:").writable
    assert segment(prompt, "officer Ben Okoro").writable
    assert (prompt.model, prompt.stream) == ("claude-2.1", True)


def test_pieces_are_one_run_up_to_the_stop_reason() -> None:
    codec, frames = recorded_answer("anthropic.complete/stream.sse")
    assert runs(frames) == {"text": " Dear PersonK7Q2, é 😀"}
    assert (codec.facts.finished, codec.facts.model) == (True, "claude-2.1")


def test_a_whole_completion_is_one_text() -> None:
    codec, frames = recorded_answer("anthropic.complete/answer.json")
    assert runs(frames) == {"text": " Dear PersonK7Q2"}
    assert codec.facts.finished
