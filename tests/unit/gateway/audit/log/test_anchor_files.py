"""Notes that were kept elsewhere are read from whatever they were kept in."""

import json
from pathlib import Path

import pytest

from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.notes import Checkpoint
from gateway.audit.log.signer import origin_of, signer_of
from gateway.errors import GatewayError

SIGNER = signer_of("store", b"k" * 32)


def note(size: int) -> str:
    return SIGNER.sign(Checkpoint(origin=origin_of("store", 2026), size=size, root=b"r" * 32))


def test_lines_of_json(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    file.write_text("".join(json.dumps({"note": note(n)}) + "\n" for n in (1, 2)))
    assert list(notes_in(file)) == [note(1), note(2)]


def test_a_saved_mail_and_plain_notes_in_a_folder(tmp_path: Path) -> None:
    mail = f"Subject: the log\r\n\r\nPlease keep.\r\n\r\n---\r\n{note(3)}---\r\n"
    (tmp_path / "a.eml").write_text(mail.replace("\n", "\r\n"), newline="")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.txt").write_text(note(4))
    assert list(notes_in(tmp_path)) == [note(3), note(4)]


def test_a_file_without_notes_has_none(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("nothing here\n")
    assert list(notes_in(tmp_path)) == []


@pytest.mark.parametrize("line", ["{", "[]", "{}"])
def test_a_damaged_line_is_an_error_that_names_it(tmp_path: Path, line: str) -> None:
    file = tmp_path / "kept.jsonl"
    file.write_text(json.dumps({"note": note(1)}) + f"\n{line}\n")
    with pytest.raises(GatewayError, match="line 2"):
        list(notes_in(file))


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GatewayError, match="cannot be read"):
        list(notes_in(tmp_path / "missing.txt"))
    (tmp_path / "raw.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(GatewayError, match="UTF-8"):
        list(notes_in(tmp_path / "raw.txt"))
