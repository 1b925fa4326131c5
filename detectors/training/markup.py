"""Annotated records as people write them: text with `[[LABEL|words]]` in place.

A file holds records one after the other. Each starts with a line

    === KIND [CATEGORY,CATEGORY] | what it is

KIND is `pii`, `clean`, `special` or `topic`; the categories are those of which the record states
a fact about an individual (`topic`: the subject it is only about). `[[~LABEL|words]]` marks what
is of that form but nobody's data. `#` in an identifier stands for its check digit.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from detectors.model.labels import SENSITIVE as CATEGORIES
from detectors.training.check_digits import FILLED

KINDS = frozenset({"pii", "clean", "special", "topic"})
# FIGURE: a public, historic or fictional person; never private data by being named.
LABELS = frozenset(
    """PERSON FIGURE ADDRESS POSTCODE LOCATION ORGANIZATION AGE DATE_OF_BIRTH PHONE EMAIL USERNAME
    CASE_REFERENCE CREDENTIAL UK_VEHICLE UK_NINO UK_NHS UK_CHI UK_UTR UK_PASSPORT
    UK_DRIVING_LICENCE UPN BANK_ACCOUNT CREDIT_CARD IBAN IP_ADDRESS""".split()  # noqa: SIM905
)
CONTEXT = frozenset({"FIGURE", "LOCATION", "ORGANIZATION"})  # alone they make no text personal

_HEAD = re.compile(r"(?P<kind>\w+)(?: +(?P<categories>[a-z_,]+))? *(?:\| *(?P<notes>.*))?")
_MARK = re.compile(
    r"\[\[(?P<benign>~?)(?P<label>[A-Z_]+)\|(?P<words>(?:(?!\[\[|\]\]).)+)\]\]", re.S
)


class MarkupError(ValueError):
    """A record that cannot be read: names the file and the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Code-point offsets into the record's text, end exclusive."""

    start: int
    end: int
    label: str
    benign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One annotated text; `id` is the file's name and the record's number in it."""

    id: str
    kind: str
    categories: tuple[str, ...]
    notes: str
    text: str = field(repr=False)
    marks: tuple[Mark, ...]
    line: int


def is_held_out(record: Record) -> bool:
    """Every tenth of our records is kept from training; which, no later record changes."""
    return zlib.crc32(record.id.encode()) % 10 == 0


def read_file(path: Path) -> Iterator[Record]:
    """Raises MarkupError at the first record that cannot be read."""
    parts = re.split(r"(?m)^=== *", path.read_text(encoding="utf-8"))
    line = 1 + parts[0].count("\n")
    for number, part in enumerate(parts[1:], start=1):
        head, _, body = part.partition("\n")
        yield _record(f"{path.stem}-{number:03d}", head.strip(), body.strip("\n"), f"{path}:{line}")
        line += part.count("\n")


def read_folder(folder: Path) -> list[Record]:
    """Every *.txt of the folder and below, in the order of names."""
    return [record for path in sorted(folder.rglob("*.txt")) for record in read_file(path)]


def _record(name: str, head: str, body: str, where: str) -> Record:
    match = _HEAD.fullmatch(head)
    if match is None or match["kind"] not in KINDS:
        raise MarkupError(f"{where}: a record starts '=== KIND [CATEGORIES] | notes', not {head!r}")
    categories = tuple(filter(None, (match["categories"] or "").split(",")))
    for category in categories:
        if category not in CATEGORIES:
            raise MarkupError(f"{where}: no such category: {category}")
    if match["kind"] in {"special", "topic"} and not categories:
        raise MarkupError(f"{where}: a {match['kind']} record names its category")
    text, marks = _text_and_marks(body.rstrip(), where)
    return Record(
        id=name,
        kind=match["kind"],
        categories=categories,
        notes=match["notes"] or "",
        text=text,
        marks=marks,
        line=int(where.rpartition(":")[2]),
    )


def _text_and_marks(body: str, where: str) -> tuple[str, tuple[Mark, ...]]:
    pieces: list[str] = []
    marks: list[Mark] = []
    size = at = 0
    for match in _MARK.finditer(body):
        label, words = match["label"], match["words"]
        if label not in LABELS:
            raise MarkupError(f"{where}: no such label: {label}")
        words = _with_check_digit(label, words, where)
        pieces += [body[at : match.start()], words]
        size += match.start() - at
        benign = bool(match["benign"]) or label == "FIGURE"
        marks.append(Mark(start=size, end=size + len(words), label=label, benign=benign))
        size += len(words)
        at = match.end()
    pieces.append(body[at:])
    text = "".join(pieces)
    if "[[" in text or "]]" in text:
        raise MarkupError(f"{where}: a mark is not closed, or stands inside another")
    return text, tuple(marks)


def _with_check_digit(label: str, words: str, where: str) -> str:
    if label not in FILLED or "#" not in words:
        return words
    try:
        return FILLED[label](words)
    except ValueError as error:
        raise MarkupError(f"{where}: {error}") from None
