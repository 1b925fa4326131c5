"""Details of Anthropic's format that the SDK does not show."""

import json

from gateway.portal import practice_anthropic as anthropic
from gateway.portal.practice_reply import Ask

ASKED = Ask(text="Hello", model="practice", stream=True)


def test_the_events_come_in_the_order_the_format_prescribes() -> None:
    raw = [event.decode() for event in anthropic.message_stream(ASKED)]
    names = [event.partition("\n")[0].removeprefix("event: ") for event in raw]
    events = [json.loads(event.partition("data: ")[2]) for event in raw]
    assert names == [event["type"] for event in events]
    assert list(dict.fromkeys(names)) == [
        "message_start",
        "content_block_start",
        "ping",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]


def test_the_tokens_of_the_stream_are_those_of_the_whole_message() -> None:
    events = [json.loads(e.partition(b"data: ")[2]) for e in anthropic.message_stream(ASKED)]
    whole = anthropic.message(ASKED)["usage"]
    start = events[0]["message"]["usage"]["input_tokens"]
    assert whole == {"input_tokens": start, "output_tokens": events[-2]["usage"]["output_tokens"]}
