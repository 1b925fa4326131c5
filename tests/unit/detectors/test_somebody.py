"""Whether a text speaks of an individual, and whether a value is an example."""

import pytest

from detectors.language import ENGLISH, SpacyPipeline
from detectors.somebody import in_test_bed, is_audience, is_example, speaks_of_somebody


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Bell rang",
        "she rang",
        "my flat is damp",
        "his mum",
        "DOB unknown",
        "PC Beck",
        "mae ei ferch wedi ffonio",
    ],
)
def test_a_title_a_pronoun_or_a_relative_is_somebody(reader: SpacyPipeline, text: str) -> None:
    assert speaks_of_somebody(text, reader.process_text(text, ENGLISH))


@pytest.mark.parametrize(
    "text", ["the policy", "Ring the desk", "MS Teams", "12 Acacia Dr", "mine closure"][:4]
)
def test_a_body_or_a_thing_is_nobody(reader: SpacyPipeline, text: str) -> None:
    assert not speaks_of_somebody(text, reader.process_text(text, ENGLISH))


@pytest.mark.parametrize(
    "lead", ["e.g. ", "for example: ", "format ", 'placeholder="', "dummy value "]
)
def test_what_follows_the_word_for_an_example_is_one(lead: str) -> None:
    assert is_example(f"{lead}123", len(lead))


def test_a_value_further_on_is_none() -> None:
    text = "for example her number 123"
    assert not is_example(text, text.index("123"))
    assert in_test_bed("stripe takes 123", 13, 16)
    assert not in_test_bed("she takes 123", 10, 13)


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("explain council tax to a 12-year-old please", True),
        ("explain it like I'm 12", True),
        ("pretend to be a 12 year old", True),
        ("words that a 12 year old would understand", True),
        ("write to a 12 year old in care", False),
        ("explain to Tom, 12, why he must move", False),
        ("she acts out, 12 years old", False),
        ("he looks like he is 12", False),
    ],
)
def test_the_age_of_a_reader_to_be_thought_of_is_nobodys(text: str, *, audience: bool) -> None:
    at = text.index("12")
    end = max(text.rfind("old") + 3, at + 2)
    assert is_audience(text, at, end) is audience
