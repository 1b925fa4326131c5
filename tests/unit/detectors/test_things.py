"""Machines, animals, firms and laws told by the words around a name."""

import pytest

from detectors.things import is_firm, is_law, is_thing


def at(text: str, name: str) -> tuple[str, int, int]:
    return text, text.index(name), text.index(name) + len(name)


@pytest.mark.parametrize(
    "text",
    [
        "the printer Elsie is free",
        "servers una, Elsie need patches",
        "a dog called Elsie",
        "Storm Elsie is due",
        "reboot Elsie at noon",
        "Elsie keeps crashing",
        "Elsie is our virtual assistant.",
        "Elsie (our chatbot) is new",
        "ssh Elsie and look",
    ],
)
def test_a_thing_by_its_noun_or_what_is_done_to_it(text: str) -> None:
    assert is_thing(*at(text, "Elsie"))


@pytest.mark.parametrize(
    "text",
    [
        "ask Elsie about the printer",
        "Elsie is down for Tuesday",
        "Elsie is our system administrator",
        "Printer: Elsie",
        "Elsie (agency) is new",
        "the assistant called Elsie back",
        "Elsie crashed into his car",
    ],
)
def test_people_near_things_are_people(text: str) -> None:
    assert not is_thing(*at(text, "Elsie"))


def test_only_words_for_several_things_reach_on_along_a_list() -> None:
    assert is_thing(*at("servers Elsie, una", "Elsie"), many=True)
    assert not is_thing(*at("the printer Elsie, una", "Elsie"), many=True)


@pytest.mark.parametrize(
    ("text", "name", "firm"),
    [
        ("Tilley Ltd", "Tilley", "Tilley Ltd"),
        ("Tilley Lift Services Ltd", "Tilley", "Tilley Lift Services Ltd"),
        ("tilley construction", "tilley", "tilley construction"),
        ("tilley brothers quoted \u00a340", "tilley", "tilley brothers"),
        ("Tilley Couriers lost it", "Tilley", "Tilley Couriers"),
        ("Tilley Couriers lost it", "Tilley Couriers", "Tilley Couriers"),
        ("Tilley & Marsden did the drawings", "Tilley", "Tilley & Marsden"),
        ("Tilley & Marsden bid for lot 2", "Tilley", "Tilley & Marsden"),
        ("Tilley's Tearoom is open", "Tilley", "Tilley's Tearoom"),
        ("Joan Tilley Joinery", "Joan Tilley Joinery", "Joan Tilley Joinery"),
    ],
)
def test_a_firm_ends_with_its_trade(text: str, name: str, firm: str) -> None:
    assert text[text.index(name) : is_firm(*at(text, name))] == firm


@pytest.mark.parametrize(
    "text",
    [
        "The Tilley brothers moved in",
        "Tilley & Marsden moved in together",
        "Tilley and daughter came",
        "Tilley's garage wall",
    ],
)
def test_a_family_is_no_firm(text: str) -> None:
    assert is_firm(*at(text, "Tilley")) == 0


@pytest.mark.parametrize(
    "text",
    ["Tilley's Law", "the Tilley test", "Tilley v Bromley [2014] UKSC 56", "R (Tilley) v B [2014]"],
)
def test_laws_tests_and_reported_cases(text: str) -> None:
    assert is_law(*at(text, "Tilley"))


def test_a_case_that_is_not_reported_is_a_persons() -> None:
    assert not is_law(*at("possession hearing, Council v Tilley on Monday", "Tilley"))
