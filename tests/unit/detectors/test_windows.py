"""Windows of a long text: where they are cut and who judges what."""

from itertools import pairwise

import pytest

from detectors.windows import SIZE, Window, cut


@pytest.mark.parametrize("text", ["", "short", "x" * SIZE])
def test_a_text_that_fits_is_one_window(text: str) -> None:
    assert cut(text) == (Window(0, len(text), 0, len(text)),)


@pytest.mark.parametrize(
    ("unit", "ends_with"),
    [("word word\n", "\n"), ("One two. ", ". "), ("word ", " ")],
)
def test_windows_end_at_the_best_break_there_is(unit: str, ends_with: str) -> None:
    text = unit * 200
    for window in cut(text, size=300, overlap=80)[:-1]:
        assert text[window.start : window.end].endswith(ends_with)


def test_a_line_end_is_better_than_a_nearer_sentence_end() -> None:
    text = "x" * 250 + "\n" + "Ab. " * 100
    assert cut(text, size=300, overlap=120)[0].end == 251


def test_a_text_without_breaks_is_cut_all_the_same() -> None:
    windows = cut("x" * 1000, size=300, overlap=80)
    assert max(w.end - w.start for w in windows) <= 300
    assert windows[-1].end == 1000


def test_neighbours_overlap_and_each_judges_up_to_the_middle_of_the_overlap() -> None:
    for left, right in pairwise(cut("word " * 400, size=300, overlap=80)):
        assert 40 <= left.end - right.start <= 80
        assert right.start < left.last == right.first < left.end
