"""The forms under which somebody may turn up again."""

import pytest

from gateway.people.names import read
from gateway.people.variants import EXACT, GUESS, PART, SHORT, initials_of, variants


def sureness(name: str, form: str) -> int | None:
    return min((sure for key, sure in variants(read(name)) if key == form), default=None)


@pytest.mark.parametrize(
    ("form", "sure"),
    [
        ("joan okafor lowe", EXACT),
        ("okafor lowe joan", EXACT),
        ("joan", EXACT),
        ("T:okafor lowe", EXACT),
        ("lowe", PART),
        ("joan lowe", PART),
        ("j okafor lowe", PART),
        ("o l joan", PART),
        ("joanie", SHORT),
        ("joanie lowe", SHORT),
        ("#jol", GUESS),
        ("#jo", GUESS),
        ("#T:ol", GUESS),
        ("~oan", None),
        ("~okafo lowe", GUESS),
    ],
)
def test_forms_of_a_full_name(form: str, sure: int | None) -> None:
    assert sureness("Joan Okafor-Lowe", form) == sure


def test_another_forename_is_no_beginning_of_a_longer_one() -> None:
    assert sureness("Joanna Lowe", "joan") is None
    assert sureness("Rukhsana Lowe", "rukh") == GUESS


def test_a_lone_word_is_known_by_itself_and_its_short_forms() -> None:
    assert sureness("Bill", "william") == SHORT
    assert sureness("Bill", "billy") == GUESS
    assert sureness("Jean-Paul", "#jp") == GUESS


def test_initials_of_names_with_and_without_surname() -> None:
    assert initials_of(read("Joan Mary Fletcher")) == {"jf", "jmf"}
    assert initials_of(read("Joan")) == set()


def test_there_are_never_very_many() -> None:
    long = "Maximiliana Wilhelmina Featherstonehaugh-Cholmondeley"
    assert len({key for key, _ in variants(read(long))}) < 250
