"""Words are found in whatever way somebody may have written them, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.cases.wording import Written, wording


def found(words: str, text: str) -> list[str]:
    sought = wording(words)
    assert sought is not None
    return [text[start:end] for start, end in Written(text).places(sought)]


@pytest.mark.parametrize(
    ("words", "text", "there"),
    [
        ("Sam Poe", "sam POE, SAM  Poe and Sam\nPoe", ["sam POE", "SAM  Poe", "Sam\nPoe"]),
        ("Sam Poe", "sam.poe@council.example, sam_poe, SamPoe", ["sam.poe", "sam_poe", "SamPoe"]),
        ("Jose Peña", "José Pena", ["José Pena"]),
        ("Sam", "Samantha's sample; Sam's", ["Sam"]),
        ("943 476 5919", "NHS9434765919 or 943-476-5919.", ["9434765919", "943-476-5919"]),
        ("O'Brien", "O\u2019Brien, OBrien", ["O\u2019Brien", "OBrien"]),
        ("Sam Poe", "\uff33\uff41\uff4d Poe", ["\uff33\uff41\uff4d Poe"]),
        ("Sam Poe", "S\u00adam Po\u200be", ["S\u00adam Po\u200be"]),
        ("Sam Poe", "Sam met Poe", []),
    ],
)
def test_words_are_found_as_they_may_be_written(words: str, text: str, there: list[str]) -> None:
    assert found(words, text) == there


def test_signs_alone_are_no_words() -> None:
    assert wording(" -, ") is None


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_a_piece_of_a_text_is_found_in_it(before: str, words: str, after: str) -> None:
    sought = wording(words)
    assert sought is None or Written(f"{before} {words} {after}").holds(sought)
