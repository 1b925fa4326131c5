"""Whom a text is about; who only writes, gets or runs something; whom a pronoun goes with."""

import pytest

from detectors.anchors import Kind
from detectors.gist import Gist
from detectors.subjects import is_bystander, subjects

NAME = "Adaeze Bell"


def spans(text: str, *names: str) -> list[tuple[int, int]]:
    return [(text.index(name), text.index(name) + len(name)) for name in names]


def asides(text: str, *names: str, figures: tuple[str, ...] = ()) -> dict[str, bool]:
    found = subjects(Gist(text), spans(text, *names), spans(text, *figures))
    return {text[a.start : a.end]: a.aside for a in found}


@pytest.mark.parametrize(
    "before",
    [
        "Email ",
        "Please invite ",
        "a note to ",
        "Dear ",
        "chaired by Cllr ",
        "Thanks, ",
        "from Dr ",
        "Trainer: ",
        "R v ",
        "thanking ",
    ],
)
def test_a_name_after_these_is_who_gets_or_does_the_work(before: str) -> None:
    text = f"{before}{NAME}"
    assert is_bystander(text, len(before), len(text))


@pytest.mark.parametrize(
    "after",
    [
        " will chair",
        " to present the figures",
        "'s talk",
        " v Dowell",
        ", trainer",
        "\u2019s slides",
    ],
)
def test_a_name_before_these_is_who_does_the_work(after: str) -> None:
    assert is_bystander(f"{NAME}{after}", 0, len(NAME))


@pytest.mark.parametrize("before", ["", "Today ", "the file of ", "email: "])
@pytest.mark.parametrize("after", ["", " has epilepsy", " will miss it", "'s talkative son"])
def test_any_other_name_is_whom_a_text_is_about(before: str, after: str) -> None:
    assert not is_bystander(f"{before}{NAME}{after}", len(before), len(before) + len(NAME))


def test_a_pronoun_goes_with_the_last_person_before_it() -> None:
    assert asides(f"Thank {NAME} for her slides.", NAME) == {NAME: True, "her": True}
    assert asides(f"{NAME} lost her keys.", NAME) == {NAME: False, "her": False}
    assert asides(f"Thank {NAME}. The tenant lost her keys.", NAME)["her"] is False


def test_a_name_tied_by_and_is_what_the_one_before_it_is() -> None:
    text = "Email Ada and Ben."
    assert asides(text, "Ada", "Ben") == {"Ada": True, "Ben": True}
    text = "Mr and Mrs Levy rang."
    assert asides(text, "Levy") == {"Levy": False}


def test_a_figure_is_nobody_and_takes_its_pronouns_along() -> None:
    text = "Henry VIII had diabetes and his leg was bad."
    assert asides(text, figures=("Henry VIII",)) == {"his": True}


def test_subjects_come_in_the_order_of_the_text() -> None:
    text = f"He met {NAME}, my cousin and the tenant."
    kinds = [a.kind for a in subjects(Gist(text), spans(text, NAME), ())]
    assert kinds == [Kind.PRONOUN, Kind.NAME, Kind.RELATIVE, Kind.ROLE]
