"""Presidio replaces exactly the spans it is given, also where its own rules would merge them."""

import logging

import pytest
from presidio_anonymizer.operators import OperatorType

from gateway.pseudonyms.presidio import Pseudonym, replaced
from gateway.pseudonyms.spans import Span


def bracketed(entity: str, text: str) -> str:
    return f"[{entity}:{text}]"


def span(start: int, end: int, entity: str = "PERSON") -> Span:
    return Span(entity=entity, start=start, end=end)


def test_spans_are_replaced_and_the_rest_stays() -> None:
    text = " Ann met Ben. "
    assert replaced(text, [span(1, 4), span(9, 12)], bracketed) == (
        " [PERSON:Ann] met [PERSON:Ben]. "
    )


def test_neighbours_of_one_kind_are_not_merged() -> None:
    assert replaced("Ann Ben", [span(0, 3), span(4, 7)], bracketed) == "[PERSON:Ann] [PERSON:Ben]"
    assert replaced("AnnBen", [span(0, 3), span(3, 6)], bracketed) == "[PERSON:Ann][PERSON:Ben]"


@pytest.mark.parametrize("count", [1, 7, 8, 9, 16, 50])
def test_any_number_of_spans_is_replaced(count: int) -> None:
    spans = [span(3 * n + 1, 3 * n + 2) for n in range(count)]
    assert replaced(".x " * count, spans, bracketed) == ".[PERSON:x] " * count


def test_no_spans_no_change() -> None:
    assert replaced("Ann", [], bracketed) == "Ann"


def test_the_operator_says_what_it_is_and_what_it_needs() -> None:
    operator = Pseudonym()
    assert operator.operator_name() == "pseudonym"
    assert operator.operator_type() is OperatorType.Anonymize
    with pytest.raises(ValueError, match="'token'"):
        operator.validate({"entity_type": "PERSON"})


def test_the_library_logs_no_text(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        replaced("Quetzal met Ben", [span(0, 7)], bracketed)
    assert caplog.records
    assert "Quetzal" not in caplog.text
