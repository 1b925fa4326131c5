"""Word and PowerPoint: every part that can hold words is read."""

import pytest

from tests.made_files import NAME, archive, missed, said, slides, word


@pytest.mark.parametrize("words", ["Ann Lowe", "Joe Bright", "Priya Nair", "Olu Adeyemi", NAME])
def test_body_table_header_footer_and_author_of_a_letter_are_read(words: str) -> None:
    assert words in said(word())


@pytest.mark.parametrize("words", ["Ann Lowe", "Joe Bright"])
def test_slides_and_what_the_speaker_notes_are_read(words: str) -> None:
    assert words in said(slides())


def test_a_cut_off_file_is_damaged_and_not_clean() -> None:
    assert missed(word()[:-400])


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "Ann Lowe">]><w:document xmlns:w="w"><w:t>&a;</w:t></w:document>'
    )
    data = archive(**{"[Content_Types]__xml": b"<Types/>", "word/document__xml": bomb})
    assert missed(data)
