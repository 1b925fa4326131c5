"""What a file is, by its content and never by what it says it is."""

import pytest

from detectors.documents.piece import Kind
from detectors.documents.sniff import kinds
from tests.made_files import archive, mail, pdf, picture, slides, word, workbook


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf("x"), Kind.PDF),
        (word(), Kind.WORD),
        (slides(), Kind.SLIDES),
        (workbook(), Kind.SPREADSHEET),
        (picture(), Kind.PICTURE),
        (picture(form="JPEG"), Kind.PICTURE),
        (archive(a__txt=b"x"), Kind.ARCHIVE),
        (mail(), Kind.MAIL),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", Kind.AUDIO),
        (b'{"a": 1}', Kind.JSON),
        (b"only words", Kind.TEXT),
        (b"<html><body>words</body></html>", Kind.HTML),
        (b"\x00\x01\x02\x03" * 50, Kind.UNKNOWN),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, kind: Kind) -> None:
    assert kinds(data)[0] is kind
