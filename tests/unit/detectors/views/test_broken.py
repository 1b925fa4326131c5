"""Identifiers and addresses cut by the end of a line."""

import pytest

from tests.unit.detectors.views.reading import read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("her NHS number is 943 476\n5919 and", "her NHS number is 943 4765919 and"),
        ("NHS 9434\n765919", "NHS 9434765919"),
        ("nino AB 12 34\n56 C please", "nino AB 12 3456 C please"),
        ("jo.bell@\nexample.com", "jo.bell@example.com"),
        ("jo.bell@exam-\nple.com", "jo.bell@example.com"),
        ("jo.bell@example.\nco.uk now", "jo.bell@example.co.uk now"),
        ("jo.bell\n@example.com", "jo.bell@example.com"),
        ("jo.bell@exam=\nple.com", "jo.bell@example.com"),
        ("GB82 WEST 1234\r\n5698 7654 32", "GB82 WEST 12345698 7654 32"),
        ("> card 4111 1111\n> 1111 1111", "> card 4111 11111111 1111"),
    ],
)
def test_what_a_line_end_cuts_is_joined(text: str, plain: str) -> None:
    assert read(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Total 450\n2024 figures",
        "1. Do this by 2024\n2. Then that",
        "943 476\n591 922\n104 331",
        "a,12345,6\nb,78901,2",
        "write to jo.bell@example.com\nThanks",
        "In March 2026\nThe board met",
        "x = 12345\ny = 67890",
    ],
)
def test_lists_tables_and_line_ends_have_no_view(text: str) -> None:
    assert read(text) is None
