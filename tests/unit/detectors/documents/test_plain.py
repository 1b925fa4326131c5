"""Plain text in whatever encoding, tables and JSON."""

import pytest

from detectors.documents.plain import decoded, is_json
from tests.made_files import missed, said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_its_encoding(encoding: str) -> None:
    assert "Zo\u00eb Lowe" in said("Case of Zo\u00eb Lowe, 4 Mill Lane".encode(encoding))


def test_rows_of_a_table_stay_rows() -> None:
    assert "Ann Lowe,943 476 5919" in said(b"name,nhs\nAnn Lowe,943 476 5919\n")


def test_json_is_read_with_its_escapes_undone() -> None:
    assert "Zo\u00eb" in said(b'{"name": "Zo\\u00eb Lowe"}')
    assert is_json('{"a": 1}')
    assert not is_json("words")


def test_bytes_that_are_no_text_are_not_clean() -> None:
    assert missed(bytes(range(256)) * 4)
    assert decoded(b"words") == "words"
