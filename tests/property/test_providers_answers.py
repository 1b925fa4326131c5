"""However the network cuts an answer, the codec says the same and loses no byte."""

import json
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.providers.answer import Codec
from gateway.providers.dialect import Field
from gateway.providers.sse import ServerSentEvents
from tests.golden.providers.cases import Recorded, answers, play, runs, said

CASES = pytest.mark.parametrize("recorded", answers(), ids=str)


def without_frames(recorded: Recorded) -> bool:
    """Plain text and what nobody reads have no frames: where they are cut, their pieces are."""
    return recorded.path.suffix in (".txt", ".connect")


@CASES
def test_a_cut_at_every_byte_changes_nothing(recorded: Recorded) -> None:
    """What a frame says depends on its bytes and the frames before it: so these are compared."""
    content = recorded.content
    whole = [frame.raw for frame in play(recorded.codec(), [content])]
    for cut in range(len(content) + 1):
        codec = cast("Codec", recorded.codec())
        framing = codec._framing
        units = [*framing.feed(content[:cut]), *framing.feed(content[cut:]), *framing.end()]
        assert b"".join(units) == content
        assert units == whole or without_frames(recorded)


@CASES
def test_a_cut_anywhere_leaves_every_field_as_it_was(recorded: Recorded) -> None:
    content = recorded.content
    whole = play(recorded.codec(), [content])
    for cut in range(0, len(content) + 1, max(1, len(content) // 40)):
        frames = play(recorded.codec(), [content[:cut], content[cut:]])
        assert runs(frames) == runs(whole)
        assert frames == whole or without_frames(recorded)


@CASES
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_pieces_of_any_size_change_nothing(recorded: Recorded, size: int) -> None:
    content = recorded.content
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    codec = recorded.codec()
    frames = play(codec, pieces)
    assert b"".join(frame.raw for frame in frames) == content
    assert runs(frames) == runs(play(recorded.codec(), [content]))
    once = recorded.codec()
    play(once, [content])
    assert codec.facts == once.facts


@CASES
def test_a_frame_with_its_own_texts_is_byte_for_byte_itself(recorded: Recorded) -> None:
    codec = recorded.codec()
    for frame in play(codec, [recorded.content]):
        assert codec.render(frame, [field.text for field in frame.fields]) == frame.raw


def renewed(field: Field) -> str:
    new = 'Zoë "Z" \\ 😀\n'
    return field.text.replace("a", json.dumps(new)[1:-1] if field.json else new)


@CASES
def test_a_rendered_frame_says_the_new_texts(recorded: Recorded) -> None:
    """Read again, an answer whose every field was changed has exactly these changes.

    What repeats the text token by token is emptied, so those fields are gone.
    """
    codec = recorded.codec()
    frames = play(codec, [recorded.content])
    rendered = b"".join(codec.render(f, [renewed(t) for t in f.fields]) for f in frames)
    again = play(recorded.codec(), [rendered])
    wanted = [
        (field.channel, renewed(field))
        for frame in frames
        for field in frame.fields
        if "logprobs" not in field.channel
    ]
    got = [(c, t) for c, t in said(again) if "logprobs" not in c]
    if without_frames(recorded):
        assert "".join(t for _, t in got) == "".join(t for _, t in wanted)
    else:
        assert got == wanted


@CASES
def test_no_token_is_split_over_two_channels_or_lost(recorded: Recorded) -> None:
    """The pseudonym of the recordings is whole in every run that has its beginning."""
    frames = play(recorded.codec(), [recorded.content])
    texts = [*runs(frames).values(), *runs(frames, kept=False).values()]
    assert all(text.count("PersonK7Q2") == text.count("Person") for text in texts if text)


EVENTS = st.lists(
    st.sampled_from(
        [
            'data: {"choices":[{"index":0,"delta":{"content":"é\u2028\u0085"}}]}',
            "event: x",
            ": comment",
            "data:tight",
            "data",
            "id: 7",
            "retry: 10",
            "data: two\u2028words",
        ]
    ),
    max_size=8,
)


@settings(max_examples=200)
@given(
    EVENTS, st.lists(st.sampled_from(["\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\r\r"])), st.data()
)
def test_events_are_the_same_however_lines_end_and_bytes_arrive(
    lines: list[str], ends: list[str], data: Any
) -> None:
    ends = (ends + ["\n"] * len(lines))[: len(lines)]
    content = "".join(line + end for line, end in zip(lines, ends, strict=True)).encode()
    cut = data.draw(st.integers(0, len(content)))
    whole, parts = ServerSentEvents(), ServerSentEvents()
    once = [*whole.feed(content), *whole.end()]
    twice = [*parts.feed(content[:cut]), *parts.feed(content[cut:]), *parts.end()]
    assert b"".join(once) == content
    assert once == twice
