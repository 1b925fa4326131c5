"""Whether a text speaks of an individual, and whether a value is an example."""

import pytest

from detectors.language import ENGLISH, SpacyPipeline
from detectors.somebody import in_test_bed, is_example, speaks_of_somebody


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
