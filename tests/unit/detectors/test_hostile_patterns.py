"""Each pattern on texts made from its own repeats: four times the text, about four times the time."""

import re
from statistics import median

import pytest

from tests.hostile import patterns, pumps, repeated, seconds

SIZE = 2_000
TIMES = 4
NOTICEABLE = 0.02  # seconds; below this nothing can hurt and clocks say little
QUADRATIC = 9.0  # a linear pattern takes four times as long for four times the text, else sixteen
PATTERNS = patterns()


def growth(name: str, part: str) -> float:
    """How much longer four times the text takes; 0 when neither takes long."""
    pattern = PATTERNS[name]
    if seconds(name, pattern, repeated(part, TIMES * SIZE)) < NOTICEABLE:
        return 0.0
    return median(
        seconds(name, pattern, repeated(part, TIMES * SIZE))
        / seconds(name, pattern, repeated(part, SIZE))
        for _ in range(5)
    )


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion_to_the_text(name: str) -> None:
    assert {
        part: ratio for part in pumps(PATTERNS[name]) if (ratio := growth(name, part)) > QUADRATIC
    } == {}


def test_the_texts_would_catch_a_quadratic_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATTERNS, "bad", re.compile(r"\d+x"))
    assert max(growth("bad", part) for part in pumps(PATTERNS["bad"])) > QUADRATIC
