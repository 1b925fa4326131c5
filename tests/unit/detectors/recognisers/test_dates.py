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
        ("born on the fourth of July 1966", "the fourth of July 1966"),
        (
            "date of birth seventh of january nineteen fifty two",
            "seventh of january nineteen fifty two",
        ),
        ("DOB 5th Sept '03", "5th Sept '03"),
        ("DOB........ 05-APR-1962", "05-APR-1962"),
        ("<DateOfBirth>2008-06-11</DateOfBirth>", "2008-06-11"),
        ("born Christmas Day 1899", "Christmas Day 1899"),
        ("dyddiad geni 3 Mehefin 1951", "3 Mehefin 1951"),
        ("Dyddiad ei eni yw 22.08.1979", "22.08.1979"),
        ("ganwyd hi 17 Tachwedd 1988", "17 Tachwedd 1988"),
        ("Ganwyd Beca Tomos ar 12fed o Ionawr 1994 yng Nghaerfyrddin", "12fed o Ionawr 1994"),
        ("a aned ar 2 Fawrth 1971", "2 Fawrth 1971"),
        ("d.g. 09/06/2019", "09/06/2019"),
        ("Enw | Dyddiad geni\nMair Puw | 01.02.1985", "01.02.1985"),
        ("Mrs Hulme b. 1958", "1958"),
        ("Date of birth (dd/mm/yyyy): 26/09/1992", "26/09/1992"),
    ],
)
def test_a_date_of_birth_is_found(ruled: Found, text: str, value: str) -> None:
    assert value in ruled(text, "DATE_OF_BIRTH")


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is on 04/11/2026.",
        "Mae'r cyfarfod ar 4 Tachwedd 2026.",
        "The DG 04/11/2026 paper was scanned and planned.",
        "Born in Leeds, she joined on 3 May 2020.",
        "name,date,ward\nA Bell,14/05/2010,Park",
        "dob = '1900-01-01'",  # what programs write for no date
        "date of birth, e.g. 27/03/2007",
        "the fourth of July 1966 was a Monday",
        "section b 1958",
    ],
)
def test_any_other_date_is_not(ruled: Found, text: str) -> None:
    assert not ruled(text, "DATE_OF_BIRTH")


def test_a_date_under_a_heading_is_less_sure_than_one_beside_the_word(ruled: Found) -> None:
    beside = ruled("DOB 14/05/2010", "DATE_OF_BIRTH")["14/05/2010"]
    under = ruled("name,dob,ward\nA Bell,14/05/2010,Park", "DATE_OF_BIRTH")["14/05/2010"]
    assert beside > under


def test_a_column_begins_under_its_heading_not_before_it(ruled: Found) -> None:
    text = "Printed 03/05/2026\nname | birth date\nA Bell | 14/05/2010\nB Moss | 01/02/2003"
    assert set(ruled(text, "DATE_OF_BIRTH")) == {"14/05/2010", "01/02/2003"}


def test_a_label_on_a_line_of_its_own_is_for_the_date_under_it(ruled: Found) -> None:
    assert "04/11/1938" in ruled("Date of birth:\n04/11/1938\nWard: Park", "DATE_OF_BIRTH")
    assert not ruled("Date of birth:\n\nWard: Park\n04/11/2026", "DATE_OF_BIRTH")
