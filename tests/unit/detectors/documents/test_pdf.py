"""PDF: the text of each page and what is said about the document."""

import io

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from detectors.documents import reasons
from tests.made_files import NAME, archive, missed, pdf, reading, said


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


def locked(text: str, *, user: str) -> bytes:
    """A PDF that really is encrypted (AES); without a password of the user's anybody opens it."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword="owner", strength=128))
    canvas.drawString(72, 720, text)
    canvas.save()
    assert text.encode() not in out.getvalue()
    return out.getvalue()


def test_what_asks_for_a_password_is_told_as_encrypted() -> None:
    data = locked("Letter to Ann Lowe", user="secret")
    assert missed(data) == {reasons.ENCRYPTED}
    assert "Ann Lowe" not in said(data)


def test_what_is_encrypted_and_opens_for_everybody_is_read() -> None:
    data = locked("Letter to Ann Lowe about bins and how they are collected", user="")
    assert "Ann Lowe" in said(data)
    assert missed(data) == set()


def test_an_encrypted_document_inside_an_archive_is_told_too() -> None:
    assert reasons.ENCRYPTED in missed(archive(letter__pdf=locked("Ann Lowe", user="secret")))
