"""Messages over a pipe: whole, in order, or the end."""

import io

import pytest

from detectors import frames
from detectors.types import Category, Finding

FINDING = Finding(
    entity="PERSON", category=Category.PERSONAL, start=3, end=9, score=0.9, recogniser="Person"
)


def test_findings_survive_the_journey() -> None:
    rows = frames.unpack(frames.pack(frames.findings_to_rows([FINDING]))[4:])
    assert frames.rows_to_findings(rows) == (FINDING,)


def test_a_stream_is_read_message_by_message_until_it_ends() -> None:
    stream = io.BytesIO(frames.pack(["é", "\ud83d"]) + frames.pack({"a": 1}))
    assert [frames.read(stream) for _ in range(3)] == [["é", "\ud83d"], {"a": 1}, None]


def test_a_message_cut_off_is_the_end_not_half_a_message() -> None:
    whole = frames.pack(["text"])
    assert all(frames.read(io.BytesIO(whole[:n])) is None for n in range(len(whole)))


def test_a_category_nobody_knows_is_an_error_not_a_finding() -> None:
    (row,) = frames.findings_to_rows([FINDING])
    with pytest.raises(ValueError, match="unheard"):
        frames.rows_to_findings([[row[0], "unheard", *row[2:]]])


def test_the_length_before_a_message_is_that_of_its_bytes() -> None:
    packed = frames.pack({"text": "\u00e9" * 300})
    assert frames.LENGTH.unpack(packed[: frames.LENGTH.size]) == (len(packed) - 4,)
