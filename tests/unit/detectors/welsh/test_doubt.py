"""An unsure name between Welsh words."""

from detectors.rule import Hit
from detectors.welsh.doubt import BELOW, doubted

TEXT = (
    "Mae angen ateb gan Lleol erbyn dydd Gwener. " + "Please ring the office. " * 9 + "Ask Lleol."
)


def test_between_welsh_words_an_unsure_name_is_only_told_of() -> None:
    at = TEXT.index("Lleol")
    assert doubted(TEXT, Hit(at, at + 5, 0.45)).score < 0.36


def test_a_sure_one_and_one_between_english_words_stay() -> None:
    first, last = TEXT.index("Lleol"), TEXT.rindex("Lleol")
    assert doubted(TEXT, Hit(first, first + 5, BELOW)).score == BELOW
    assert doubted(TEXT, Hit(last, last + 5, 0.45)).score == 0.45
