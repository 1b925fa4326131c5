"""Outlook's messages and old Office files are told apart by what is inside."""

from detectors.documents import reasons
from detectors.documents.outlook import is_outlook
from tests.made_files import missed

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def test_an_ole_file_that_is_cut_off_is_not_clean() -> None:
    assert missed(OLE + bytes(600))


def test_what_is_no_ole_file_is_no_message() -> None:
    assert not is_outlook(OLE + bytes(600))
    assert not is_outlook(b"words")
    assert reasons.OLD_OFFICE
