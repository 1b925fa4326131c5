"""Which patterns of an organisation are taken, and which could run away."""

import re

import pytest

from detectors.bounded_pattern import PatternError, bounded


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"7\d{8}", "712345678"),
        (r"T/\d{5}/\d{1,2}", "T/12345/7"),
        (r"(?:CT|HB)[ -]?\d{6,8}[A-Z]?", "HB-1234567X"),
        (r"[A-Z]{2}\.\d{3}\b", "AB.123"),
        (r"[^\]a]{3}", "xyz"),
        (r"\{\d\}", "{4}"),
    ],
)
def test_a_bounded_pattern_is_taken_and_matches(pattern: str, text: str) -> None:
    assert bounded(pattern).fullmatch(text)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"\d+", "no end"),
        (r"A.*B", "no end"),
        (r"\d{4,}", "no end"),
        (r"(?:\d{1,3}){2,4}", "repeat"),
        (r"((a?)b){3}", "repeat"),
        (r"\d{2,4}?", "behind a repeat"),
        (r"(\d)\1", "refers back"),
        (r"(?=\d)a", "only"),
        (r"(?i)abc", "only"),
        (r"\d{100}", "characters"),
        ("a?" * 12 + "a" * 12, "too many ways"),
        (r"(?:a|b|ab){12}", "too many ways"),
        (r"[A-", "no regular expression"),
        (r"\d?", "nothing at all"),
        (r"(?:)", "nothing at all"),
    ],
)
def test_what_could_run_away_is_refused_with_the_reason(pattern: str, why: str) -> None:
    with pytest.raises(PatternError, match=re.escape(why)):
        bounded(pattern)
