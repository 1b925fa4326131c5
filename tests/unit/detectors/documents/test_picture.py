"""Pictures: words by OCR where it is installed, and what stands in the file about them."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from detectors.documents import reasons
from detectors.documents.ocr import languages
from tests.made_files import missed, picture, said

needs_ocr = pytest.mark.skipif(not languages(), reason="Tesseract is not installed")


@needs_ocr
def test_words_in_a_picture_are_read() -> None:
    assert "Okonkwo" in said(picture("Margaret Okonkwo"))


def test_without_ocr_a_picture_was_not_inspected() -> None:
    assert reasons.NO_OCR in missed(picture("Margaret Okonkwo"), ocr=False)


def test_texts_beside_the_pixels_are_read() -> None:
    told, out = PngInfo(), io.BytesIO()
    told.add_text("Description", "Ann Lowe at the door")
    Image.new("RGB", (40, 40)).save(out, "PNG", pnginfo=told)
    assert "Ann Lowe at the door" in said(out.getvalue(), ocr=False)


def test_a_picture_of_too_many_pixels_is_not_opened() -> None:
    data = picture(size=(3000, 3000))
    assert reasons.TOO_LARGE_PICTURE in missed(data, pixels=1_000_000)


def test_half_a_picture_is_not_clean() -> None:
    assert missed(picture("Ann Lowe")[:200])
