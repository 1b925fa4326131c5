"""A value that was found once is masked everywhere."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.pseudonyms.spread import spread
from tests.make import hit, segment


def spans(text: str, *hits: object) -> set[tuple[int, int, int]]:
    found = spread([segment(text)], hits)  # type: ignore[arg-type]
    return {(h.segment, h.finding.start, h.finding.end) for h in found}


def test_another_occurrence_of_the_same_value_is_a_hit_too() -> None:
    text = "Ann Lowe rang. Ring Ann Lowe back."
    assert spans(text, hit(text, "Ann Lowe")) == {(0, 0, 8), (0, 20, 28)}


def test_other_segments_are_looked_through() -> None:
    first, second = "About Ann Lowe", "Reply to Ann Lowe"
    found = spread([segment(first), segment(second)], [hit(first, "Ann Lowe")])
    assert [(h.segment, h.finding.start) for h in found] == [(0, 6), (1, 9)]


def test_a_part_of_a_longer_word_is_not_a_hit() -> None:
    text = "Ann Lowe has an Ann Lowestoft report"
    assert spans(text, hit(text, "Ann Lowe")) == {(0, 0, 8)}


def test_a_name_of_one_word_is_left_to_those_who_know_names() -> None:
    text = "Mark rang. Mark the date."
    assert spans(text, hit(text, "Mark")) == {(0, 0, 4)}


def test_a_hit_elsewhere_names_the_segment_of_the_first() -> None:
    first, second = "07700900123", "About 07700900123"
    found = spread([segment(second), segment(first)], [hit(first, first, "PHONE_NUMBER", index=1)])
    assert [(h.segment, h.source) for h in found] == [(1, None), (0, 1)]


def test_very_short_values_are_not_spread() -> None:
    text = "Al and the other Al"
    assert spans(text, hit(text, "Al")) == {(0, 0, 2)}


def test_without_hits_there_is_nothing_to_spread() -> None:
    assert spread([segment("nothing here")], []) == ()


@given(st.lists(st.sampled_from(["Ann Lowe", "x", ".", " ", "(", "\\", "AB12"]), min_size=1))
def test_every_whole_word_occurrence_is_covered(words: list[str]) -> None:
    text = "Ann Lowe " + " ".join(words)
    found = spread([segment(text)], [hit(text, "Ann Lowe")])
    assert len(found) == text.count("Ann Lowe")
