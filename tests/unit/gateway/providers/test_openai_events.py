"""What chat and text completions say, where it ends, and what is learnt."""

import json

from tests.golden.providers.cases import (
    chunk,
    codec,
    event,
    play,
    recorded_answer,
    runs,
)


def test_every_choice_and_call_is_a_run_of_its_own() -> None:
    _, frames = recorded_answer("openai.chat/stream.sse")
    assert runs(frames) == {
        "c0.content": "Dear PersonK7Q2, café 😀 \u2028x",
        "c1.content": "sonA1B2C3 second bye",
        "c0.reasoning_content": "They ask",
        "c0.tool0": '{"n":"PersonK7Q2"}',
        "c0.tool1": "{}",
    }


def test_a_choice_ends_alone_and_done_ends_all() -> None:
    _, frames = recorded_answer("openai.chat/stream.sse")
    closes = [frame.closes for frame in frames if frame.closes]
    assert closes[0] == ("c1.content",)
    assert set(closes[1]) == {"c0.content", "c0.reasoning_content", "c0.tool0", "c0.tool1"}
    assert closes[2] == ("*",)


def test_arguments_are_json_source_and_content_is_not() -> None:
    _, frames = recorded_answer("openai.chat/stream.sse")
    flags = {f.channel: f.json for frame in frames for f in frame.fields if f.kept}
    assert flags["c0.tool0"]
    assert not flags["c0.content"]


def test_a_chunk_may_hold_text_and_the_end_of_its_choice() -> None:
    (frame,) = codec().feed(chunk({"content": "bye"}, finish_reason="stop"))
    assert [f.text for f in frame.fields] == ["bye"]
    assert frame.closes == ("c0.content",)


def test_usage_model_and_end_are_learnt() -> None:
    made, _ = recorded_answer("openai.chat/stream.sse")
    facts = made.facts
    assert (facts.model, facts.input_tokens, facts.output_tokens, facts.finished) == (
        "gpt-5-mini-2026-03-01",
        31,
        17,
        True,
    )


def test_a_stream_that_breaks_off_is_not_finished() -> None:
    made = codec()
    play(made, [chunk({"content": "Dear"})])
    assert not made.facts.finished


def test_a_service_without_done_finishes_with_its_last_choice() -> None:
    made = codec()
    play(made, [chunk({"content": "Dear"}), chunk({}, finish_reason="stop")])
    assert made.facts.finished


def test_an_error_is_learnt_by_type_and_its_message_is_a_text() -> None:
    made = codec()
    (frame,) = made.feed(event({"error": {"type": "server_error", "message": "Ann broke"}}))
    assert made.facts.error == "server_error"
    assert [f.text for f in frame.fields] == ["Ann broke"]
    assert "Ann" not in repr(made.facts)


def test_an_error_type_that_is_a_sentence_is_not_kept() -> None:
    made = codec()
    play(made, [event({"error": {"type": "Ann Lowe broke it"}})])
    assert made.facts.error == "error"


def test_content_in_parts_is_one_run() -> None:
    frames = play(codec(), [chunk({"content": [{"type": "text", "text": "Ann"}]})])
    assert runs(frames) == {"c0.content": "Ann"}


def test_a_whole_message_beside_the_piece_is_a_repeat() -> None:
    body = chunk({"content": "lo"}, message={"role": "assistant", "content": "Hello"})
    frames = play(codec(), [body])
    assert runs(frames) == {"c0.content": "lo"}
    assert runs(frames, kept=False) == {"c0.content": "Hello"}


def test_token_probabilities_go_when_their_text_changes() -> None:
    logs = {"content": [{"token": "Per", "bytes": [80], "top_logprobs": []}]}
    raw = chunk({"content": "Per"}, logprobs=logs)
    made = codec()
    (frame,) = made.feed(raw)
    texts = [f.text for f in frame.fields]
    assert made.render(frame, texts) == raw
    shown = json.loads(made.render(frame, ["Ann", *texts[1:]])[6:])
    assert shown["choices"][0]["delta"]["content"] == "Ann"
    assert shown["choices"][0]["logprobs"] is None


def test_an_unknown_piece_is_a_run_too() -> None:
    frames = play(codec(), [chunk({"thoughts": "Per"}), chunk({"thoughts": "son"})])
    assert list(runs(frames, kept=False).values()) == ["Person"]
