"""The same text in five places is one run, kept once."""

import json
from typing import Any

import pytest

from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import codec, event, play, recorded_answer, runs


def test_each_run_is_kept_once_however_often_it_is_repeated() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    assert runs(frames) == {
        "o0.summary0": "Thinking of PersonK7Q2",
        "o1.text0": "Dear PersonK7Q2, hello",
        "o2.arguments0": '{"n":"PersonK7Q2"}',
    }


def test_the_text_is_found_in_all_five_places() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    texts = [f.text for frame in frames for f in frame.fields if not f.delta]
    assert texts.count("Dear PersonK7Q2, hello") == 4
    assert "Be brief about PersonK7Q2." in texts


def test_repeats_of_arguments_are_json_source_too() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    repeats = [f.json for frame in frames for f in frame.fields if f.text == '{"n":"PersonK7Q2"}']
    assert repeats == [True, True, True]


def test_the_encrypted_part_is_no_text() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    assert not [f for frame in frames for f in frame.fields if f.text == "gAAAAABoQ"]


def test_the_done_event_closes_its_run() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    closes = [frame.closes for frame in frames if frame.closes]
    assert closes == [("o0.summary0",), ("o1.text0",), ("o2.arguments0",), ("*",)]


def test_the_id_under_which_it_is_kept_is_learnt() -> None:
    assert recorded_answer("openai.responses/stream.sse")[0].facts.conversation == "resp_77"
    assert recorded_answer("openai.responses/answer.json")[0].facts.conversation == "resp_77"


def test_an_answer_that_is_not_kept_has_no_conversation() -> None:
    made = codec("/v1/responses", "application/json")
    play(made, [b'{"id": "resp_1", "store": false, "output": []}'])
    assert made.facts.conversation == ""


TOKEN, NAME = "PersonK7Q2A9XB4C", 'Zoë "Z" O\'Neil'


@pytest.mark.parametrize(
    ("what", "whole", "at"),
    [
        ("custom_tool_call_input", "input", {}),
        ("code_interpreter_call_code", "code", {}),
        ("mcp_call_arguments", "arguments", {}),
        ("function_call_arguments", "arguments", {}),
        ("shell_call_command", "command", {"command_index": 1}),
        ("apply_patch_call_operation_diff", "diff", {}),
        ("reasoning_text", "text", {"content_index": 0}),
        ("refusal", "refusal", {"content_index": 0}),
    ],
)
def test_a_tools_text_is_held_back_until_it_is_whole(what: str, whole: str, at: Any) -> None:
    source = json.dumps({"who": TOKEN}) if whole == "arguments" else f"ask {TOKEN} now"
    place = {"output_index": 2, **at}
    deltas = [
        event({"type": f"response.{what}.delta", **place, "delta": source[i : i + 5]})
        for i in range(0, len(source), 5)
    ]
    done = event({"type": f"response.{what}.done", **place, whole: source})
    answer = AnswerRestorer(codec("/v1/responses"), {TOKEN: NAME}, capture_characters=999)
    out = b"".join(map(answer.feed, [*deltas, done])) + answer.end()
    seen = [json.loads(line[6:]) for line in out.split(b"\n\n") if line]
    text = "".join(one["delta"] for one in seen if "delta" in one)
    assert seen[-1][whole] == text
    said = json.loads(text)["who"] if whole == "arguments" else text.removeprefix("ask ")[:-4]
    assert said == NAME


@pytest.mark.parametrize(
    "item",
    [
        {"type": "custom_tool_call", "input": f"ask {TOKEN}"},
        {"type": "code_interpreter_call", "code": f"ask({TOKEN})", "outputs": [{"logs": TOKEN}]},
        {"type": "mcp_call", "arguments": json.dumps({"n": TOKEN}), "output": f"of {TOKEN}"},
        {"type": "shell_call", "action": {"commands": [f"grep {TOKEN}"]}},
        {"type": "apply_patch_call", "operation": {"path": "a", "diff": f"+{TOKEN}"}},
        {"type": "web_search_call", "action": {"query": TOKEN, "sources": [{"url": "x"}]}},
        {"type": "image_generation_call", "revised_prompt": f"a card for {TOKEN}"},
    ],
)
def test_every_kind_of_item_is_restored_whole_and_what_is_sealed_is_not(item: Any) -> None:
    sealed = {"type": "reasoning", "encrypted_content": TOKEN, "summary": []}
    made = {"type": "response.completed", "response": {"id": "r", "output": [sealed, item]}}
    answer = AnswerRestorer(codec("/v1/responses"), {TOKEN: NAME}, capture_characters=999)
    out = answer.feed(event(made)) + answer.end()
    first, second = json.loads(out[6:])["response"]["output"]
    assert first == sealed
    assert TOKEN not in json.dumps(second)
    assert set(second) == set(item)
