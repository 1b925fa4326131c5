"""Wording about people in general and about pieces of work."""

import pytest

from detectors.gist import Gist
from detectors.wording import TITLE_FOLLOWS, WORK_FOLLOWS, is_generic


@pytest.mark.parametrize(
    "text",
    [
        "Draft a leaflet",
        "What is a caution?",
        "residents with diabetes",
        "if you are pregnant",
        "up 9%",
        "Muslim 211, Jewish 98, Sikh 33",
        "a fictional Mrs Smith",
    ],
)
def test_people_in_general_and_writing_are_general_wording(text: str) -> None:
    assert is_generic(Gist(text), 0, len(text))


@pytest.mark.parametrize(
    "text",
    ["She has MS.", "the tenant at no 4 has COPD", "My son is autistic", "Flat 4, 9 Mill Lane"],
)
def test_one_person_is_not(text: str) -> None:
    assert not is_generic(Gist(text), 0, len(text))


def test_only_the_stretch_asked_about_is_read() -> None:
    text = "Explain epilepsy. She has it."
    assert not is_generic(Gist(text), text.index("She"), len(text))


@pytest.mark.parametrize(
    "text",
    ["epilepsy training", "dementia nurse", "asthma and eczema clinic", "union liaison officer"],
)
def test_work_and_jobs_after_a_term_make_it_their_name(text: str) -> None:
    assert WORK_FOLLOWS.match(text, text.index(" "))


@pytest.mark.parametrize("text", ["epilepsy and rang", "dementia since May", "asthma, she says"])
def test_other_words_after_a_term_do_not(text: str) -> None:
    assert not WORK_FOLLOWS.match(text, text.index(" ") if "," not in text else text.index(","))


@pytest.mark.parametrize(
    "text", ["Hodgkin Ward", "Parkinson's UK", "Church Street", "Dementia Friends"]
)
def test_a_capital_after_a_term_makes_both_a_name(text: str) -> None:
    word = text.split(maxsplit=1)[0].removesuffix("'s")
    assert TITLE_FOLLOWS.match(text, len(word))
