"""Files for tests, made in memory with the libraries that people's own programs are made of."""

import io
import zipfile
from email.message import EmailMessage

from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from reportlab.pdfgen.canvas import Canvas

from detectors.documents.limits import Limits
from detectors.documents.piece import Reading
from detectors.documents.read import read

NAME = "Margaret Okonkwo"


def said(data: bytes, **limits: object) -> str:
    """Everything that is read in a file, joined."""
    return "\n".join(piece.text for piece in reading(data, **limits).pieces)


def reading(data: bytes, **limits: object) -> Reading:
    return read(data, Limits(**limits))  # type: ignore[arg-type]


def missed(data: bytes, **limits: object) -> set[str]:
    """The reasons for which something was not read."""
    return {gap.why for gap in reading(data, **limits).gaps}


def word() -> bytes:
    """A name in the body, a table, the header, the footer and the properties."""
    document = Document()
    document.add_paragraph("Body of Ann Lowe.")
    document.add_table(1, 1).cell(0, 0).text = "Table of Joe Bright."
    document.sections[0].header.paragraphs[0].text = "Header of Priya Nair."
    document.sections[0].footer.paragraphs[0].text = "Footer of Olu Adeyemi."
    document.core_properties.author = NAME
    return _saved(document)


def slides() -> bytes:
    """A name on a slide and in the speaker's notes."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Slide of Ann Lowe"
    slide.notes_slide.notes_text_frame.text = "Notes of Joe Bright"
    return _saved(deck)


def workbook() -> bytes:
    """A name in a row, on a hidden sheet and in a comment."""
    book = Workbook()
    book.active.append(["Name", "NHS number"])
    book.active.append(["Ann Lowe", 9434765919])
    hidden = book.create_sheet("Staff")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "Joe Bright"
    book.active["A2"].comment = Comment("Seen by Priya Nair", "Olu Adeyemi")
    return _saved(book)


def pdf(*pages: str, author: str = NAME) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setAuthor(author)
    for text in pages:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(text: str = "", *, form: str = "PNG", size: tuple[int, int] = (900, 120)) -> bytes:
    made = Image.new("RGB", size, "white")
    if text:
        font = ImageFont.load_default(size=48)
        ImageDraw.Draw(made).text((20, 30), text, fill="black", font=font)
    out = io.BytesIO()
    made.save(out, form)
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    """A ZIP of these files; `__` in a name stands for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "."), data)
    return out.getvalue()


def mail(**attached: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "ann.lowe@example.org", "desk@council.example"
    message["Subject"] = "Repairs for Joe Bright"
    message.set_content("Dear desk, Priya Nair rang.")
    for name, data in attached.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("__", ".")
        )
    return message.as_bytes()


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
