"""How much a run of characters looks like a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.strength import entropy, kinds, looks_chosen, looks_random, looks_strong


@pytest.mark.parametrize("value", ["Fluffy22", "Bluebell!1987", "warmhub-tea4all", "Munster1978"])
def test_a_password_looks_chosen(value: str) -> None:
    assert looks_chosen(value)


@pytest.mark.parametrize(
    "value",
    ["14/03/2026", "2026-11-09T16:42", "12-character", "INC0045122", "Office365", "10:30am", "1234567",
     "incorrect", "v2.1.14", "90days", "jo.bell2@example.org", "SHA-256", "2FA"],
)  # fmt: skip
def test_dates_tickets_products_and_words_do_not(value: str) -> None:
    assert not looks_chosen(value)


def test_three_kinds_and_a_word_look_strong() -> None:
    assert looks_strong("Harvest-Moon77")
    assert not looks_strong("harvest77")
    assert not looks_strong("A1-B2-C3-D4")


def test_a_generated_key_looks_random_and_a_number_or_a_name_does_not() -> None:
    assert looks_random("9f2c71bd04e8aa7712c0")
    assert not looks_random("12345678901234567890")
    assert not looks_random("customer_identifier")
    assert not looks_random("aaaaaaaaaaaaaaa1")


@given(st.text(min_size=1, max_size=60))
def test_every_value_has_a_strength(value: str) -> None:
    assert 0 <= kinds(value) <= 4
    assert 0 <= entropy(value) <= 6
    assert looks_chosen(value) or not looks_strong(value)
