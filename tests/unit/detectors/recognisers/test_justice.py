"""Police, prison and probation numbers."""

import pytest

from tests.unit.detectors.scanning import Found

ENTITY = "UK_JUSTICE_NUMBER"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PNC 2002/0073319Z", "2002/0073319Z"),
        ("79/163001B", "79/163001B"),
        ("PNC 14/200771P", "14/200771P"),  # mistyped, but named
        ("CRO SF05/482703J", "SF05/482703J"),
        ("065656/91H", "065656/91H"),
        ("release planning: A4417CX Eccles", "A4417CX"),
        ("Mr Tait, A8817AB, asks", "A8817AB"),
        ("CRN X441782", "X441782"),
        ("custody no EA/0088/25", "EA/0088/25"),
    ],
)
def test_a_number_of_the_justice_system_is_found(ruled: Found, text: str, value: str) -> None:
    assert value in ruled(text, ENTITY)


@pytest.mark.parametrize(
    "text",
    [
        "2001/0171310S",  # check letter
        "14/200771P",
        "stock code A4417CX",
        "CRN of the firm",
        "in custody 24 hours",
    ],
)
def test_a_near_miss_is_not(ruled: Found, text: str) -> None:
    assert not ruled(text, ENTITY)
