"""Listed firms count as firms by the words of their trade, and as people by signs of a person."""

import pytest

from detectors.namesakes import is_somebodys, namesake, namesakes


def at(text: str, name: str) -> tuple[int, int]:
    return text.index(name), text.index(name) + len(name)


def judged(text: str, name: str) -> str | None:
    place = namesake(text, *at(text, name))
    return None if place is None else text[slice(*place)]


def test_the_list_holds_over_a_thousand_names_in_sections() -> None:
    assert len(namesakes()) > 1_200
    assert {s.kind for s in namesakes()["michael page"]} == {"recruiters"}
    assert all(s.cues for kinds in namesakes().values() for s in kinds if s.flag != "!")


@pytest.mark.parametrize(
    "text",
    [
        "Michael Page sent two candidates",
        "the michael page invoice is late",
        "agencies: Hays, Reed, Michael Page",
    ],
)
def test_a_word_of_the_trade_makes_it_a_firm(text: str) -> None:
    assert (
        judged(text, text[text.lower().index("michael") :][:12]) or ""
    ).lower() == "michael page"


@pytest.mark.parametrize(
    "text",
    [
        "Michael Page moved in yesterday",
        "Mr Michael Page sent two candidates",
        "Michael Page's son applied for the vacancy",
        "Michael Page, 47, is a candidate",
        "Michael Page rang about the vacancy",
        "a candidate called Michael Page",
        "Michael Page lost his invoice",
        "invoice for Michael Page, 07700 900123",
        "invoice for Michael Page of 4 Elm Road",
    ],
)
def test_a_sign_of_a_person_makes_it_a_person(text: str) -> None:
    assert judged(text, "Michael Page") is None


def test_a_single_word_needs_the_trade_beside_it_or_company() -> None:
    assert judged("ask the agency Hays for two", "Hays") == "Hays"
    assert judged("agency rates: Hays, Adecco", "Hays") == "Hays"
    assert judged("Hays saw the van, tell the agency", "Hays") is None


def test_part_of_a_joined_name_is_the_firms_anywhere() -> None:
    assert judged("ask Trowers & Hamlins", "Trowers") == "Trowers & Hamlins"
    assert judged("Dear Mrs Hamlins", "Hamlins") is None


def test_laws_and_scales_need_no_other_word() -> None:
    assert judged("What does Martyn's Law say?", "Martyn") == "Martyn's Law"
    assert judged("Martyn says no", "Martyn") is None


def test_a_sign_of_a_person_is_told_of_listed_names_only() -> None:
    text = "John Lewis rang about his bins"
    assert is_somebodys(text, *at(text, "John Lewis"))
    assert not is_somebodys("John Lewis do fridges", 0, 10)
    assert not is_somebodys("Ottoline Fairweather rang about her bins", 0, 20)
