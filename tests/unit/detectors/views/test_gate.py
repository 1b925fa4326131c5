"""The cheap look: ordinary text is worth no second one."""

import pytest

from detectors.gist import Gist
from detectors.views.gate import NOTHING, look


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Draft a short note about the bin rota.",
        "Summarise the minutes (2026), please!",
        "caf\u00e9",
    ],
)
def test_ordinary_text_is_nothing(text: str) -> None:
    assert look(Gist(text)) is NOTHING


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("nine four three", "digit_words"),
        ("J o h n", "single_letters"),
        ("bWFyZ2FyZXQg", "long_runs"),
        ("A1", "mixed_words"),
        ("rebmun", "backwards"),
        ("eht dna", "backwards"),
        ("written backwards", "said_backwards"),
        ("gur naq", "rot13"),
        ("example dot com", "dots"),
        ("a%40b", "escapes"),
        ("a\nb", "line_breaks"),
        ("a@b", "at_signs"),
    ],
)
def test_each_disguise_shows(text: str, flag: str) -> None:
    assert getattr(look(Gist(text)), flag)


def test_a_very_long_word_is_looked_at_too() -> None:
    assert look(Gist("x" * 1000)).long_runs
