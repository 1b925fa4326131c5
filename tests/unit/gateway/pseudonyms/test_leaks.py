"""No replaced value may stand anywhere in what leaves."""

import json

import pytest

from gateway.pseudonyms.leaks import leaked, standing

ISSUED = {"PersonK7Q2M9XAAA": "Zoë O'Neil", "NhsNumberAAAAAAAAA2": "943 476 5919"}


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_value_left_in_the_body_is_seen_however_json_writes_it(ascii_only: bool) -> None:
    body = json.dumps({"user": "for Zoë O'Neil"}, ensure_ascii=ascii_only).encode()
    assert leaked(body, "/v1/chat/completions", ISSUED)


def test_a_value_in_the_query_is_seen_in_its_encoded_form() -> None:
    assert leaked(b"{}", "/search?q=943+476%205919", ISSUED)


def test_a_body_of_pseudonyms_has_no_leak() -> None:
    assert not leaked(b'{"a":"PersonK7Q2M9XAAA, NhsNumberAAAAAAAAA2"}', "/v1/x", ISSUED)


def test_a_value_inside_a_longer_word_is_another_word() -> None:
    assert not leaked(b"Annabelle", "/", {"PersonAAAAAAAAA2": "Anna"})


def test_values_that_stand_in_texts_are_told() -> None:
    assert standing({"Mark", "Joan"}, ["Mark the date", "Joanna", "Markus"]) == {"Mark"}
    assert standing(set(), ["Mark"]) == set()
