"""Shares and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.evaluation.figures import difference, share, wilson, with_interval


def test_the_interval_is_wilsons() -> None:
    assert wilson(9, 10) == pytest.approx((0.9, 0.5958, 0.9821), abs=1e-4)
    assert wilson(0, 0) == (0.0, 0.0, 0.0)


@given(st.integers(1, 10_000), st.data())
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(
    n: int, data: st.DataObject
) -> None:
    p, low, high = wilson(data.draw(st.integers(0, n)), n)
    assert 0 <= low <= p + 1e-9
    assert p - 1e-9 <= high <= 1


def test_shares_are_said_in_three_places_and_of_nothing_not_at_all() -> None:
    assert share(1, 3) == "0.333"
    assert with_interval(0, 5) == "0.000 [0.000, 0.434]"
    assert difference((1, 2), (4, 4)) == "-0.250"
    assert share(0, 0) == with_interval(0, 0) == difference((0, 1), (0, 4)) == "-"
