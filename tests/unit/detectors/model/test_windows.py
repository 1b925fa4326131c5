"""Windows over pieces: no word is split, and every piece is decided where it is read best."""

from itertools import pairwise

import pytest

from detectors.model.windows import OVERLAP, SIZE, Window, cut


def test_windows_never_split_a_word() -> None:
    words = [n // 3 for n in range(1000)]
    for window in cut(words):
        assert window.start == 0 or words[window.start] != words[window.start - 1]
        assert window.end == len(words) or words[window.end] != words[window.end - 1]


@pytest.mark.parametrize("length", [1, SIZE])
def test_what_fits_is_one_window(length: int) -> None:
    assert cut(range(length)) == [Window(0, length, 0, length)]
    assert cut([]) == []


def test_neighbours_share_an_overlap_and_decide_up_to_its_middle() -> None:
    windows = cut(range(1000))
    assert windows[0].first == 0
    assert windows[-1].last == 1000
    for left, right in pairwise(windows):
        assert left.end - right.start == OVERLAP
        assert left.last == right.first == (right.start + left.end) // 2


def test_a_word_longer_than_a_window_is_cut_because_nothing_else_can_be_done() -> None:
    windows = cut([0] * 400)
    assert all(window.end - window.start <= SIZE for window in windows)
    assert windows[-1].end == 400
