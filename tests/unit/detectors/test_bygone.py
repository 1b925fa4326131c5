"""Years of long ago beside a name, and what only looks like one."""

import pytest

from detectors.bygone import is_bygone


def bygone(text: str, name: str) -> bool:
    at = text.index(name)
    return is_bygone(text, at, at + len(name))


@pytest.mark.parametrize(
    "text",
    [
        "Ada Bell, letter to a friend, 5 February 1675",
        "Ada Bell (1815-1852) wrote the first one",
        "Ada Bell (b. 1815)",
        "Ada Bell was born in 1815",
        "In 1865 Ada Bell wrote about infirmaries",
        "built in 1588 by Sir Ada Bell, who lost it at cards",
    ],
)
def test_a_year_before_1900_beside_a_whole_name_is_long_ago(text: str) -> None:
    assert bygone(text, "Ada Bell")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Bell (born 1952) lives here",
        "Ada Bell owes 1815 pounds",
        "Ada Bell, 1815 Mill Lane",
        "Ada Bell moved. The lodge was built in 1815",
        "Ada Bell of flat 3 paid 1,815.20 in May",
        "In 1965 Ada Bell wrote to us",
        "Ada Bell, ref 1815-4432",
        "Ada Bell: i can cover from 1700",
    ],
)
def test_what_is_no_such_year_leaves_a_name_as_it_is(text: str) -> None:
    assert not bygone(text, "Ada Bell")


def test_one_word_alone_is_not_told_by_a_year() -> None:
    assert not bygone("In 1865 Ada came", "Ada")
