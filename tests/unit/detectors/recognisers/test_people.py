"""People: names the model finds, and what it takes for names."""

import pytest

from detectors.recognisers.people import is_person
from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mrs Adaeze O'Neill rang.", "Adaeze O'Neill"),
        ("write a reply to dave murgatroyd saying no", "dave murgatroyd"),
        ("OVERDUE: KOFI ANSAH, LETTER 2", "KOFI ANSAH"),
        ("Tomasz Wi\u015bniewski came in", "Tomasz Wi\u015bniewski"),
        ("Jo\u00adhn Sm\u200bith complained", "Jo\u00adhn Sm\u200bith"),
    ],
)
def test_a_name_is_found_with_its_exact_span(found: Found, text: str, name: str) -> None:
    assert name in found(text, "PERSON")


@pytest.mark.parametrize("text", ["GenAI", "Siri", "Claude", "Copilot", "A", "B.", "7"])
def test_products_and_letters_are_nobody(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    "text", ["June", "Claude Bertin", "Bi", "Dan", "Mary-Jane", "Ng", "M. Bell"]
)
def test_a_name_that_is_also_a_word_stays_a_name(text: str) -> None:
    assert is_person(text)


def test_places_and_bodies_are_context_only(found: Found) -> None:
    text = "The depot in Leeds belongs to Northmere Borough Council."
    assert not found(text, "LOCATION", 0.0)
    assert not found(text, "ORGANIZATION", 0.0)


def test_a_welsh_name_no_model_knows_is_found_between_welsh_words(ruled: Found) -> None:
    text = "Mae Dyfrig Morus wedi ffonio, ac mae ei chwaer Nanw yn poeni."
    assert {"Dyfrig Morus", "Nanw"} <= set(ruled(text, "PERSON", 0.36))


def test_the_days_and_places_of_a_welsh_list_are_nobody(found: Found) -> None:
    text = "Rhestrwch y safleoedd: Llandeilo, Maes Gwyn a Chaerdydd, bob dydd Llun ym mis Mai."
    assert not found(text, "PERSON", 0.36)
