"""A zip of the same content is the same zip."""

import hashlib
import io
from zipfile import ZipFile

from gateway.audit.disclosure.archive import Archive


def zipped(**texts: str) -> tuple[bytes, Archive]:
    target = io.BytesIO()
    with Archive(target, "FOI-1") as archive:
        for name, text in texts.items():
            archive.add(name, list(text))
    return target.getvalue(), archive


def test_the_same_content_is_the_same_zip_whenever_it_is_made() -> None:
    first, archive = zipped(a="one", b="two")
    assert zipped(a="one", b="two")[0] == first
    assert zipped(b="two", a="one")[0] != first
    assert [(file.path, file.size) for file in archive.files] == [("a", 3), ("b", 3)]
    assert archive.files[0].sha256 == hashlib.sha256(b"one").hexdigest()
    with ZipFile(io.BytesIO(first)) as opened:
        assert opened.testzip() is None
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert opened.read("FOI-1/b") == b"two"


def test_half_a_surrogate_pair_becomes_its_escape() -> None:
    _, archive = zipped(a='"\udc00"')
    assert archive.files[0].size == len(rb'"\udc00"')
