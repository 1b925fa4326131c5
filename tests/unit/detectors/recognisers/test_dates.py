"""Dates of birth: a date that something says is one."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DOB 04/11/1938", "04/11/1938"),
        ("d.o.b. 19 March 1971", "19 March 1971"),
        ("date of birth: 1979-03-14", "1979-03-14"),
        ('"dob": "27-08-1990"', "27-08-1990"),
        ("born 3rd Sept 2021", "3rd Sept 2021"),
        ("she was born on 11 Nov 1931.", "11 Nov 1931"),
        ("name,dob,ward\nA Bell,14/05/2010,Park", "14/05/2010"),
    ],
)
def test_a_date_of_birth_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "DATE_OF_BIRTH")


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is on 04/11/2026.",
        "Born in Leeds, she joined on 3 May 2020.",
        "name,date,ward\nA Bell,14/05/2010,Park",
    ],
)
def test_any_other_date_is_not(found: Found, text: str) -> None:
    assert not found(text, "DATE_OF_BIRTH")


def test_a_date_under_a_heading_is_less_sure_than_one_beside_the_word(found: Found) -> None:
    beside = found("DOB 14/05/2010", "DATE_OF_BIRTH")["14/05/2010"]
    under = found("name,dob,ward\nA Bell,14/05/2010,Park", "DATE_OF_BIRTH")["14/05/2010"]
    assert beside > under


def test_a_column_begins_under_its_heading_not_before_it(found: Found) -> None:
    text = "Printed 03/05/2026\nname | birth date\nA Bell | 14/05/2010\nB Moss | 01/02/2003"
    assert set(found(text, "DATE_OF_BIRTH")) == {"14/05/2010", "01/02/2003"}


def test_a_label_on_a_line_of_its_own_is_for_the_date_under_it(found: Found) -> None:
    assert "04/11/1938" in found("Date of birth:\n04/11/1938\nWard: Park", "DATE_OF_BIRTH")
    assert not found("Date of birth:\n\nWard: Park\n04/11/2026", "DATE_OF_BIRTH")
