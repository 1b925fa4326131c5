"""Phrases that join two names, and those that only look like it."""

import pytest

from gateway.people.aliases import Label, Tie, label, pronoun, somebody_else, tie
from gateway.people.titles import Gender


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
        " = ",
        " is short for ",
        ", but we'll say \"",
        ". Maiden name: ",
        "'s real name is ",
        ". He signs himself ",
    ],
)
def test_the_names_are_one_person(between: str) -> None:
    assert tie(between) is Tie.SAME


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
        "'s son is called ",
        " has a sister known as ",
        " calls him ",
    ],
)
def test_the_names_may_be_two_people(between: str) -> None:
    assert tie(between) is Tie.NONE


def test_a_change_of_name_is_told_apart() -> None:
    assert tie(", married in May, now ") is Tie.RENAMED
    assert tie(", now Mrs ") is Tie.RENAMED
    assert tie(" but it is spelt ") is Tie.CORRECTED


def test_a_name_in_brackets_must_be_alone_there() -> None:
    assert tie(" (", ")") is Tie.NICKNAME
    assert tie(" (", ",") is Tie.NONE


def test_labels_of_a_form_say_which_part_of_a_name_follows() -> None:
    assert label("Title: Mrs. Surname: ") is Label.FAMILY
    assert label("\tFirst name(s): ") is Label.GIVEN
    assert label("the surname is ") is Label.NONE


def test_pronouns_say_whose_the_other_name_is() -> None:
    assert pronoun(". He goes by ") is Gender.MAN
    assert pronoun(", her real name is ") is Gender.WOMAN
    assert pronoun(" says his or her name is ") is Gender.UNKNOWN


def test_another_bearer_of_a_name_is_announced() -> None:
    assert somebody_else("Hetal is from another ")
    assert somebody_else("sent to a different Mrs ")
    assert not somebody_else("the other day ")
    assert not somebody_else("from a ")
