"""Wording that makes a Welsh text one about a subject."""

import pytest

from detectors.welsh.wording import GENERAL, LOOSE, STATE, names_work


@pytest.mark.parametrize(
    ("before", "term"),
    [
        ("y polisi ", "diogelu plant"),
        ("gwasanaethau ", "iechyd meddwl"),
        ("hyfforddiant ar ", "ddementia"),
    ],
)
def test_a_piece_of_work_stands_before_its_subject(before: str, term: str) -> None:
    assert names_work(before + term, len(before))


def test_what_somebody_has_is_no_work() -> None:
    text = "mae ganddi iselder"
    assert not names_work(text, text.index("iselder"))


def test_the_words_between_say_whether_it_is_hers() -> None:
    assert STATE.search("yn dioddef o ")
    assert not STATE.search(" the ")
    assert LOOSE.search("trefnu hyfforddiant ")
    assert not LOOSE.search("wedi cael ")


def test_people_in_general_are_nobody() -> None:
    assert GENERAL.search("i bobl ifanc")
    assert not GENERAL.search("mae hi wedi dod")
