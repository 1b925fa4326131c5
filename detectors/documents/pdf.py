"""PDF: the text of pages, comments, form fields, links, metadata, attachments; scans by OCR.

pdfium is C++ and reads what strangers wrote: this module runs in a confined process only.
"""

import ctypes
import re
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, Unreadable
from detectors.documents.picture import read_pixels

_XMP, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_TAG = re.compile(r"<[^>]*>")
_KEYS = (b"Contents", b"T", b"TU", b"V", b"DV", b"RC", b"Subj", b"NM", b"Alt")
_FEW = 20  # characters: a page with fewer is looked at as a picture
_SHARE = 0.15  # of a page: a picture that covers less is a logo
_SIDE = 1_754  # pixels of the longer side of a page as a picture: A4 at 150 dots an inch
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read_pdf(data: bytes, at: str, gathering: Gathering) -> None:
    """Everything in it. Raises Unreadable."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = (
            getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        )
        raise Unreadable(reasons.ENCRYPTED if encrypted else reasons.DAMAGED) from None
    try:
        _document(document, data, at, gathering)
    except pdfium.PdfiumError:
        raise Unreadable(reasons.DAMAGED) from None
    finally:
        document.close()


def _document(document: pdfium.PdfDocument, data: bytes, at: str, gathering: Gathering) -> None:
    pages = len(document)
    if pages > gathering.limits.pages:
        raise Unreadable(reasons.TOO_MANY)
    gathering.text(f"{at}metadata", "\n".join(_metadata(document, data)))
    gathering.text(f"{at}bookmarks", "\n".join(_bookmarks(document)))
    document.init_forms()
    for number in range(pages):
        page = document[number]
        try:
            _page(page, f"{at}page {number + 1}", gathering)
        finally:
            page.close()
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        place = f"{at}attachment {number + 1}"
        gathering.text(f"{place}, name", attachment.get_name())
        gathering.entry()
        content = bytes(attachment.get_data())
        gathering.unpacking(len(content), packed=len(content))
        gathering.inside(content, f"{place}/")


def _metadata(document: pdfium.PdfDocument, data: bytes) -> Iterator[str]:
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        yield f"{name}: {value}"
    for packet in _packets(data):
        text = _TAG.sub(" ", packet.decode("utf-8", errors="ignore"))
        yield " ".join(text.split())


def _packets(data: bytes) -> Iterator[bytes]:
    """Every XMP packet, also of earlier versions of the document that still stand in the file."""
    start = data.find(_XMP)
    while start >= 0:
        end = data.find(_XMP_END, start)
        if end < 0:
            return
        yield data[start:end]
        start = data.find(_XMP, end)


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[str]:
    for bookmark in document.get_toc(max_depth=5):
        yield bookmark.get_title()


def _page(page: pdfium.PdfPage, place: str, gathering: Gathering) -> None:
    layer = page.get_textpage()
    try:
        text = layer.get_text_bounded(errors="ignore")
    finally:
        layer.close()
    gathering.text(place, text.replace("\r\n", "\n"))
    gathering.text(f"{place}, comments and fields", "\n".join(_annotations(page)))
    gathering.tick()
    if _shows_pictures(page, text):
        read_pixels(_rendered(page), f"{place}, words in pictures", gathering)


def _shows_pictures(page: pdfium.PdfPage, text: str) -> bool:
    """Whether part of what a person sees on the page is not its text."""
    width, height = page.get_size()
    objects = list(page.get_objects(max_depth=4))
    pictures = [one for one in objects if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    if len(text.strip()) < _FEW and objects:
        return True
    covered = 0.0
    for one in pictures:
        left, bottom, right, top = one.get_bounds()
        covered += abs(right - left) * abs(top - bottom)
    return bool(covered > _SHARE * width * height)


def _rendered(page: pdfium.PdfPage) -> Image.Image:
    """A page as a grey picture with memory of its own."""
    scale = min(_SIDE / max(*page.get_size(), 1), 4.0)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        shown: Image.Image = bitmap.to_pil().copy()
    finally:
        bitmap.close()
    return shown


def _annotations(page: pdfium.PdfPage) -> Iterator[str]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            for key in _KEYS:
                yield from _value(annotation, key)
            yield from _link(page, annotation)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _value(annotation: raw.FPDF_ANNOTATION, key: bytes) -> Iterator[str]:
    def fetch(buffer: object, size: int) -> int:
        return int(raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size))

    text = _utf16(fetch)
    if text:
        yield _TAG.sub(" ", text) if key == b"RC" else text


def _link(page: pdfium.PdfPage, annotation: raw.FPDF_ANNOTATION) -> Iterator[str]:
    link = raw.FPDFAnnot_GetLink(annotation)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action:
        return
    size = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
    if size > 1:
        yield buffer.value.decode("utf-8", errors="replace")


def _utf16(fetch: Callable[[object, int], int]) -> str:
    """A text of pdfium's: asked once for its size in bytes, once for itself."""
    size = fetch(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    fetch(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[:size].decode("utf-16-le", errors="ignore").rstrip("\0")
