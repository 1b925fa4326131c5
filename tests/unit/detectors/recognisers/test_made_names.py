"""Log-ins made of a name that stands in the same text."""

import pytest

from detectors.recognisers.made_names import SCORE
from tests.unit.detectors.scanning import Found

NAME = "Ottoline Fairweather asked IT: "


@pytest.mark.parametrize(
    "login",
    ["ofairw4", "ofairweather2", "ottoline_f", "o.fairweather", "ottoline.fairweather"],
)
def test_what_is_made_of_the_name_is_a_log_in(found: Found, login: str) -> None:
    assert found(f"{NAME}why is {login} locked?", "USERNAME").get(login, 0) >= SCORE


@pytest.mark.parametrize("word", ["fairweather", "ofa", "overall2", "una_f", "f.ottoline"])
def test_other_words_are_none(found: Found, word: str) -> None:
    assert word not in found(f"{NAME}what does {word} mean?", "USERNAME", SCORE)


def test_a_word_in_quotation_marks_counts_as_a_key_of_a_program_would(found: Found) -> None:
    text = 'to = {"ofairw": "Ottoline Fairweather"}'
    assert found(text, "USERNAME") == {"ofairw": SCORE}
