"""Initials stand for people under a sign-off, in minutes and beside their own full name."""

import pytest

from detectors.initials import ACTS, OF_A_NAME, SIGNS, initials
from detectors.rule import Hit


def seen(text: str, *names: str) -> dict[str, float]:
    people = [Hit(text.index(name), text.index(name) + len(name), 0.9) for name in names]
    return {text[hit.start : hit.end]: hit.score for hit in initials(text, people)}


def test_initials_of_a_name_in_the_text() -> None:
    text = "Key: RB = Rukhsana Bibi Begum. Later RBB rang, then R.B. wrote."
    assert seen(text, "Rukhsana Bibi Begum") == dict.fromkeys(("RB", "RBB", "R.B."), OF_A_NAME)
    assert seen(text) == {}


def test_of_a_weak_name_there_are_none() -> None:
    text = "RB = Rukhsana Begum"
    assert list(initials(text, [Hit(5, 19, 0.2)])) == []


@pytest.mark.parametrize("name", ["Ina Tully", "Hal Rook", "Pia Crane"])
def test_departments_and_times_are_nobodys(name: str) -> None:
    short = "".join(part[0] for part in name.split())
    assert name != "Pia Crane" or short == "PC"
    assert seen(f"{name} asked, {short} answered", name) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sign off by RK and the Leader.", "RK"),
        ("authorised by KT today", "KT"),
        ("Hi all, it is done.\n\nKT\n\nFrom: someone", "KT"),
    ],
)
def test_who_signs_needs_no_other_person(text: str, value: str) -> None:
    assert seen(text) == {value: SIGNS}


@pytest.mark.parametrize(
    "text", ["- MV to chase the policy", "1. MV reported a loss", "escort MV."]
)
def test_who_acts_is_somebody_among_people(text: str) -> None:
    assert seen(f"Present: Joan Tilley\n{text}", "Joan Tilley") == {"MV": ACTS}
    assert seen(text) == {}


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("on the bus R. said that he fell", "R."),
        ("when A. was tearful she left", "A."),
        ("Please close it.\nT\n---\nSend a reply", "T"),
        ("Will do\n\nK.\n\n> From: Una", "K."),
    ],
)
def test_one_letter_that_speaks_or_ends_a_message(text: str, short: str) -> None:
    assert seen(text) == {short: SIGNS}


@pytest.mark.parametrize("text", ["Options:\nA\nB\nC", "Plan B. said the sign", "A\nB"])
def test_letters_of_a_list_are_nobody(text: str) -> None:
    assert "A" not in seen(text)
    assert "C" not in seen(text)


def test_initials_in_a_row_of_people() -> None:
    assert seen("Panel RK, Una, me", "Una") == {"RK": ACTS}
    assert seen("Panel RK, twelve votes") == {}
