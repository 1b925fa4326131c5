"""References of cases about a person: a word that introduces them, or a court's own form."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mrs Bell, ref: ASC-204518", "ASC-204518"),
        ("Mr Oduya, customer no: C-00491187", "C-00491187"),
        ("his badge BB 4417 0298 6", "BB 4417 0298 6"),
        ("Mrs Bell's account number 5544 1177 09", "5544 1177 09"),
        ("her LGSCO ref 24 003 117.", "24 003 117"),
        ("Payroll nos 4471902 and 4471977", "4471977"),
        ("Mrs Bell | FOI-2024-0388 | acct 80044719-2", "80044719-2"),
        ("Mr Sawhney PCN CW11870922", "CW11870922"),
        ("PCN,name,reason\nLD0093312,Mr A Patel,no ticket", "LD0093312"),
        ("Emp no;Surname\n40771;Mrs Brocklebank", "40771"),
        ("PC 4410 Beck attended", "4410"),
        ("hearing of claim A00AB123", "A00AB123"),
        ("tribunal 3300123/2024", "3300123/2024"),
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
    ruled: Found, text: str, value: str
) -> None:
    assert value in ruled(text, "UK_CASE_REFERENCE")


@pytest.mark.parametrize(
    "text",
    [
        "case 123",  # too few digits
        "planning ref 24/01234/FUL",
        "purchase order ref 4500123",
        "the case for 2026 and beyond",
        "ASC-204518",  # nothing introduces it
        "Ref: ASC-204518",  # in a text about nobody
        "the Housing Act 1985 and the Housing Act 1988",
        "Mrs Bell's claim 2026",
        "Mrs Bell paid rent 540 and the job. 120 words please",
        "Appeal ref APP/X4725/W/24/3339001",
        "request id=7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "contract ref 07700-2024-113, forward plan ref: CAB/25/118",
        "Mosaic 24.2.1 is released",
        "the code A00AB123",  # no court
        "1712-3456-7891-2343",  # check digit
        "1212-3456-7891-2342",  # a time before there were such numbers
    ],
)
def test_what_is_no_reference_to_a_person_is_not(ruled: Found, text: str) -> None:
    assert not ruled(text, "UK_CASE_REFERENCE")


def test_the_form_of_a_court_is_surer_than_an_introduced_number(ruled: Found) -> None:
    court = ruled("1712-3456-7891-2342", "UK_CASE_REFERENCE")["1712-3456-7891-2342"]
    case = ruled("case no. 4471882", "UK_CASE_REFERENCE")["4471882"]
    assert court > case


@pytest.mark.parametrize(("heading", "hits"), [("asset_id", 0), ("lamp no", 0), ("tenant_id", 2)])
def test_numbers_of_things_in_a_column_are_nobodys(found: Found, heading: str, hits: int) -> None:
    text = f"{heading},street,tested\nL0044121,Agnes Street,2024\nL0044122,Agnes Street,2021\n"
    assert len(found(text, "UK_CASE_REFERENCE", 0.35)) == hits
