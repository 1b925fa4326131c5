"""Rows and blocks that are about one person, and tables and forms that are about none."""

import pytest

from detectors.rows import rows


def found(text: str) -> list[str]:
    return [text[row.start : row.end].strip() for row in rows(text)]


@pytest.mark.parametrize("sign", [",", "|", "\t", ";", " / "])
def test_rows_under_a_header_with_a_column_for_who_are_about_somebody(sign: str) -> None:
    table = sign.join(["Name", "Bed", "Faith"]) + "\n" + sign.join(["Twells", "9", "none"])
    assert found(table) == [sign.join(["Twells", "9", "none"])]


def test_a_table_ends_where_lines_stop_having_its_cells() -> None:
    assert found("Name,Bed,Faith\nTwells,9,none\nSort by bed for the kitchen") == ["Twells,9,none"]


def test_a_block_with_a_field_for_who_is_about_somebody() -> None:
    text = "Pls sort\n\nName: Twells\nFaith: none\n\nThanks"
    assert found(text) == ["Name: Twells\nFaith: none"]


@pytest.mark.parametrize(
    "text",
    [
        "Ward,2019,2023\nNorth,6.1,7.4",
        "Name: ____\nFaith: ____",
        "Name: e.g. Joe Bloggs",
        "Name:\nFaith:",
        "In this case, the member, and the client, agreed.",
        "Rates by name: see below",
    ],
)
def test_totals_blank_forms_and_prose_are_about_nobody(text: str) -> None:
    assert found(text) == []
