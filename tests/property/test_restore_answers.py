"""Whatever the frames, channels and cuts: the same frames in the same order, every run restored."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gateway.providers.dialect import Field
from gateway.pseudonyms.answer import AnswerRestorer
from gateway.pseudonyms.restore import restore
from tests.unit.gateway.pseudonyms.lines import LineCodec, delta, line, runs, texts, whole

ISSUED = {"PersonK7Q2A9XB4C": "Ann Lowe", "EmailM3N4P5Q6R7": "PersonK7Q2A9XB4C"}
WHOLE, LOWER = "PersonK7Q2A9XB4C", "personk7q2a9xb4c"
PARTS = st.sampled_from(
    ["Person", "K7Q2A9XB4C", WHOLE, LOWER, "Em", "ailM3N", "4P5Q6R7", " ", "P", "perfect", ""]
)
FIELDS = st.builds(
    lambda maker, channel, text: maker(channel, text),
    st.sampled_from([delta, delta, delta, whole]),
    st.sampled_from("ab"),
    st.lists(PARTS, max_size=3).map("".join),
)
FRAMES = st.tuples(st.lists(FIELDS, max_size=3), st.sampled_from([(), (), (), ("a",), ("*",)]))
STREAMS = st.lists(FRAMES, max_size=8)
Frames = list[tuple[list[Field], tuple[str, ...]]]


def wire(frames: Frames) -> bytes:
    return b"".join(line(*fields, closes=closes) for fields, closes in frames)


def through(parts: Iterable[bytes], issued: dict[str, str]) -> tuple[bytes, AnswerRestorer]:
    answer = AnswerRestorer(LineCodec(), issued, capture_characters=10_000)
    return b"".join(map(answer.feed, parts)) + answer.end(), answer


def expected(frames: Frames) -> dict[str, str]:
    """Each channel's deltas restored as one text, a new text after each close."""
    done: dict[str, str] = {}
    open_: dict[str, str] = {}
    for fields, closes in [*frames, ([], ("*",))]:
        for field in fields:
            if field.delta:
                open_[field.channel] = open_.get(field.channel, "") + field.text
        for channel in list(open_) if closes == ("*",) else closes:
            run = restore(open_.pop(channel, ""), ISSUED)
            done[channel] = done.get(channel, "") + run
    return {channel: text for channel, text in done.items() if text}


@given(STREAMS, st.data())
def test_every_run_is_restored_whatever_the_cuts(frames: Frames, data: st.DataObject) -> None:
    stream = wire(frames)
    places = data.draw(st.lists(st.integers(0, len(stream)), max_size=6))
    bounds = [0, *sorted(places), len(stream)]
    out, _ = through((stream[a:b] for a, b in pairwise(bounds)), ISSUED)
    assert {channel: text for channel, text in runs(out).items() if text} == expected(frames)


@given(STREAMS)
def test_no_frame_is_added_dropped_or_moved(frames: Frames) -> None:
    out, _ = through([wire(frames)], ISSUED)
    shape = [[field.channel for field in fields] for fields, _ in frames]
    assert [len(row) for row in texts(out)] == [len(row) for row in shape]


@given(STREAMS)
def test_whole_texts_are_restored_in_their_own_frame(frames: Frames) -> None:
    out, _ = through([wire(frames)], ISSUED)
    for (fields, _), row in zip(frames, texts(out), strict=True):
        for field, text in zip(fields, row, strict=True):
            assert field.delta or text == restore(field.text, ISSUED)


@given(STREAMS)
def test_with_nothing_to_restore_the_bytes_are_the_same(frames: Frames) -> None:
    stream = wire(frames)
    assert through([stream], {})[0] == stream
    assert through([stream], {"NinoK7Q2A9XB4C": "unused"})[0] == stream


@given(STREAMS)
def test_what_is_captured_is_what_went_in_and_what_went_out(frames: Frames) -> None:
    out, answer = through([wire(frames)], ISSUED)
    received = "".join(field.text for fields, _ in frames for field in fields)
    went_out = "".join(text for row in texts(out) for text in row)
    assert sorted(answer.received.replace("\n\n", "")) == sorted(received)
    assert sorted(answer.restored.replace("\n\n", "")) == sorted(went_out)


REPLY: Frames = [
    ([delta("a", "Dear Per"), delta("b", "x Emai")], ()),
    ([delta("a", "sonK7Q2A9XB")], ()),
    ([delta("b", "lM3N4P5Q6R7 end")], ()),
    ([delta("a", "4C, perfect Person")], ("a",)),
    ([whole("a", "Dear PersonK7Q2A9XB4C, perfect Person")], ("*",)),
]


def test_every_pair_of_byte_cuts_of_a_reply_gives_the_same_bytes() -> None:
    stream = wire(REPLY)
    once, _ = through([stream], ISSUED)
    assert runs(once) == {"a": "Dear Ann Lowe, perfect Person", "b": "x PersonK7Q2A9XB4C end"}
    for first in range(len(stream) + 1):
        for second in range(first, len(stream) + 1, 41):
            parts = stream[:first], stream[first:second], stream[second:]
            assert through(parts, ISSUED)[0] == once


def test_one_byte_at_a_time_gives_the_same_bytes() -> None:
    stream = wire(REPLY)
    assert through((bytes([b]) for b in stream), ISSUED)[0] == through([stream], ISSUED)[0]
