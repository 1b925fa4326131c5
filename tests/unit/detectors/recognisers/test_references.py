"""References of cases about a person: a word that introduces them, or a court's own form."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ref: ASC-204518", "ASC-204518"),
        ("case no. 4471882 was closed", "4471882"),
        ("her council tax ref 5512340987", "5512340987"),
        ("tenancy number T/00812/4", "T/00812/4"),
        ("payroll 104482", "104482"),
        ("employee id #40213", "40213"),
        ("Mosaic ID 660412", "660412"),
        ("1712-3456-7891-2342", "1712-3456-7891-2342"),
        ("court: 1712 3456 7891 2342.", "1712 3456 7891 2342"),
    ],
)
def test_a_reference_is_found_without_the_word_before_it(
    found: Found, text: str, value: str
) -> None:
    assert value in found(text, "UK_CASE_REFERENCE")


@pytest.mark.parametrize(
    "text",
    [
        "case 123",  # too few digits
        "planning ref 24/01234/FUL",
        "purchase order ref 4500123",
        "the case for 2026 and beyond",
        "ASC-204518",  # nothing introduces it
        "1712-3456-7891-2343",  # check digit
        "1212-3456-7891-2342",  # a time before there were such numbers
    ],
)
def test_what_is_no_reference_to_a_person_is_not(found: Found, text: str) -> None:
    assert not found(text, "UK_CASE_REFERENCE")


def test_the_form_of_a_court_is_surer_than_an_introduced_number(found: Found) -> None:
    court = found("1712-3456-7891-2342", "UK_CASE_REFERENCE")["1712-3456-7891-2342"]
    case = found("case no. 4471882", "UK_CASE_REFERENCE")["4471882"]
    assert court > case
