"""Events of recorded streams in any order, lost, repeated, mixed: nothing breaks, no byte is lost.

And through addons.guard: however an answer arrives, no chunk that leaves early is empty.
"""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addons.guard import SafeStream
from gateway.errors import Unreadable
from gateway.providers.aws_stream import MEDIA_TYPE, EventFrames
from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import Recorded, answers

TOKEN, VALUE = "PersonK7Q2", "Zoë O'Neil"
STREAMS = [one for one in answers() if one.path.stem.startswith("stream")]
CASES = pytest.mark.parametrize("recorded", STREAMS, ids=str)


def events(recorded: Recorded) -> list[bytes]:
    if recorded.media == MEDIA_TYPE:
        return EventFrames().feed(recorded.content)
    ends = rb"(?<=\n)" if recorded.path.suffix == ".ndjson" else rb"(?<=\n\n)|(?<=\n\r\n)"
    return [piece for piece in re.split(ends, recorded.content) if piece]


def through(recorded: Recorded, pieces: list[bytes], issued: dict[str, str]) -> bytes:
    answer = AnswerRestorer(recorded.codec(), issued, capture_characters=10_000)
    return b"".join(map(answer.feed, pieces)) + answer.end()


@CASES
@settings(max_examples=12)
@given(data=st.data())
def test_any_order_of_events_is_read_and_no_byte_is_lost(
    recorded: Recorded, data: st.DataObject
) -> None:
    all_events = events(recorded)
    chosen = data.draw(st.lists(st.sampled_from(all_events), max_size=2 * len(all_events)))
    stream = b"".join(chosen)
    places = data.draw(st.lists(st.integers(0, len(stream)), max_size=6))
    pieces = [stream[a:b] for a, b in pairwise([0, *sorted(places), len(stream)])]
    assert through(recorded, pieces, {}) == stream
    restored = through(recorded, [stream], {TOKEN: VALUE})
    assert through(recorded, pieces, {TOKEN: VALUE}) == restored


@CASES
@settings(max_examples=6)
@given(data=st.data())
def test_events_of_another_provider_in_between_break_nothing(
    recorded: Recorded, data: st.DataObject
) -> None:
    other = data.draw(st.sampled_from(STREAMS))
    mixed = data.draw(st.permutations([*events(recorded)[:8], *events(other)[:8]]))
    stream = b"".join(mixed)
    try:
        restored = through(recorded, [stream], {TOKEN: VALUE})
        assert through(recorded, [], {}) == b""
        assert through(recorded, [stream], {}) == stream
    except Unreadable:
        assert recorded.media == MEDIA_TYPE
    else:
        halves = [stream[: len(stream) // 2], stream[len(stream) // 2 :]]
        assert through(recorded, halves, {TOKEN: VALUE}) == restored


@pytest.mark.parametrize("recorded", answers(), ids=str)
def test_no_empty_chunk_leaves_before_the_end(recorded: Recorded) -> None:
    """One byte at a time, so that nearly every one settles nothing."""
    answer = AnswerRestorer(recorded.codec(), {TOKEN: VALUE}, capture_characters=10_000)
    broke: list[int] = []

    def feed(data: bytes) -> bytes:
        return answer.feed(data) if data else answer.end()

    stream = SafeStream(feed, failure=lambda: b"", broke=lambda: broke.append(1))
    chunks = [chunk for byte in recorded.content for chunk in stream(bytes([byte]))]
    assert all(chunks)
    last = [*stream(b"")]
    assert all(last)
    assert b"".join([*chunks, *last]) == through(recorded, [recorded.content], {TOKEN: VALUE})
    assert broke == []
