"""Any file gives a reading; a bad one gives gaps, and raises nothing."""

import pytest

from detectors.documents import reasons
from detectors.documents.piece import Kind
from tests.made_files import missed, pdf, reading, word


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"PK\x03\x04junk", b"%PDF-", b"\xff\xd8\xff"])
def test_broken_files_raise_nothing(data: bytes) -> None:
    assert reading(data).pieces == ()


def test_sound_is_not_inspected() -> None:
    assert missed(b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)) == {reasons.AUDIO}


def test_a_file_that_is_too_large_is_not_opened() -> None:
    assert missed(word(), file_bytes=100) == {reasons.TOO_LARGE}


def test_more_text_than_is_read_is_a_gap_and_not_silence() -> None:
    found = reading(pdf("words " * 10, "more " * 10), characters=20)
    assert found.kind is Kind.PDF
    assert {gap.why for gap in found.gaps} == {reasons.LONG}
    assert found.characters <= 20


def test_a_repr_shows_no_text() -> None:
    assert "Lowe" not in repr(reading(word()))
