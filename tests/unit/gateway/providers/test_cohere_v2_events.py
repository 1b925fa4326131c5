"""Cohere's second chat: what its events say, and where citations count."""

from typing import Any

import pytest

from gateway.providers.cohere_v2_events import ChatReader
from gateway.providers.events import Event


def said(event: Event) -> list[tuple[str, str]]:
    return [(spot.field.channel, spot.field.text) for spot in event.spots]


def delta(kind: str, message: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": kind, "delta": {"message": message}, **more}


@pytest.mark.parametrize(
    ("value", "channel"),
    [
        (delta("content-delta", {"content": {"text": "Ann"}}, index=1), "b1.text"),
        (delta("content-delta", {"content": {"thinking": "Ann"}}, index=0), "b0.thinking"),
        (delta("tool-plan-delta", {"tool_plan": "Ann"}), "plan"),
        (
            delta("tool-call-delta", {"tool_calls": {"function": {"arguments": "Ann"}}}, index=2),
            "tool2.",
        ),
    ],
)
def test_a_piece_belongs_to_its_block(value: dict[str, Any], channel: str) -> None:
    assert (channel, "Ann") in said(ChatReader()(value, True))


def test_a_citation_counts_in_the_newest_block_unless_it_says_another() -> None:
    reader = ChatReader()
    reader(delta("content-delta", {"content": {"text": "Ann"}}, index=1), True)
    cited = {"start": 0, "end": 3, "text": "Ann"}
    newest = reader(delta("citation-start", {"citations": cited}), True)
    named = reader(delta("citation-start", {"citations": {**cited, "content_index": 0}}), True)
    planned = reader(delta("citation-start", {"citations": {**cited, "type": "PLAN"}}), True)
    assert [one.mark.channel for one in newest.counted] == ["b1.text"] * 2
    assert [one.mark.channel for one in named.counted] == ["b0.text"] * 2
    assert [one.mark.channel for one in planned.counted] == ["plan"] * 2
    assert [one.mark.ends for one in newest.counted] == [False, True]


def test_the_end_closes_everything_and_tells_tokens_and_failure() -> None:
    value = {
        "type": "message-end",
        "delta": {"finish_reason": "ERROR", "usage": {"tokens": {"input_tokens": 5.0}}},
    }
    event = ChatReader()(value, True)
    assert event.finished
    assert event.closes == ["*"]
    assert event.error == "error"


def test_citations_of_a_whole_message_count_in_its_fields() -> None:
    message = {
        "content": [{"type": "text", "text": "Ann Lowe"}],
        "citations": [{"start": 0, "end": 8, "text": "Ann Lowe"}],
    }
    event = ChatReader()({"message": message}, False)
    assert event.counted[0].mark.field == 0
    assert event.spots[0].field.text == "Ann Lowe"
