"""Where tokens stand, and which ends of text may become one."""

import pytest

from gateway.pseudonyms.token_index import Found, TokenIndex

INDEX = TokenIndex({"Ab12": "one", "Ab123": "two", "C9": "three"})


@pytest.mark.parametrize(
    ("text", "start", "stop", "found"),
    [
        ("x Ab123 C9", 0, 10, Found(start=2, end=7, value="two")),
        ("x Ab12 C9", 0, 10, Found(start=2, end=6, value="one")),
        ("x ab12", 0, 6, Found(start=2, end=6, value="one")),
        ("xAb12", 0, 5, Found(start=1, end=5, value="one")),
        ("xab12", 0, 5, None),
        ("Ab12 C9", 1, 7, Found(start=5, end=7, value="three")),
        ("Ab12", 0, 0, None),
        ("", 0, 0, None),
    ],
)
def test_the_first_and_longest_token_is_found(
    text: str, start: int, stop: int, found: Found | None
) -> None:
    assert INDEX.find(text, start, stop) == found


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("to A", "A"),
        ("to ab1", "ab1"),
        ("to Ab12", "Ab12"),  # a longer one may follow
        ("to Ab123", ""),
        ("toA", "A"),
        ("toa", ""),
        ("to A.", ""),
        ("to c", "c"),
        ("to \u212a", ""),
        ("", ""),
    ],
)
def test_the_longest_end_that_may_become_a_token_is_held(text: str, held: str) -> None:
    assert text[INDEX.hold(text, 0) :] == held


def test_what_lies_before_the_start_is_not_held_again() -> None:
    assert INDEX.hold("Ab", 2) == 2


def test_no_value_shows_in_the_repr() -> None:
    assert "two" not in repr(INDEX.find("Ab123", 0, 5))
    assert "two" not in repr(INDEX)
