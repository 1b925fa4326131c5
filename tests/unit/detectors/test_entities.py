"""Every entity has one category, and nobody changes that while the gateway runs."""

import pytest

from detectors import entities
from detectors.entities import CATEGORY
from detectors.types import Category


def test_every_category_has_entities() -> None:
    assert set(CATEGORY.values()) == set(Category)


def test_no_entity_is_in_two_categories() -> None:
    named = [name for names in entities._BY_CATEGORY.values() for name in names.split()]
    assert len(named) == len(set(named)) == len(CATEGORY)


@pytest.mark.parametrize(
    ("entity", "category"),
    [
        ("PERSON", Category.PERSONAL),
        ("HEALTH", Category.SPECIAL_CATEGORY),
        ("CRIMINAL_OFFENCE", Category.CRIMINAL_OFFENCE),
        ("PROTECTIVE_MARKING", Category.CONFIDENTIAL),
        ("API_KEY", Category.SECRET),
    ],
)
def test_an_entity_is_treated_as_what_it_is(entity: str, category: Category) -> None:
    assert CATEGORY[entity] is category


def test_the_table_cannot_be_written_to() -> None:
    with pytest.raises(TypeError):
        CATEGORY["PERSON"] = Category.CONFIDENTIAL  # type: ignore[index]
