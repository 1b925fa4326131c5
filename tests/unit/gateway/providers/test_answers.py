"""What an answer says, where it says it again, what ends where, and what is learnt."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import AnswerCodec, Frame, dialect_for
from tests.golden.providers.cases import answers, play, runs, wire

CHAT = "/v1/chat/completions"
MESSAGES = "/v1/messages"
GEMINI = "/v1beta/models/gemini-3:streamGenerateContent"
SSE = "text/event-stream"


def codec(target: str = CHAT, media: str = SSE, status: int = 200) -> AnswerCodec:
    request = wire(target, b"{}")
    return dialect_for(request).answer(request, status=status, content_type=media)


def recorded(name: str) -> tuple[AnswerCodec, list[Frame]]:
    (case,) = [a for a in answers() if str(a) == name]
    made = case.codec()
    return made, play(made, [case.content])


def event(value: Any) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def chunk(delta: Any, **more: Any) -> bytes:
    return event({"choices": [{"index": 0, "delta": delta, **more}]})


class TestChat:
    def test_every_choice_and_call_is_a_run_of_its_own(self) -> None:
        _, frames = recorded("openai.chat/stream.sse")
        assert runs(frames) == {
            "c0.content": "Dear PersonK7Q2, café 😀 \u2028x",
            "c1.content": "sonA1B2C3 second bye",
            "c0.reasoning_content": "They ask",
            "c0.tool0": '{"n":"PersonK7Q2"}',
            "c0.tool1": "{}",
        }

    def test_a_choice_ends_alone_and_done_ends_all(self) -> None:
        _, frames = recorded("openai.chat/stream.sse")
        closes = [frame.closes for frame in frames if frame.closes]
        assert closes[0] == ("c1.content",)
        assert set(closes[1]) == {"c0.content", "c0.reasoning_content", "c0.tool0", "c0.tool1"}
        assert closes[2] == ("*",)

    def test_arguments_are_json_source_and_content_is_not(self) -> None:
        _, frames = recorded("openai.chat/stream.sse")
        flags = {f.channel: f.json for frame in frames for f in frame.fields if f.kept}
        assert flags["c0.tool0"]
        assert not flags["c0.content"]

    def test_a_chunk_may_hold_text_and_the_end_of_its_choice(self) -> None:
        (frame,) = codec().feed(chunk({"content": "bye"}, finish_reason="stop"))
        assert [f.text for f in frame.fields] == ["bye"]
        assert frame.closes == ("c0.content",)

    def test_usage_model_and_end_are_learnt(self) -> None:
        made, _ = recorded("openai.chat/stream.sse")
        facts = made.facts
        assert (facts.model, facts.input_tokens, facts.output_tokens, facts.finished) == (
            "gpt-5-mini-2026-03-01",
            31,
            17,
            True,
        )

    def test_a_stream_that_breaks_off_is_not_finished(self) -> None:
        made = codec()
        play(made, [chunk({"content": "Dear"})])
        assert not made.facts.finished

    def test_a_service_without_done_finishes_with_its_last_choice(self) -> None:
        made = codec()
        play(made, [chunk({"content": "Dear"}), chunk({}, finish_reason="stop")])
        assert made.facts.finished

    def test_an_error_is_learnt_by_type_and_its_message_is_a_text(self) -> None:
        made = codec()
        (frame,) = made.feed(event({"error": {"type": "server_error", "message": "Ann broke"}}))
        assert made.facts.error == "server_error"
        assert [f.text for f in frame.fields] == ["Ann broke"]
        assert "Ann" not in repr(made.facts)

    def test_an_error_type_that_is_a_sentence_is_not_kept(self) -> None:
        made = codec()
        play(made, [event({"error": {"type": "Ann Lowe broke it"}})])
        assert made.facts.error == "error"

    def test_content_in_parts_is_one_run(self) -> None:
        frames = play(codec(), [chunk({"content": [{"type": "text", "text": "Ann"}]})])
        assert runs(frames) == {"c0.content": "Ann"}

    def test_a_whole_message_beside_the_piece_is_a_repeat(self) -> None:
        body = chunk({"content": "lo"}, message={"role": "assistant", "content": "Hello"})
        frames = play(codec(), [body])
        assert runs(frames) == {"c0.content": "lo"}
        assert runs(frames, kept=False) == {"c0.content": "Hello"}

    def test_token_probabilities_go_when_their_text_changes(self) -> None:
        logs = {"content": [{"token": "Per", "bytes": [80], "top_logprobs": []}]}
        raw = chunk({"content": "Per"}, logprobs=logs)
        made = codec()
        (frame,) = made.feed(raw)
        texts = [f.text for f in frame.fields]
        assert made.render(frame, texts) == raw
        shown = json.loads(made.render(frame, ["Ann", *texts[1:]])[6:])
        assert shown["choices"][0]["delta"]["content"] == "Ann"
        assert shown["choices"][0]["logprobs"] is None

    def test_an_unknown_piece_is_a_run_too(self) -> None:
        frames = play(codec(), [chunk({"thoughts": "Per"}), chunk({"thoughts": "son"})])
        assert list(runs(frames, kept=False).values()) == ["Person"]


class TestResponses:
    def test_each_run_is_kept_once_however_often_it_is_repeated(self) -> None:
        _, frames = recorded("openai.responses/stream.sse")
        assert runs(frames) == {
            "o0.summary0": "Thinking of PersonK7Q2",
            "o1.text0": "Dear PersonK7Q2, hello",
            "o2.arguments0": '{"n":"PersonK7Q2"}',
        }

    def test_the_text_is_found_in_all_five_places(self) -> None:
        _, frames = recorded("openai.responses/stream.sse")
        texts = [f.text for frame in frames for f in frame.fields if not f.delta]
        assert texts.count("Dear PersonK7Q2, hello") == 4
        assert "Be brief about PersonK7Q2." in texts

    def test_repeats_of_arguments_are_json_source_too(self) -> None:
        _, frames = recorded("openai.responses/stream.sse")
        repeats = [
            f.json for frame in frames for f in frame.fields if f.text == '{"n":"PersonK7Q2"}'
        ]
        assert repeats == [True, True, True]

    def test_the_encrypted_part_is_no_text(self) -> None:
        _, frames = recorded("openai.responses/stream.sse")
        assert not [f for frame in frames for f in frame.fields if f.text == "gAAAAABoQ"]

    def test_the_done_event_closes_its_run(self) -> None:
        _, frames = recorded("openai.responses/stream.sse")
        closes = [frame.closes for frame in frames if frame.closes]
        assert closes == [("o0.summary0",), ("o1.text0",), ("o2.arguments0",), ("*",)]

    def test_the_id_under_which_it_is_kept_is_learnt(self) -> None:
        assert recorded("openai.responses/stream.sse")[0].facts.conversation == "resp_77"
        assert recorded("openai.responses/answer.json")[0].facts.conversation == "resp_77"

    def test_an_answer_that_is_not_kept_has_no_conversation(self) -> None:
        made = codec("/v1/responses", "application/json")
        play(made, [b'{"id": "resp_1", "store": false, "output": []}'])
        assert made.facts.conversation == ""


class TestMessages:
    def test_texts_and_tool_input_are_runs_and_thinking_is_left_alone(self) -> None:
        _, frames = recorded("anthropic.messages/stream.sse")
        assert runs(frames) == {
            "b1.text": "Dear PersonK7Q2, hello",
            "b2.partial_json": '{"a": "x\\u00e9", "who": "PersonK7Q2"}',
        }

    def test_a_whole_message_leaves_thinking_alone_too(self) -> None:
        _, (frame,) = recorded("anthropic.messages/answer.json")
        assert "They want PersonK7Q2" not in [f.text for f in frame.fields]
        assert runs([frame])["b1.text"] == "Dear PersonK7Q2"

    def test_citations_and_search_results_are_restored_whole(self) -> None:
        _, frames = recorded("anthropic.messages/stream.sse")
        repeats = runs(frames, kept=False).values()
        assert {"PersonK7Q2 wrote", "On PersonK7Q2"} <= set(repeats)

    def test_a_block_closes_only_its_own_run(self) -> None:
        _, frames = recorded("anthropic.messages/stream.sse")
        closes = [frame.closes for frame in frames if frame.closes]
        assert closes == [("b1.text",), ("b2.partial_json",), ("*",)]

    def test_input_counts_what_came_from_the_cache(self) -> None:
        facts = recorded("anthropic.messages/stream.sse")[0].facts
        assert (facts.input_tokens, facts.output_tokens, facts.finished) == (35, 89, True)


class TestGemini:
    @pytest.mark.parametrize("name", ["stream.sse", "stream.json"])
    def test_events_and_array_say_the_same(self, name: str) -> None:
        made, frames = recorded(f"gemini.generate/{name}")
        assert runs(frames) == {
            "c0.thought": "Thinking of PersonK7Q2",
            "c0.text": "Dear PersonK7Q2 café 😀!",
            "c1.text": "other",
            "c0.call0.0": "PersonK7Q2",
            "c0.call0.1": "PersonK7Q2",
        }
        facts = made.facts
        assert (facts.input_tokens, facts.output_tokens, facts.finished) == (12, 9, True)

    def test_an_array_is_passed_on_element_by_element(self) -> None:
        made = codec(GEMINI, "application/json")
        first = b'[{"candidates":[{"content":{"parts":[{"text":"a]}\\""}]}}]}'
        assert [f.raw for f in made.feed(first)] == [first]
        assert [f.raw for f in made.feed(b',\r\n{"x": {}}]')] == [b',\r\n{"x": {}}']
        assert [f.raw for f in made.end()] == [b"]"]

    def test_a_blocked_prompt_is_an_end(self) -> None:
        made = codec(GEMINI)
        play(made, [event({"promptFeedback": {"blockReason": "SAFETY"}})])
        assert made.facts.finished


class TestOthers:
    def test_unknown_events_are_runs_by_place(self) -> None:
        _, frames = recorded("generic/stream.sse")
        assert runs(frames)["any.text"] == "Dear PersonK7Q2"

    def test_json_lines_are_runs_by_place(self) -> None:
        made, frames = recorded("generic/stream.ndjson")
        assert runs(frames) == {"any.message.content": "Dear PersonK7Q2"}
        assert made.facts.finished

    @pytest.mark.parametrize("key", ["detail", "status", "data", "model", "anything"])
    def test_a_sentence_is_restored_wherever_it_stands(self, key: str) -> None:
        made = codec("/api/ask", "application/json")
        frames = play(made, [json.dumps({key: "bad: PersonK7Q2"}).encode()])
        assert [f.text for frame in frames for f in frame.fields] == ["bad: PersonK7Q2"]

    def test_a_picture_inside_json_is_no_text(self) -> None:
        made = codec("/v1/images/generations", "application/json")
        body = {"data": [{"b64_json": "QUJD" * 100, "revised_prompt": "of PersonK7Q2"}]}
        frames = play(made, [json.dumps(body).encode()])
        assert [f.text for frame in frames for f in frame.fields] == ["of PersonK7Q2"]

    def test_sound_is_passed_on_as_it_comes(self) -> None:
        made = codec("/v1/audio/speech", "audio/mpeg")
        assert list(made.feed(b"\xff\xfb\x90Per")) == [Frame(raw=b"\xff\xfb\x90Per")]

    @pytest.mark.parametrize("target", [CHAT, MESSAGES, GEMINI, "/v1/responses", "/api/ask"])
    @pytest.mark.parametrize("media", ["application/json", "text/html", "text/plain", ""])
    def test_an_error_may_quote_the_prompt_so_its_texts_are_restored(
        self, target: str, media: str
    ) -> None:
        body = b'{"error": {"type": "invalid", "message": "bad: PersonK7Q2"}}'
        made = codec(target, media, status=400)
        frames = play(made, [body])
        rendered = b"".join(
            made.render(f, [t.text.replace("PersonK7Q2", "Ann") for t in f.fields]) for f in frames
        )
        assert rendered == body.replace(b"PersonK7Q2", b"Ann")

    def test_an_error_page_is_one_text(self) -> None:
        (frame,) = play(codec(CHAT, "text/html", 502), [b"<p>Bad ", b"gateway</p>"])
        assert [f.text for f in frame.fields] == ["<p>Bad gateway</p>"]

    def test_what_is_not_utf8_passes_untouched(self) -> None:
        raw = b'data: {"x": "\xff"}\n\n'
        assert play(codec(), [raw]) == [Frame(raw=raw)]

    def test_a_unit_without_end_does_not_grow_for_ever(self) -> None:
        made = codec()
        piece = b"data: " + b"x" * (1 << 20)
        held = [frame for _ in range(40) for frame in made.feed(piece)]
        assert sum(len(frame.raw) for frame in held) > 30 << 20

    def test_json_cut_off_at_the_end_is_escaped_as_json(self) -> None:
        (frame,) = play(codec(), [b'data: {"choices":[{"delta":{"content":"Ann'])
        assert [f.json for f in frame.fields] == [True]

    def test_the_wrong_number_of_texts_is_refused(self) -> None:
        made = codec()
        (frame,) = made.feed(chunk({"content": "a"}))
        with pytest.raises(ValueError, match="one text"):
            made.render(frame, [])

    def test_no_repr_shows_an_answer(self) -> None:
        _, frames = recorded("openai.chat/stream.sse")
        assert "Person" not in repr(frames)

    @pytest.mark.parametrize("media", [SSE, "application/json", "application/x-ndjson"])
    def test_no_repr_shows_the_keys_of_an_answer(self, media: str) -> None:
        body = b'{"Ann Lowe": "is ill today"}\n'
        frames = play(codec("/api/ask", media), [b"data: " + body if media == SSE else body])
        assert [f.text for frame in frames for f in frame.fields] == ["is ill today"]
        assert "Ann" not in repr(frames)


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
