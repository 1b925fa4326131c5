"""Files of many kinds with a text in a chosen place, made as their own programs would make them."""

import zipfile
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

CLEAN = "Summary of how missed bins are reported in three short points."
PERSONAL = "Margaret Okonkwo, margaret.okonkwo@example.com, NHS number 943 476 5919"


def picture(text: str = "", *, form: str = "PNG", size: tuple[int, int] = (1400, 160)) -> bytes:
    """A picture with that text in large letters."""
    drawn, written = drawing(text, size=size), BytesIO()
    drawn.save(written, form)
    return written.getvalue()


def drawing(text: str, *, size: tuple[int, int] = (1400, 160)) -> Image.Image:
    made = Image.new("RGB", size, "white")
    ImageDraw.Draw(made).text((20, 50), text, fill="black", font=ImageFont.load_default(36))
    return made


def pdf(text: str = CLEAN, *, scan: str = "", password: str = "", pages: int = 1) -> bytes:
    """A PDF with that text, or with a scan of a text."""
    written = BytesIO()
    canvas = Canvas(written, encrypt=StandardEncryption(password) if password else None)
    for _ in range(pages):
        if scan:
            canvas.drawImage(ImageReader(drawing(scan)), 20, 500, 560, 64)
        else:
            canvas.drawString(60, 700, text)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def packed(**files: str | bytes) -> bytes:
    """A ZIP file; names are given with underscores for dots."""
    return packed_as({name.replace("_", "."): content for name, content in files.items()})


def packed_as(files: dict[str, str | bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()
