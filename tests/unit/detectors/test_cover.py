"""Spans inside spans, against the plain way of asking."""

from hypothesis import given
from hypothesis import strategies as st

from detectors.cover import Cover

SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1]))


@given(added=st.lists(SPANS), asked=SPANS)
def test_a_span_is_held_when_one_of_those_added_holds_all_of_it(
    added: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    cover = Cover()
    for span in added:
        cover.add(*span)
    assert cover.holds(*asked) == any(s <= asked[0] and asked[1] <= e for s, e in added)


def test_two_that_meet_do_not_hold_a_span_across_both() -> None:
    cover = Cover()
    cover.add(0, 5)
    cover.add(5, 9)
    assert not cover.holds(4, 6)
