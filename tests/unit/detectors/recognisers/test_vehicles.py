"""Vehicle registrations of every age, and what only looks like one."""

import pytest

from tests.unit.detectors.scanning import Found

ENTITY = "UK_VEHICLE_REGISTRATION"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the van, reg BD76 SMR", "BD76 SMR"),
        ("Mr Oduya, SR60BMD, bay 12", "SR60BMD"),
        ("his other car is N8 OGL", "N8 OGL"),
        ("her Mini R417 HJT", "R417 HJT"),
        ("my car ABC 123D", "ABC 123D"),
        ("own car CEZ 8814, NI plate", "CEZ 8814"),
        ("car Q123 ABC", "Q123 ABC"),
        ("registration number 7 SNE", "7 SNE"),
        ("reg is ef21 xwy", "ef21 xwy"),
        ("blocked in by ef12xwy", "ef12xwy"),
        ("PCN,name,VRM\nLD1,Mr Patel,YK19 HNB", "YK19 HNB"),
    ],
)
def test_a_registration_is_found(ruled: Found, text: str, value: str) -> None:
    assert value in ruled(text, ENTITY)


@pytest.mark.parametrize(
    "text",
    [
        "Deliver to SE15 and SW19 for the FY25 NET budget",
        "the car parks in SE15 AND SW19 FOR sale",
        "Mrs Bell was in SE15 and GL52 has",
        "AB30 ABC and AB01 ABC",  # no such half-year
        "BD76 SMR",  # nobody's, nowhere
        'hint text: "Enter your registration, for example AB12 CDE"',
        "sweeper reg NX70 SWP, pool car reg NX19 POL",
        "KPI 11, room B12 and the A4 PDF",
        "order ef12xwy",
    ],
)
def test_what_only_looks_like_one_is_not(ruled: Found, text: str) -> None:
    assert not ruled(text, ENTITY)
