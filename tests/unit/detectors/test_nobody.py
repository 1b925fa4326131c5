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


@pytest.mark.parametrize(
    "text",
    [
        "Email the heads at Mary Quill Primary, Ada Fenn Academy, St Anne and Sir John Coles: return due",
        "RAG and SRO and PMO and PID and BRAG, who decided that",
        "shelf marks: 920 biography A-M, 920 N-Z, 641 cookery",
        "Sam draws two socks from a drawer of 4 red and 6 black. chance of a pair?",
        "Write a GCSE Spanish reading: Marta writes to Pablo about her school. Five questions",
        "Legal panel: Harker Lyle LLP (property), Singh Adeyemi & Co (employment)",
        "WHERE ward IN ('Victoria','Nelson','Alexandra') AND month = 4",
        "Rooms: Attlee (12 seats), Bevan (30, hearing loop), Brunel (boardroom). Which fits?",
        "Running order: supper, Tam o' Shanter, Auld Lang Syne. 19:00 start",
    ],
)
def test_lists_of_bodies_and_abbreviations_shelves_exercises_and_values_name_nobody(
    found: Found, text: str
) -> None:
    assert found(text, "PERSON", 0.4) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("J-L Fournier rang about the bins", "J-L Fournier"),
        ("What is the chance of Sandra getting her blue badge today?", "Sandra"),
        ("Sandra Coyle, Una Marsh and Sir John Coles came", "Una Marsh"),
        ("Storm damage claims:\n- Sandra Coyle, roof\n- Una Marsh, fence", "Una Marsh"),
    ],
)
def test_people_beside_such_words_are_people(found: Found, text: str, name: str) -> None:
    assert name in found(text, "PERSON", 0.4)
