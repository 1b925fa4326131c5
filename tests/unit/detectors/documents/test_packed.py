"""The one way into a ZIP: encrypted parts are told, sizes are counted as they come."""

import io
import zipfile

from detectors.documents import reasons
from tests.made_files import archive, missed


def encrypted(data: bytes) -> bytes:
    """The same archive whose entries say that they are encrypted."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


def test_an_encrypted_entry_was_not_inspected() -> None:
    data = encrypted(archive(secret__txt=b"Ann Lowe"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.infolist()[0].flag_bits & 1
    assert reasons.ENCRYPTED in missed(data)


def test_an_archive_that_lies_about_sizes_is_not_clean() -> None:
    data = bytearray(archive(note__txt=b"Ann Lowe " * 50))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = (3).to_bytes(4, "little")
    assert missed(bytes(data))
