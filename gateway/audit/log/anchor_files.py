"""Reads checkpoints that were kept elsewhere: lines of JSON, saved e-mails, plain notes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from gateway.errors import GatewayError

_NOTE = re.compile(r"^genai-gateway/\S+\n\d+\n\S+\n(?:\S.*\n)*\n(?:\u2014 .+\n)+", re.MULTILINE)
_BIGGEST = 1_000_000_000


def notes_in(path: Path) -> Iterator[str]:
    """The notes of a file, or of every file below a folder. Raises GatewayError."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file():
                yield from notes_in(file)
        return
    try:
        if path.stat().st_size > _BIGGEST:
            raise GatewayError(f"{path} is too large to hold checkpoints.")
        if path.suffix == ".jsonl":
            yield from _lines(path)
            return
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GatewayError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise GatewayError(f"{path} is not text in UTF-8.") from None
    yield from (match.group() for match in _NOTE.finditer(text.replace("\r\n", "\n")))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield str(json.loads(line)["note"])
            except (ValueError, KeyError, TypeError):
                raise GatewayError(f"{path}, line {number}: no checkpoint.") from None
