"""Names of firms, machines, exercises and laws are found nowhere; the same names of people are."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from detectors.nobody import is_in
from tests.unit.detectors.scanning import Found

RECORDS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "namesakes.yaml").read_text(encoding="utf-8")
)
NOBODY = [(kind, text) for kind, texts in RECORDS["nobody"].items() for text in texts]
SOMEBODY = [(record["text"], record["people"]) for record in RECORDS["somebody"]]
COUNTS = 0.36  # the shipped threshold of a name


@pytest.mark.parametrize(("kind", "text"), NOBODY)
def test_a_text_about_nobody_names_nobody(found: Found, kind: str, text: str) -> None:
    assert not found(text, "PERSON", COUNTS), kind


@pytest.mark.parametrize(("text", "people"), SOMEBODY)
def test_the_same_names_are_peoples_where_people_are_spoken_of(
    found: Found, text: str, people: list[str]
) -> None:
    seen = found(text, "PERSON", COUNTS)
    assert not [name for name in people if not any(name in one or one in name for one in seen)]


def test_a_list_takes_its_other_names_along(found: Found) -> None:
    assert not found("servers clarice, hamish and una need a reboot", "PERSON", COUNTS)
    assert found("servers need a reboot, ask clarice or hamish", "PERSON", COUNTS)


def test_a_title_beside_a_thing_is_a_persons(found: Found) -> None:
    assert found("the printer Mrs Clutterbuck uses is jammed", "PERSON", COUNTS)


def test_an_exercise_with_a_number_to_ring_is_about_somebody(found: Found) -> None:
    assert not found("Maths problem: Imogen has 12 pears and eats 3", "PERSON", COUNTS)
    text = "Maths problem: Imogen has 12 pears and eats 3. Ring Imogen on 07700 900123"
    assert found(text, "PERSON", COUNTS)


@pytest.mark.parametrize(("start", "inside"), [(0, False), (4, True), (9, True), (10, False)])
def test_a_place_counts_where_it_shares_a_character(start: int, inside: bool) -> None:
    assert is_in(start, start + 1, [(4, 10)]) is inside


@pytest.mark.parametrize(
    "text",
    [
        "McAfee, Norton or Sophos on the laptops?",
        "Tilley, Stantec and Marsden are on Lot 2",
        "Suppose Imogen sells each of the pears for 3 more",
    ],
)
def test_a_name_among_products_or_in_a_sum_is_nobodys(found: Found, text: str) -> None:
    assert not found(text, "PERSON", COUNTS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Outlook keeps crashing, Norton and Tilley both rang about it", "Norton"),
        ("keith.docx is about Keith's fall last week", "Keith"),
        ("tabitha's branch is git checkout main, tell tabitha her leave is approved", "tabitha"),
    ],
)
def test_people_beside_products_and_files_are_people(found: Found, text: str, name: str) -> None:
    assert any(name in one for one in found(text, "PERSON", COUNTS))
