"""Titles before a name, and what they say about its bearer."""

import pytest

from gateway.people.titles import Gender, gender_of, kin_before, stands_before_surname, title_before


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Dear Mrs ", "mrs"),
        ("Dear MRS. ", "mrs"),
        ("by Rev. Dr ", "dr"),
        ("Mr and Mrs ", "mr and mrs"),
        ("Dr & Mr ", "mr and mrs"),
        ("Dr&Mr ", "mr and mrs"),
        ("Ann and Mr ", "mr"),
        ("Sir\u00a0", "sir"),
    ],
)
def test_the_title_a_text_ends_with(text: str, title: str) -> None:
    assert title_before(text) == title


@pytest.mark.parametrize("text", ["", "Mr", "Mr\n", "the ", "Mr, ", "Hamr ", "and Mrs Lowe ", ". "])
def test_without_a_title_and_a_space_there_is_none(text: str) -> None:
    assert title_before(text) == ""


@pytest.mark.parametrize(
    ("title", "gender"),
    [
        ("mr", Gender.MAN),
        ("lady", Gender.WOMAN),
        ("mx", Gender.UNKNOWN),
        ("dr", Gender.UNKNOWN),
        ("", Gender.UNKNOWN),
        ("mr and mrs", Gender.COUPLE),
    ],
)
def test_what_a_title_says(title: str, gender: Gender) -> None:
    assert gender_of(title) is gender


def test_a_surname_stands_behind_mr_and_a_forename_behind_sir() -> None:
    assert stands_before_surname("mr")
    assert not stands_before_surname("sir")
    assert not stands_before_surname("")


def test_kinship_before_a_name_says_whose_name_it_is() -> None:
    assert kin_before("for his wife ") is Gender.WOMAN
    assert kin_before("her brother is ") is Gender.MAN
    assert kin_before("the council is ") is Gender.UNKNOWN
