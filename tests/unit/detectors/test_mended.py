"""Words a scanner damaged, read as they were."""

import pytest

from detectors.mended import is_split, mended


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("has schiz0phrenia", "has schizophrenia"),
        ("is diabet1c", "is diabetic"),
        ("bipo1ar", "bipolar"),
        ("HlV clinic", "HIV clinic"),
        ("p5ych0sis", "psychosis"),
    ],
)
def test_one_of_the_readings_is_the_word(text: str, word: str) -> None:
    assert word in list(mended(text))


@pytest.mark.parametrize("text", ["", "12 of 40", "COVID19 and B12", "Will call Al", "2nd of 3"])
def test_a_text_without_damage_has_no_other_reading(text: str) -> None:
    assert list(mended(text)) == []


def test_a_reading_is_as_long_as_the_text() -> None:
    text = "HlV, schiz0phrenia, bipo1ar and H8TE at 10:30"
    assert {len(reading) for reading in mended(text)} == {len(text)}


@pytest.mark.parametrize("parts", ["can cer", "demen tia", "Mus lim"])
def test_a_part_that_is_no_word_tells_of_a_split(parts: str) -> None:
    assert is_split(*parts.split())


@pytest.mark.parametrize("parts", ["form on", "pass over", "a sexual", "bi x"])
def test_two_words_and_single_letters_are_no_split(parts: str) -> None:
    assert not is_split(*parts.split())
