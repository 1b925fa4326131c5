"""Archives: what is inside is read, within bounds."""

from detectors.documents import reasons
from tests.made_files import archive, missed, said, word


def test_files_in_an_archive_are_read_each_by_its_kind() -> None:
    text = said(archive(letter__docx=word(), note__txt=b"Note for Joe Bright"))
    assert "Ann Lowe" in text
    assert "Note for Joe Bright" in text


def test_an_archive_in_an_archive_is_read_so_deep_and_no_deeper() -> None:
    data = b"Note for Ann Lowe"
    for _ in range(3):
        data = archive(inner__txt=data)
    assert "Ann Lowe" in said(data)
    assert reasons.TOO_DEEP in missed(data, depth=1)


def test_a_bomb_is_not_unpacked() -> None:
    assert reasons.BOMB in missed(archive(zeros__txt=b"0" * 30_000_000))


def test_too_many_entries_are_not_read() -> None:
    many = {f"f{number}__txt": b"x" for number in range(30)}
    assert reasons.TOO_MANY in missed(archive(**many), entries=10)
