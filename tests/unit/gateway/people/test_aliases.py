"""Phrases that join two names, and those that only look like it."""

import pytest

from gateway.people.aliases import changed_name, same_person


@pytest.mark.parametrize(
    "between",
    [
        " aka ",
        " a.k.a. ",
        ' aka "',
        ", also known as ",
        " (known as ",
        " goes by ",
        " (real name ",
        " but everybody calls him ",
        " likes to be called ",
        " but he only answers to ",
        ", n\u00e9e ",
        " alias ",
    ],
)
def test_the_names_are_one_person(between: str) -> None:
    assert same_person(between)
    assert not changed_name(between)


@pytest.mark.parametrize(
    "between",
    [
        " called ",
        " and ",
        " rang. He is now with ",
        " is known as trouble, says ",
        " goes by bus. Then ",
        " aka " + "x" * 80,
        " goes by\n\nFrom: ",
    ],
)
def test_the_names_may_be_two_people(between: str) -> None:
    assert not same_person(between)


def test_a_change_of_name_is_told_apart() -> None:
    assert changed_name(", married in May, now ")
    assert changed_name(" but it is spelt ")
    assert not changed_name(" and ")
