"""Every recorded answer, however its bytes are cut: the same bytes, transcripts and facts come out."""

from collections.abc import Iterable, Iterator

import pytest

from addons.coding import Decoder
from gateway.providers.dialect import AnswerCodec, AnswerFacts
from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import HERE, MEDIA, Recorded, answers
from tests.property.test_restore_recorded import issued
from tests.unit.addons.test_coding import ENCODERS

type Result = tuple[bytes, str, str, int, AnswerFacts]

CASES = pytest.mark.parametrize("recorded", answers(), ids=str)
SLOW = pytest.mark.slow
STEPS = pytest.mark.parametrize("step", [61, pytest.param(1, marks=SLOW)])
SIZES = pytest.mark.parametrize("sizes", [(1, 2, 5, 64), pytest.param((), marks=SLOW)])


def result(codec: AnswerCodec, parts: Iterable[bytes], tokens: dict[str, str]) -> Result:
    """What the client gets, and all that is recorded of it."""
    answer = AnswerRestorer(codec, tokens, capture_characters=20_000)
    out = b"".join(map(answer.feed, parts)) + answer.end()
    return out, answer.received, answer.restored, answer.unrestored, codec.facts


def in_pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content), size))


def each_number_of_pieces(content: bytes) -> set[int]:
    """The least size for each number of pieces that a content can be cut into."""
    return {-(-len(content) // pieces) for pieces in range(1, len(content) + 1)}


@CASES
@STEPS
def test_a_cut_at_every_byte_gives_the_same_result(recorded: Recorded, step: int) -> None:
    content, tokens = recorded.content, issued(recorded)
    whole = result(recorded.codec(), [content], tokens)
    for at in range(0, len(content) + 1, step):
        assert result(recorded.codec(), [content[:at], content[at:]], tokens) == whole


@CASES
@SIZES
def test_pieces_of_every_size_give_the_same_result(
    recorded: Recorded, sizes: tuple[int, ...]
) -> None:
    content, tokens = recorded.content, issued(recorded)
    whole = result(recorded.codec(), [content], tokens)
    for size in sizes or each_number_of_pieces(content):
        assert result(recorded.codec(), in_pieces(content, size), tokens) == whole
        empty = [part for one in in_pieces(content, size) for part in (b"", one, b"")]
        assert result(recorded.codec(), empty, tokens) == whole


def test_every_recording_of_an_answer_is_here_in_every_kind_of_wire() -> None:
    files = {
        path for path in HERE.glob("*/*") if path.stem.partition(".")[0] in ("stream", "answer")
    }
    assert {recorded.path for recorded in answers()} == files
    assert {path.suffix for path in files} == {*MEDIA} - {".form", ".multipart"}


@CASES
@SIZES
@pytest.mark.parametrize("coding", ENCODERS)
def test_packed_answers_unpack_to_the_same_bytes_in_pieces_of_every_size(
    recorded: Recorded, coding: str, sizes: tuple[int, ...]
) -> None:
    packed = ENCODERS[coding](recorded.content)
    for size in sizes or each_number_of_pieces(packed):
        decoder = Decoder((coding,), limit=1_000_000)
        out = b"".join(map(decoder.feed, in_pieces(packed, size))) + decoder.end()
        assert out == recorded.content
