"""What readers share: texts, gaps and what may still be used."""

import pytest

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, StopReading
from detectors.documents.limits import Limits


def gathering(**limits: object) -> Gathering:
    return Gathering(Limits(**limits), lambda _data, _at, _all: None)  # type: ignore[arg-type]


def test_blank_text_says_nothing() -> None:
    made = gathering()
    made.text("page 1", "  \n")
    assert made.pieces == []


def test_too_much_text_stops_the_reading_and_keeps_what_fits() -> None:
    made = gathering(characters=5)
    with pytest.raises(StopReading, match=reasons.LONG):
        made.text("page 1", "Ann Lowe")
    assert [piece.text for piece in made.pieces] == ["Ann L"]


def test_of_many_gaps_for_one_reason_the_first_are_kept() -> None:
    made = gathering()
    for number in range(50):
        made.missed(f"picture {number}", reasons.NO_OCR)
    assert len(made.gaps) == 10


def test_time_is_bounded() -> None:
    made = gathering(seconds=-1.0)
    with pytest.raises(StopReading, match=reasons.SLOW):
        made.tick()
