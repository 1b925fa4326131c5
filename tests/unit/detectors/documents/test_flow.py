"""Paragraphs, tables and what was deleted in flowing text."""

from docx import Document

from tests.made_files import reading


def test_a_paragraph_cut_into_runs_is_one_text() -> None:
    import io

    document, out = Document(), io.BytesIO()
    paragraph = document.add_paragraph("Dear Ann ")
    paragraph.add_run("Lo").bold = True
    paragraph.add_run("we, thank you.")
    document.save(out)
    texts = [piece.text for piece in reading(out.getvalue()).pieces]
    assert any("Dear Ann Lowe, thank you." in text for text in texts)
