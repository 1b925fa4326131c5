"""Common forenames say man or woman; others, and names of both, say nothing."""

import pytest

from gateway.people.forenames import _MEN, _WOMEN, gender_of_forename, is_forename
from gateway.people.titles import Gender
from gateway.people.words import fold


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("harish", Gender.MAN),
        ("meena", Gender.WOMAN),
        ("anne-marie", Gender.WOMAN),
        ("robin", Gender.UNKNOWN),
        ("quetzal", Gender.UNKNOWN),
    ],
)
def test_who_bears_it(name: str, gender: Gender) -> None:
    assert gender_of_forename(name) is gender


def test_no_name_is_in_both_lists_and_all_are_folded() -> None:
    assert not _MEN & _WOMEN
    assert all(name == fold(name) and name.isalpha() for name in _MEN | _WOMEN)


def test_of_jean_luc_the_second_part_says_who_bears_it() -> None:
    assert gender_of_forename("jean-luc") is Gender.UNKNOWN
    assert gender_of_forename("jean-marie") is gender_of_forename("marie")


def test_a_listed_name_is_a_forename() -> None:
    assert is_forename("joan")
    assert not is_forename("council")
