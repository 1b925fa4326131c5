"""Presidio replaces exactly the spans it is given, also where its own rules would merge them."""

import logging

import pytest
from presidio_anonymizer.operators import OperatorType

from gateway.pseudonyms.presidio import Pseudonym, replaced
from gateway.pseudonyms.spans import Span


def span(start: int, end: int, entity: str = "PERSON") -> Span:
    return Span(entity=entity, start=start, end=end)


def test_spans_are_replaced_in_order_and_the_rest_stays() -> None:
    assert replaced(" Ann met Ben. ", [span(1, 4), span(9, 12)], ["A", "B"]) == " A met B. "


def test_one_text_may_have_different_tokens() -> None:
    assert replaced("Ann Ann", [span(0, 3), span(4, 7)], ["A1", "A2"]) == "A1 A2"


def test_neighbours_of_one_kind_are_not_merged() -> None:
    assert replaced("Ann Ben", [span(0, 3), span(4, 7)], ["A", "B"]) == "A B"
    assert replaced("AnnBen", [span(0, 3), span(3, 6)], ["A", "B"]) == "AB"


@pytest.mark.parametrize("count", [1, 7, 8, 9, 16, 50])
def test_any_number_of_spans_is_replaced(count: int) -> None:
    spans = [span(3 * n + 1, 3 * n + 2) for n in range(count)]
    tokens = [f"T{n}" for n in range(count)]
    assert replaced(".x " * count, spans, tokens) == "".join(f".{token} " for token in tokens)


def test_no_spans_no_change() -> None:
    assert replaced("Ann", [], []) == "Ann"


def test_a_token_too_few_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        replaced("Ann", [span(0, 3)], [])


def test_the_operator_says_what_it_is_and_what_it_needs() -> None:
    operator = Pseudonym()
    assert operator.operator_name() == "pseudonym"
    assert operator.operator_type() is OperatorType.Anonymize
    with pytest.raises(ValueError, match="'tokens'"):
        operator.validate({"entity_type": "PERSON"})


def test_the_library_logs_no_text(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        replaced("Quetzal met Ben", [span(0, 7)], ["T"])
    assert caplog.records
    assert "Quetzal" not in caplog.text
