"""What the model says: where, what kind, how sure; never the words."""

from dataclasses import fields

import pytest

from detectors.model.tagged import Tagged


def test_it_says_where_and_what_and_not_the_words() -> None:
    assert [field.name for field in fields(Tagged)] == [
        "start",
        "end",
        "label",
        "score",
        "private",
    ]


def test_what_was_said_does_not_change_and_equals_what_is_said_again() -> None:
    said = Tagged(0, 3, "PERSON", 0.9)
    assert said == Tagged(0, 3, "PERSON", 0.9) != Tagged(0, 3, "PERSON", 0.8)
    with pytest.raises(AttributeError):
        said.score = 1.0  # type: ignore[misc]
