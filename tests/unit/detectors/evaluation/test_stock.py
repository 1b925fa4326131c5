"""Presidio as it comes: patterns, no model, no network."""

import pytest

from detectors.evaluation import stock
from detectors.types import Category


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    stock.prepare()


def test_it_finds_what_its_patterns_find_and_no_names() -> None:
    found = stock.find_one("Ada Bell, ada.bell@example.org")
    assert ("EMAIL_ADDRESS", 10, 30) in {(f.entity, f.start, f.end) for f in found}
    assert {f.entity for f in found} & {"PERSON", "ADDRESS"} == set()
    assert {f.category for f in found} == {Category.PERSONAL}


def test_its_findings_come_in_one_order() -> None:
    text = "card 4111 1111 1111 1111 and ada.bell@example.org"
    assert stock.find_one(text) == stock.find_one(text)
