"""Rich text: the words without the controls."""

from tests.made_files import said

RTF = rb"{\rtf1\ansi{\info{\author Joe Bright}}{\b Dear} Ann Lowe,\par thank you.}"


def test_words_and_author_are_read() -> None:
    text = said(RTF)
    assert "Ann Lowe" in text
    assert "Joe Bright" in text
