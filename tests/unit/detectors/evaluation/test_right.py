"""A finding is right where it touches a span that it may be the name of, or a fact is stated."""

from dataclasses import replace

import pytest

from detectors.evaluation.gold import Gold, Span
from detectors.evaluation.right import is_right
from tests.unit.detectors.scanning import finding

TEXT = "Ada Bell, LS1 4AB, ref 4471"
GOLD = Gold(id="1", text=TEXT, spans=(Span(10, 17, "POSTCODE"), Span(23, 27, "UK_UTR")))


@pytest.mark.parametrize(
    ("entity", "start", "end", "right"),
    [
        ("UK_POSTCODE", 10, 17, True),
        ("ADDRESS", 14, 20, True),
        ("UK_POSTCODE", 17, 20, False),
        ("PERSON", 10, 17, False),
        ("UK_CASE_REFERENCE", 23, 27, True),
        ("UK_PASSPORT", 23, 27, False),
        ("DEVICE_ID", 23, 27, None),
        ("PROTECTIVE_MARKING", 0, 8, None),
    ],
)
def test_what_is_marked_there_decides(
    entity: str, start: int, end: int, *, right: bool | None
) -> None:
    assert is_right(GOLD, finding(entity, start, end)) is right


@pytest.mark.parametrize(
    ("stated", "right"), [(("health",), True), (("religion",), False), ((), False), (None, None)]
)
def test_a_fact_is_right_where_the_text_states_it_and_unknown_where_nobody_looked(
    stated: tuple[str, ...] | None, *, right: bool | None
) -> None:
    assert is_right(replace(GOLD, stated=stated), finding("HEALTH", 0, 3)) is right
