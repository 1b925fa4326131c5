"""Cells under the headings that are asked for, in every way tables are typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.columns import cells
from detectors.gist import Gist

DOB = re.compile(r"(?i)^dob$")


def read(text: str) -> list[str]:
    return [text[cell.start : cell.end] for cell in cells(Gist(text), DOB)]


@pytest.mark.parametrize(
    "text",
    [
        "name,dob\nA,1\nB,2",
        "dob;name\n1;A\n2;B",
        "name\tdob\nA\t1\nB\t2",
        "| name | dob |\n|---|---|\n| A | 1 |\n| B | 2 |",
        '"name","DOB"\n"Bell, A","1"\n"Moss, B","2"',
        "Look at this:\nname, dob\nA, 1\nB, 2\n\nThanks, Jo",
    ],
)
def test_a_column_is_read_down_to_where_the_table_ends(text: str) -> None:
    assert read(text) == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    ["dob 1\n2", "name,born\nA,1", "dob,name", "1234,dob\n5,6", "dob: 1, then\nA, 2", ""],
)
def test_a_line_that_heads_no_table_gives_nothing(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet='dobn,|;\t\n" 1', max_size=120))
def test_every_cell_lies_in_the_text_and_is_not_blank(text: str) -> None:
    assert all(
        0 <= c.start < c.end <= len(text) and text[c.start : c.end].strip()
        for c in cells(Gist(text), DOB)
    )
