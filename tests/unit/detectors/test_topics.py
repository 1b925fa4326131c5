"""A word that is used, and one that is only spoken about."""

import pytest

from detectors.topics import is_topic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does MARK mean?", True),
        ("Explain MARK to staff.", True),
        ("Is this MARK?", True),
        ("This report is MARK.", False),
        ("What a day. This report is MARK. Why?", False),
        ("Why?\nMARK\nWhat?", False),
        ("Beth yw ystyr MARK?", True),
        ("Mae'r adroddiad hwn yn MARK.", False),
    ],
)
def test_only_the_sentence_around_decides(text: str, expected: bool) -> None:
    start = text.index("MARK")
    assert is_topic(text, start, start + 4) is expected
