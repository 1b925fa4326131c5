"""What compatible services add to answers: kept or repeated once, each in a run of its own."""

import pytest

from gateway.providers.dialect import AnswerFacts
from tests.golden.providers.cases import chunk, codec, event, play, recorded_answer, runs

SAID = {
    "openrouter": {
        "c0.content": "Dear PersonK7Q2",
        "c0.reasoning": "They want PersonK7Q2",
        "c0.detail0.text": "They want PersonK7Q2",
    },
    "groq": {
        "c0.content": "PersonK7Q2 is known.",
        "c0.reasoning": "Look up PersonK7Q2 first",
        "c0.ran0.arguments": '{"query": "PersonK7Q2", "n": 1}',
        "c0.ran0.output": "Title: PersonK7Q2",
        "c0.ran1.arguments": "{}",
        "c0.ran1.output": "I: PersonK7Q2 found",
    },
    "together": {"c0.content": "PersonK7Q2!", "c0.reasoning": "About PersonK7Q2"},
    "deepseek": {
        "c0.content": "Dear PersonK7Q2",
        "c0.reasoning_content": "They want PersonK7Q2",
    },
    "xai": {"c0.content": "PersonK7Q2 won.", "c0.reasoning_content": "Search PersonK7Q2"},
    "perplexity": {
        "c0.content": "Yes: PersonK7Q2, who won",
        "c0.step0.thought": "Done with PersonK7Q2",
    },
    "fireworks": {"c0.content": "Dear PersonK7Q2", "c0.reasoning_content": "For PersonK7Q2"},
    "copilot": {"c0.content": "It greets PersonK7Q2"},
}


@pytest.mark.parametrize("service", sorted(SAID))
def test_each_text_of_a_stream_is_kept_once(service: str) -> None:
    _, frames = recorded_answer(f"openai.chat@{service}/stream.sse")
    assert runs(frames) == SAID[service]


@pytest.mark.parametrize("service", sorted(SAID))
def test_a_stream_ends_and_is_counted(service: str) -> None:
    facts = recorded_answer(f"openai.chat@{service}/stream.sse")[0].facts
    assert facts.finished
    assert facts.output_tokens == (None if service == "openrouter" else 17)


def test_an_error_in_the_middle_of_a_stream_is_learnt_by_its_code() -> None:
    made, frames = recorded_answer("openai.chat@openrouter/stream.sse")
    assert made.facts.error == "502"
    assert "Provider disconnected while writing to PersonK7Q2" in runs(frames, kept=False).values()


def test_what_groq_reports_beside_the_chunk_is_an_error_too() -> None:
    made = codec("/openai/v1/chat/completions")
    play(made, [event({"choices": [], "x_groq": {"error": {"type": "over_capacity"}}})])
    assert made.facts.error == "over_capacity"


def test_a_call_that_failed_is_shown_with_its_names() -> None:
    _, (frame,) = recorded_answer("openai.chat@groq/answer.json")
    assert '<function=find>{"name": "PersonK7Q2"}' in [f.text for f in frame.fields]


def test_comments_that_keep_a_stream_alive_are_frames_without_text() -> None:
    _, frames = recorded_answer("openai.chat@deepseek/stream.sse")
    assert [f.fields for f in frames if f.raw.startswith(b":")] == [(), ()]


def test_empty_lines_before_an_answer_are_part_of_it() -> None:
    made, (frame,) = recorded_answer("openai.chat@deepseek/answer.json")
    assert runs([frame]) == {
        "c0.content": "Dear PersonK7Q2",
        "c0.reasoning_content": "They want PersonK7Q2",
    }
    assert made.render(frame, ["Ann" for _ in frame.fields]).startswith(b"\n\n\n{")


def test_what_was_found_comes_back_with_names_and_is_not_kept() -> None:
    _, frames = recorded_answer("openai.chat@perplexity/stream.sse")
    repeated = [f.text for frame in frames for f in frame.fields if not f.kept]
    for text in ("About PersonK7Q2", "PersonK7Q2 is", "Where is PersonK7Q2?"):
        assert text in repeated
    assert all(not f.delta for frame in frames for f in frame.fields if "PersonK7Q2 is" in f.text)


def test_a_whole_answer_with_an_empty_piece_beside_it_is_kept() -> None:
    _, frames = recorded_answer("openai.chat@perplexity/answer.json")
    assert runs(frames)["c0.content"] == "PersonK7Q2 won"


def test_a_piece_that_is_said_as_of_a_completion_too_is_restored_there_as_well() -> None:
    frames = play(codec(), [chunk({"content": "Per"}, text="Per")])
    assert runs(frames) == {"c0.content": "Per"}
    assert runs(frames, kept=False) == {"c0.text": "Per"}


def facts(name: str) -> AnswerFacts:
    return recorded_answer(name)[0].facts


def test_the_id_of_a_job_is_what_its_answer_is_fetched_by() -> None:
    deferred = "f1c2d3e4-1111-4222-8333-444455556666"
    later = codec("/v1/chat/completions", "application/json")
    play(later, [b'{"request_id": "f1c2d3e4-1111-4222-8333-444455556666"}'])
    assert later.facts.kept == ()  # nobody asked for it to be deferred
    assert facts("openai.chat@perplexity-async/answer.json").kept == ("job-1",)
    from gateway.providers.dialect import dialect_for
    from tests.golden.providers.cases import wire

    asked = wire("/v1/chat/completions", b'{"deferred": true}', host="api.x.ai")
    made = dialect_for(asked).answer(asked, status=200, content_type="application/json")
    play(made, [b'{"request_id": "%s"}' % deferred.encode()])
    assert made.facts.kept == (deferred,)
