"""OpenDocument: text, tables, sheets and what is said about the file."""

from odfdo import Document, Paragraph

from tests.made_files import missed, said


def letter() -> bytes:
    import io

    document, out = Document("text"), io.BytesIO()
    document.body.append(Paragraph("Letter to Ann Lowe"))
    document.meta.title = "File of Joe Bright"
    document.save(out)
    return out.getvalue()


def test_text_and_title_are_read() -> None:
    text = said(letter())
    assert "Ann Lowe" in text
    assert "Joe Bright" in text


def test_half_a_document_is_not_clean() -> None:
    assert missed(letter()[:-300])
