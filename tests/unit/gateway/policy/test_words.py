"""The plain English of the policy."""

from datetime import date

import pytest

from detectors.entities import CATEGORY
from detectors.types import Category
from gateway.policy.words import CATEGORIES, ENTITIES, day, found, listed, named
from tests.make import hit


@pytest.mark.parametrize(
    ("parts", "said"),
    [((), "nothing"), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_lists_read_like_lists(parts: tuple[str, ...], said: str) -> None:
    assert listed(parts) == said


def test_each_kind_that_was_found_is_named_once() -> None:
    text = "Margaret Okonkwo, Tom Whitfield, 1"
    hits = (hit(text, "Margaret"), hit(text, "Tom"), hit(text, "1", "UK_NHS"))
    assert found(hits) == "a person's name and an NHS number"


def test_an_entity_without_words_is_called_by_its_category() -> None:
    assert found([hit("a", "a", "NEW", category=Category.SECRET)]) == "passwords or keys"


def test_every_category_has_words() -> None:
    assert set(CATEGORIES) == set(Category)
    assert named(Category, last="or").endswith(" or passwords or keys")


def test_everything_a_scan_can_find_has_words() -> None:
    assert set(ENTITIES) == set(CATEGORY)


def test_dates_are_british() -> None:
    assert day(date(2030, 12, 1)) == "1 December 2030"
