"""Places in files that people forget or do not see: what stands there is read like all else."""

import io
import zipfile

import pytest
from docx import Document
from odfdo import Annotation, Paragraph, Table
from odfdo import Document as OpenDocument
from openpyxl import Workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen.canvas import Canvas

from detectors.documents import ocr, reasons
from detectors.documents.piece import Kind
from tests.made_files import archive, mail, missed, picture, reading, said, slides, word
from tests.made_ole import message, ole

NAMED = "Priya Nair"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_parts(data: bytes, **parts: str | bytes) -> bytes:
    """An Office file with further parts; `__` in a name stands for a full stop, `___` for "/"."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("___", "/").replace("__", "."), content)
    return out.getvalue()


def body(inner: str) -> bytes:
    return archive(
        **{
            "[Content_Types]__xml": b"<Types/>",
            "word/document__xml": f"<w:document {SPACE}>{inner}</w:document>".encode(),
        }
    )


def run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:rPr/><w:{tag}>{text}</w:{tag}></w:r>"


def test_a_name_in_several_runs_is_one_name() -> None:
    assert NAMED in said(body(f"<w:p>{run('Priya N')}{run('air')}</w:p>"))


def test_both_versions_of_a_tracked_change_are_read() -> None:
    changed = f"<w:del>{run('Joe Bright', 'delText')}</w:del><w:ins>{run(NAMED)}</w:ins>"
    found = said(body(f"<w:p>{run('Seen by ')}{changed}</w:p>"))
    assert f"Seen by {NAMED}" in found
    assert "Seen by Joe Bright" in found


def test_rows_of_a_word_table_stay_rows() -> None:
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Name", "Born", NAMED, "4 May 1980"], strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    assert f"Name\tBorn\n{NAMED}\t4 May 1980" in said(out.getvalue())


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word___comments__xml", f"<w:comments {SPACE}><w:p>{run(NAMED)}</w:p></w:comments>"),
        ("word___footnotes__xml", f"<w:footnotes {SPACE}><w:p>{run(NAMED)}</w:p></w:footnotes>"),
        ("word___x__xml", f'<w:comments {SPACE}><w:comment w:author="{NAMED}"/></w:comments>'),
        ("docProps___custom__xml", f"<Properties><p><v>{NAMED}</v></p></Properties>"),
        ("customXml___item9__xml", f"<case><person>{NAMED}</person></case>"),
        ("word___embeddings___a__txt", NAMED),
        ("word___embeddings___b__zip", archive(a__txt=NAMED.encode())),
        (
            "word___x__rels",
            f'<Relationships><Relationship TargetMode="External" Target="mailto:{NAMED}"/></Relationships>',
        ),
    ],
)
def test_every_part_of_a_word_file_is_read(part: str, content: str | bytes) -> None:
    assert NAMED in said(with_parts(word(), **{part: content}))


def test_macros_are_not_taken_as_read() -> None:
    assert missed(with_parts(word(), word___vbaProject__bin=b"x")) == {reasons.MACROS}


def test_a_text_in_a_workbook_that_no_cell_shows_is_read() -> None:
    data = archive(
        **{
            "[Content_Types]__xml": b"<Types/>",
            "xl/sharedStrings__xml": f"<sst><si><t>{NAMED}</t></si></sst>".encode(),
            "xl/worksheets/sheet1__xml": b"<worksheet><sheetData/></worksheet>",
        }
    )
    assert NAMED in said(data)


def test_columns_of_a_sheet_give_context_and_dates_are_dates() -> None:
    import datetime

    book = Workbook()
    book.active.title = NAMED
    book.active.append(["Name", None, "Born", "NHS number"])
    book.active.append(["Ann Lowe", None, datetime.date(1980, 5, 4), 9434765919])
    book.active.oddHeader.center.text = "Header of Joe Bright"
    out = io.BytesIO()
    book.save(out)
    found = said(out.getvalue())
    assert "Name\t\tBorn\tNHS number\nAnn Lowe\t\t1980-05-04\t9434765919" in found
    assert NAMED in found
    assert "Header of Joe Bright" in found
    assert all(NAMED not in piece.place for piece in reading(out.getvalue()).pieces)


def test_notes_and_rows_of_an_opendocument_file_are_read() -> None:
    text = OpenDocument("text")
    paragraph = Paragraph("Body of Ann Lowe")
    paragraph.append(Annotation(f"A note on {NAMED}", creator="Joe Bright"))
    text.body.append(paragraph)
    sheet = OpenDocument("spreadsheet")
    table = Table("Staff")
    table.set_values([["Name", "NHS number"], ["Olu Adeyemi", 9434765919]])
    sheet.body.clear()
    sheet.body.append(table)
    found = []
    for document in (text, sheet):
        out = io.BytesIO()
        document.save(out)
        found.append(said(out.getvalue()))
    assert all(name in found[0] for name in ("Ann Lowe", NAMED, "Joe Bright"))
    assert "Olu Adeyemi\t9434765919" in found[1]


def test_a_pdfs_notes_fields_links_bookmarks_and_properties_are_read() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setAuthor("Author Adams")
    canvas.drawString(60, 700, "Body of Ann Lowe, a longer line of a letter.")
    canvas.textAnnotation("Note on Priya Nair", Rect=[10, 10, 50, 50])
    canvas.acroForm.textfield(name="who", value="Joe Bright", x=100, y=600)
    canvas.bookmarkPage("x")
    canvas.addOutlineEntry("About Olu Adeyemi", "x")
    canvas.linkURL("mailto:zoe@example.com", (0, 0, 100, 100))
    canvas.showPage()
    canvas.save()
    found = said(out.getvalue())
    wanted = ("Ann Lowe", NAMED, "Joe Bright", "Olu Adeyemi", "zoe@example.com", "Author Adams")
    assert [name for name in wanted if name not in found] == []


def test_what_a_camera_and_a_program_wrote_beside_the_pixels_is_read() -> None:
    image = Image.new("RGB", (40, 40), "white")
    exif = image.getexif()
    exif[0x013B] = NAMED
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 28.0, 0.0), 3: "W", 4: (3.0, 10.0, 0.0)})
    jpeg, png, words = io.BytesIO(), io.BytesIO(), PngInfo()
    image.save(jpeg, "JPEG", exif=exif)
    words.add_itxt("Comment", "Seen by Joe Bright")
    image.save(png, "PNG", pnginfo=words)
    assert NAMED in said(jpeg.getvalue())
    assert "51.466667, -3.166667" in said(jpeg.getvalue())
    assert "Seen by Joe Bright" in said(png.getvalue())


@pytest.mark.skipif(not ocr.languages(), reason="Tesseract is not installed")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP"])
def test_words_in_pictures_are_read(form: str) -> None:
    assert "Margaret" in said(picture("Seen by Margaret Okonkwo", form=form))


@pytest.mark.skipif(not ocr.languages(), reason="Tesseract is not installed")
def test_a_picture_inside_an_office_file_is_read() -> None:
    data = with_parts(slides(), ppt___media___image9__png=picture("Seen by Margaret"))
    assert "Margaret" in said(data)


def test_without_ocr_a_picture_is_not_taken_as_read() -> None:
    assert missed(picture("Seen by Margaret"), ocr=False) == {reasons.NO_OCR}


def test_a_zip_file_behind_a_picture_is_read_too() -> None:
    data = picture() + archive(a__txt=NAMED.encode())
    assert reading(data).kind is Kind.PICTURE
    assert NAMED in said(data)


def test_an_outlook_message_is_read_property_by_property() -> None:
    data = message(
        p0037="Repairs for Joe Bright",
        p1000="Dear desk, Ann Lowe rang.",
        p0C1A="Olu Adeyemi",
        p1013=f"<p>Html about {NAMED}</p>".encode(),
        p3701=b"Attached: Zoe O'Neil",
    )
    found = said(data)
    wanted = ("Joe Bright", "Ann Lowe", "Olu Adeyemi", NAMED, "Zoe O'Neil")
    assert [name for name in wanted if name not in found] == []
    assert reading(data).gaps == ()


@pytest.mark.parametrize(
    ("stream", "why"),
    [
        ("EncryptedPackage", reasons.ENCRYPTED),
        ("WordDocument", reasons.OLD_OFFICE),
        ("Something", reasons.UNKNOWN),
    ],
)
def test_other_ole_files_are_not_taken_as_read(stream: str, why: str) -> None:
    assert missed(ole({stream: b"x"})) == {why}


def test_a_mail_in_a_mail_and_a_file_in_it_are_read() -> None:
    inner = mail(list__csv=b"Name\nZoe O'Neil\n")
    assert "Zoe O'Neil" in said(mail(inner__eml=inner))


def test_hidden_words_of_a_page_are_read() -> None:
    page = b"<!doctype html><html><!-- Priya Nair --><p>Ann <b>Lowe</b></p><img alt='Joe Bright'>"
    found = said(page)
    assert all(name in found for name in (NAMED, "Ann Lowe", "Joe Bright"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_table_is_read_whatever_its_encoding(encoding: str) -> None:
    assert "Zoë,943 476 5919" in said("Name,NHS\nZoë,943 476 5919\n".encode(encoding))


def test_bytes_that_are_no_text_are_not_taken_as_read() -> None:
    import random

    noise = random.Random(4).randbytes(3_000)
    assert missed(noise) == {reasons.UNKNOWN}
    assert reading(noise).pieces == ()
