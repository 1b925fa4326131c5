"""PDF: the text of each page and what is said about the document."""

from detectors.documents import reasons
from tests.made_files import NAME, missed, pdf, reading, said


def test_pages_and_author_are_read() -> None:
    text = said(pdf("Letter to Ann Lowe", "and to Joe Bright"))
    assert "Ann Lowe" in text
    assert "Joe Bright" in text
    assert NAME in text


def test_more_pages_than_are_read_is_a_gap() -> None:
    assert missed(pdf(*["words"] * 6), pages=3)


def test_what_only_begins_like_a_pdf_is_not_clean() -> None:
    assert missed(b"%PDF-1.7\n" + b"x" * 500)


def test_an_ordinary_document_leaves_no_gap() -> None:
    assert reading(pdf("A page of words about bins and how they are collected.")).gaps == ()
    assert reasons.DAMAGED not in missed(pdf("words"))
