"""Every setting of gateway.yaml reaches the readers of files."""

from gateway.reading_files import document_settings
from gateway.settings.gateway_file import FilesInside


def test_settings_are_handed_on() -> None:
    chosen = FilesInside(workers=3, pages=7, ocr=False, ocr_languages=("cym",), seconds=2.5)
    made = document_settings(chosen)
    assert made.workers == 3
    assert (made.limits.pages, made.limits.ocr, made.limits.seconds) == (7, False, 2.5)
    assert made.limits.languages == ("cym",)


def test_the_defaults_of_both_are_the_same() -> None:
    assert document_settings(FilesInside()) == type(document_settings(FilesInside()))()
