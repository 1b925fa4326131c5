"""Relatives and departments introduce names that look like brands, or like nothing."""

import pytest

from detectors.introduced import KIN_SCORE, STAFF_SCORE, introduced


def seen(text: str, *model: str) -> dict[str, float]:
    places = [(text.index(name), text.index(name) + len(name)) for name in model]
    return {text[hit.start : hit.end]: hit.score for hit in introduced(text, places)}


@pytest.mark.parametrize("text", ["my niece Chanel", "her brother, Chanel", "his partner Chanel"])
def test_a_name_after_a_relative(text: str) -> None:
    assert seen(text) == {"Chanel": KIN_SCORE}


@pytest.mark.parametrize("text", ["delivery partner Serco", "her brother Mr Tilley", "niece of"])
def test_what_is_no_name_after_a_relative(text: str) -> None:
    assert seen(text) == {}


@pytest.mark.parametrize("text", ["did Marcus in events resign", "ask Marcus from payroll"])
def test_a_name_before_a_department(text: str) -> None:
    assert seen(text) == {"Marcus": STAFF_SCORE}


def test_at_the_start_the_model_has_to_have_seen_a_name() -> None:
    text = "Seb in legal says six months"
    assert seen(text, "Seb") == {"Seb": STAFF_SCORE}
    assert seen(text) == {}


@pytest.mark.parametrize("text", ["cut Staff in HR", "the Savings from finance", "on Monday in HR"])
def test_ordinary_words_before_a_department(text: str) -> None:
    assert seen(text) == {}


@pytest.mark.parametrize("between", [", ", "\n", ";\n- "])
def test_everybody_of_a_cast_is_a_name(between: str) -> None:
    parts = between.join(("Faith \u2013 sheep 1", "Mark = Joseph", "Will S is an ox"))
    hits = list(introduced(f"Cast list: {parts}", ()))
    text = f"Cast list: {parts}"
    assert [text[hit.start : hit.end] for hit in hits] == ["Faith", "Mark", "Will S"]


@pytest.mark.parametrize(
    "text",
    [
        "Cast list: Faith - sheep, Mark - ox",
        "Menu: Rice - plain, Dal - hot, Naan - two",
        "Cast: 3 - 4",
    ],
)
def test_two_parts_and_other_lists_are_no_cast(text: str) -> None:
    assert list(introduced(text, ())) == []
