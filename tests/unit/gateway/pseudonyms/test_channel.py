"""Settled text goes back to the field it came in; a value to the field in which its token began."""

import json

import pytest

from gateway.providers.dialect import Field, Frame
from gateway.pseudonyms.channel import Channel, Pending
from gateway.pseudonyms.damage import DamageCounter
from gateway.pseudonyms.token_index import TokenIndex
from gateway.pseudonyms.transcript import Transcript
from tests.unit.gateway.pseudonyms.lines import LineCodec, delta

ANN = "PersonK7Q2A9XB4C"
ISSUED = {ANN: "Ann Lowe"}


def channel() -> Channel:
    return Channel(TokenIndex(ISSUED), Transcript(100), DamageCounter(ISSUED))


def pending(*fields: Field) -> Pending:
    return Pending(Frame(raw=b"raw", fields=fields))


def test_a_frame_waits_until_its_text_is_settled() -> None:
    run, first, second = channel(), pending(delta("a", "to Per")), pending(delta("a", "haps"))
    run.take(first, 0)
    assert (first.settled, first.texts) == (False, ["to "])
    run.take(second, 0)
    assert (first.settled, first.texts) == (True, ["to Per"])
    assert (second.settled, second.texts) == (True, ["haps"])


def test_a_value_goes_where_its_token_began() -> None:
    run, frames = channel(), [pending(delta("a", text)) for text in ("x " + ANN[:3], ANN[3:], "!")]
    for frame in frames:
        run.take(frame, 0)
    assert [frame.texts for frame in frames] == [["x Ann Lowe"], [""], ["!"]]


def test_a_flush_settles_everything() -> None:
    run, frame = channel(), pending(delta("a", ANN[:9]))
    run.take(frame, 0)
    run.flush()
    assert (frame.settled, frame.texts) == (True, [ANN[:9]])


def test_an_empty_text_is_settled_with_what_comes_before_it() -> None:
    run, first, empty = channel(), pending(delta("a", "x")), pending(delta("a", ""))
    run.take(first, 0)
    run.take(empty, 0)
    assert first.settled
    assert empty.settled


def restored(*texts: str) -> str:
    issued = {ANN: 'Ann "Lo" Lowe\n4 Mill Lane'}
    run = Channel(TokenIndex(issued), Transcript(100), DamageCounter(issued))
    frames = [pending(delta("a", text)) for text in texts]
    for frame in frames:
        run.take(frame, 0)
    run.flush()
    return "".join(frame.texts[0] for frame in frames)


@pytest.mark.parametrize(
    "texts",
    [
        (f'{{"name": "{ANN}"}}',),
        ("{", f'"name": "{ANN[:4]}', f'{ANN[4:]}"}}'),
        (" \n{\n", f'  "name": "{ANN}"\n}}'),
        (f'[{{"name": "{ANN}"}}]',),
        (f'["{ANN}"]',),
    ],
)
def test_an_answer_that_is_json_stays_json(texts: tuple[str, ...]) -> None:
    assert 'Ann \\"Lo\\" Lowe\\n4 Mill Lane' in restored(*texts)
    assert "Ann" in str(json.loads(restored(*texts)))


@pytest.mark.parametrize("text", [f"Dear {ANN}", f"{{{ANN}}}", f"[{ANN}](x)", f'- {{"a": {ANN}}}'])
def test_an_answer_for_people_is_not_escaped(text: str) -> None:
    assert 'Ann "Lo" Lowe\n4 Mill Lane' in restored(text)


def test_only_a_changed_frame_is_rendered() -> None:
    codec, same, other = LineCodec(), pending(delta("a", "x")), pending(delta("a", ANN))
    run = channel()
    run.take(same, 0)
    run.take(other, 0)
    assert same.render(codec) == b"raw"
    assert b"Ann Lowe" in other.render(codec)
    assert codec.rendered == 1


def test_what_is_said_again_elsewhere_is_left_out_where_it_waits() -> None:
    run, frame = channel(), pending(delta("a", f"to {ANN[:5]}"))
    run.take(frame, 0)
    run.forget()
    assert (frame.settled, frame.texts) == (True, ["to "])
