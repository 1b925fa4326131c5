"""Workbooks: rows stay rows, hidden sheets and comments are read too."""

import pytest

from tests.made_files import reading, said, workbook


def test_a_row_is_one_line_so_that_columns_give_context() -> None:
    assert "Ann Lowe\t9434765919" in said(workbook())


@pytest.mark.parametrize("words", ["Joe Bright", "Priya Nair"])
def test_hidden_sheets_and_comments_are_read(words: str) -> None:
    assert words in said(workbook())


def test_places_never_hold_words_of_the_file() -> None:
    assert all("Staff" not in piece.place for piece in reading(workbook()).pieces)
