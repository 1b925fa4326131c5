"""Reads checkpoints that were kept elsewhere: lines of JSON or syslog, saved e-mails, notes."""

import gzip
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from gateway.audit.log.carried import carried_in
from gateway.audit.log.notes import Checkpoint
from gateway.errors import GatewayError

_NOTE = re.compile(r"^genai-gateway/\S+\n\d+\n\S+\n(?:\S.*\n)*\n(?:\u2014 .+\n)+", re.MULTILINE)
_HEAD = re.compile(r"genai-gateway/\S+")
_LINES = 100  # of a note, at most
_TAIL = 65_536  # bytes: some 200 checkpoints
_BEGINNING = '{"time": "'  # of a line of the file anchor
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def notes_in(path: Path) -> Iterator[str]:
    """The notes of a file, or of every file below a folder. Raises GatewayError.

    A file whose name ends in .gz is unpacked; one that ends in .jsonl holds JSON in every line.
    """
    if path.is_dir():
        for below in sorted(path.rglob("*")):
            if below.is_file():
                yield from notes_in(below)
        return
    try:
        with _opened(path) as file:
            lines = path.name.removesuffix(".gz").endswith(".jsonl")
            yield from _in_lines(path, file) if lines else _in_text(file)
    except (OSError, EOFError) as error:
        said = getattr(error, "strerror", None) or "it is damaged"
        raise GatewayError(f"{path} cannot be read: {said}.") from None


def newest_in(file: BinaryIO, origin: str) -> Checkpoint | None:
    """The last checkpoint of a log in a file of JSON lines; None where its end holds none.

    Raises OSError.
    """
    file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
    for line in reversed(file.read().splitlines()):
        with suppress(ValueError, TypeError, KeyError):  # another program's line, or a torn one
            found = Checkpoint.parse(str(json.loads(line)["note"]))
            if found.origin == origin:
                return found
    return None


def is_whole(file: BinaryIO) -> bool:
    """Whether the last line was written to its end. It was not when the disk was full, say."""
    if not file.seek(0, os.SEEK_END):
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def _opened(path: Path) -> TextIO:
    """Bytes that are no text are another program's lines: they become signs of no meaning."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    with path.open("rb") as file:
        if file.read(2) in _UTF16:
            raise GatewayError(f"{path} is not text in UTF-8.")
    return path.open(encoding="utf-8", errors="replace")


def _in_text(file: Iterable[str]) -> Iterator[str]:
    """Line by line: a collector's file is large, and most of it is about something else."""
    held: list[str] = []
    for line in file:
        plain = line.rstrip("\r\n")
        yield from carried_in(plain)
        if _HEAD.fullmatch(plain):
            yield from _whole(held)
            held = [plain]
        elif held and len(held) < _LINES:
            held.append(plain)
    yield from _whole(held)


def _whole(held: Iterable[str]) -> Iterator[str]:
    text = "".join(f"{line}\n" for line in held)
    yield from (match.group() for match in _NOTE.finditer(text))


def _in_lines(path: Path, file: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(file, start=1):
        try:
            read = dict(json.loads(line))
        except (ValueError, TypeError):
            read = {}
        if "note" in read:
            yield str(read["note"])
        elif read:
            yield from carried_in(line)  # an event for the security team, of a checkpoint or not
        elif not _torn(line.strip()):
            raise GatewayError(f"{path}, line {number}: no checkpoint.")


def _torn(line: str) -> bool:
    """Whether this is a line of the file anchor without its end."""
    begins = bool(line) and _BEGINNING.startswith(line[: len(_BEGINNING)])
    return begins and not line.endswith("}")
