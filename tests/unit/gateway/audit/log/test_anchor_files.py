"""Notes that were kept elsewhere are read from whatever they were kept in."""

import gzip
import json
from pathlib import Path

import pytest

from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.carried import carried
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


def test_a_collector_s_file_with_other_programs_lines(tmp_path: Path) -> None:
    other = b"<38>1 2026-11-25T10:00:00Z fw sshd 7 - - caf\xe9 genai-gateway/x\n"
    ours = f"Nov 25 10:00:01 gw1 genai-gateway: 5 entries {carried(note(5))}\n".encode()
    (tmp_path / "messages").write_bytes(other + ours + other)
    (tmp_path / "messages.1.gz").write_bytes(gzip.compress(ours + other))
    assert list(notes_in(tmp_path)) == [note(5), note(5)]


def test_events_for_the_security_team(tmp_path: Path) -> None:
    events = [
        {"message": "a prompt"},
        {"genai_gateway": {"checkpoint": {"note": carried(note(6))}}},
    ]
    file = tmp_path / "events.jsonl"
    file.write_text("".join(json.dumps(event) + "\n" for event in events))
    assert list(notes_in(file)) == [note(6)]


def test_a_note_that_is_cut_short_is_none_and_the_next_is_found(tmp_path: Path) -> None:
    cut = note(7).rpartition("\n\n")[0]
    (tmp_path / "both.txt").write_text(f"{cut}\n{note(8)}\nthe end\n")
    assert list(notes_in(tmp_path)) == [note(8)]


def test_a_file_without_notes_has_none(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("nothing here\n")
    assert list(notes_in(tmp_path)) == []


@pytest.mark.parametrize("line", ["", "{]", "[]", "{}", '{"time": "}'])
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
    (tmp_path / "cut.gz").write_bytes(gzip.compress(b"x" * 1000)[:15])
    with pytest.raises(GatewayError, match="damaged"):
        list(notes_in(tmp_path / "cut.gz"))
