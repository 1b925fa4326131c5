"""Annotated texts to measure with, whatever form their file has.

JSON Lines (also .gz): {"id", "text", "spans", "expect", ...}, conversations ("messages"), corpora
of named entities ("split"), prompts without annotation ("turns" or "instruction"); CSV with a
column "prompt"; our own records in mark-up (*.txt, or a folder of them).
"""

import csv
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from detectors.training.markup import MarkupError, Record, is_held_out, read_file

FOLD = 5  # of a JSON Lines file every fifth record is held out from training and tuning
NOT_PRIVATE = frozenset({"ORGANIZATION", "LOCATION"})  # alone they make no text personal
_ORIGIN = "names-"  # a file of names of one origin is called so


class Kind(StrEnum):
    """What a set of texts can be measured for."""

    PROMPTS = "prompts"  # spans of every kind, and what the whole text is
    PEOPLE = "people"  # names of people only
    BENIGN = "benign"  # no private data at all, or hardly any


class GoldError(ValueError):
    """A file that cannot be read as annotated texts: names the file and the line."""


@dataclass(frozen=True, slots=True)
class Span:
    """Code-point offsets, end exclusive."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated text. `expect` is pii, clean, special, topic, or "" when nobody said.

    Texts of one `group` are messages of one conversation and scanned together. `stated` are the
    categories of which the text states a fact about an individual; None when nobody looked.
    """

    id: str
    text: str = field(repr=False)
    spans: tuple[Span, ...] = ()
    expect: str = ""
    category: str = ""
    technique: str = ""
    notes: str = ""
    origin: str = ""
    group: str = ""
    stated: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """The texts of one file."""

    name: str
    kind: Kind
    texts: tuple[Gold, ...]


def read_gold(path: Path, *, held_out: bool = False, limit: int | None = None) -> GoldSet:
    """The texts of a file or of a folder of records; the first `limit` of them.

    `held_out` leaves out what may be trained on or tuned with: of JSON Lines all but every fifth
    line, of our records all but every tenth. Corpora and benign prompts are whole. Raises
    GoldError.
    """
    texts: Iterable[Gold]
    if path.is_dir() or path.suffix == ".txt":
        kind, texts = Kind.PROMPTS, _records(path, held_out=held_out)
    elif path.suffix == ".csv":
        kind, texts = Kind.BENIGN, _table(path)
    else:
        kind, texts = _json_lines(path, held_out=held_out)
    return GoldSet(name=path.name, kind=kind, texts=tuple(texts)[:limit])


def _records(path: Path, *, held_out: bool) -> Iterator[Gold]:
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    try:
        for file in files:
            for record in read_file(file):
                if is_held_out(record) or not held_out:
                    yield _of_record(record, file)
    except (OSError, UnicodeDecodeError, MarkupError) as error:
        raise GoldError(f"{path}: {_said(error)}") from None


def _of_record(record: Record, file: Path) -> Gold:
    return Gold(
        id=record.id,
        text=record.text,
        spans=tuple(Span(m.start, m.end, m.label) for m in record.marks if not m.benign),
        expect=record.kind,
        category=record.categories[0] if record.categories else "",
        notes=f"{file.parent.name} {record.notes}",
        origin=_origin({}, file),
        stated=() if record.kind == "topic" else record.categories,
    )


def _table(path: Path) -> list[Gold]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        with path.open(encoding="utf-8", newline="") as source:
            rows = [row["prompt"] for row in csv.DictReader(source)]
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise GoldError(f"{path}: {_said(error)}") from None
    return [Gold(id=f"{path.stem}-{n}", text=text) for n, text in enumerate(rows, start=1)]


def _json_lines(path: Path, *, held_out: bool) -> tuple[Kind, list[Gold]]:
    kinds: dict[Kind, None] = {}
    texts: list[Gold] = []
    for number, row in enumerate(_rows(path)):
        try:
            kind, read = _shape(row)
            found = [replace(one, origin=_origin(row, path)) for one in read(row, number)]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise GoldError(f"{path}: record {number + 1} is not an annotated text") from None
        if kind is Kind.PROMPTS and held_out and number % FOLD != FOLD - 1:
            found = []
        kinds[kind] = None
        texts += found
    if len(kinds) != 1:
        raise GoldError(f"{path}: holds no records, or records of different forms")
    return next(iter(kinds)), texts


def _rows(path: Path) -> Iterator[Any]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(path, number, line)
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise GoldError(f"{path}: {_said(error)}") from None


def _row(path: Path, number: int, line: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise GoldError(f"{path}:{number}: is not valid JSON") from None


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"has no column {error}"
    if isinstance(error, MarkupError):
        return str(error)
    return (getattr(error, "strerror", "") or "cannot be read").lower()


Reader = Callable[[Mapping[str, Any], int], Sequence[Gold]]


def _shape(row: Mapping[str, Any]) -> tuple[Kind, Reader]:
    """Raises ValueError for a row that is none of those."""
    for key, shape in _SHAPES.items():
        if key in row:
            return shape
    raise ValueError("no such form")


def _prompt(row: Mapping[str, Any], number: int) -> list[Gold]:
    return [
        Gold(
            id=str(row.get("id", number)),
            text=row["text"],
            spans=_spans(row.get("spans", ())),
            expect=row.get("expect", "pii"),
            category=row.get("category") or "",
            technique=row.get("technique") or "",
            notes=str(row.get("notes") or row.get("genre") or ""),
            stated=_stated(row),
        )
    ]


def _stated(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    if row.get("expect") in {"clean", "topic"}:
        return ()
    return (str(row["category"]), *map(str, row.get("also") or ())) if row.get("category") else None


def _messages(row: Mapping[str, Any], number: int) -> list[Gold]:
    name = str(row.get("id", number))
    found = []
    for place, message in enumerate(row["messages"]):
        spans = _spans(message.get("spans", ()))
        private = any(span.label not in NOT_PRIVATE for span in spans)
        found.append(
            Gold(
                id=f"{name}/{place}",
                text=message["content"],
                spans=spans,
                expect="pii" if private else "",
                notes=str(row.get("notes") or ""),
                group=name,
            )
        )
    return found


def _passage(row: Mapping[str, Any], number: int) -> list[Gold]:
    return [Gold(id=str(row.get("id", number + 1)), text=row["text"], spans=_spans(row["spans"]))]


def _turns(row: Mapping[str, Any], number: int) -> list[Gold]:
    name = str(row.get("question_id", number + 1))
    return [Gold(id=f"{name}/{n}", text=turn) for n, turn in enumerate(row["turns"])]


def _instruction(row: Mapping[str, Any], number: int) -> list[Gold]:
    inputs = [case.get("input") or "" for case in row.get("instances", [{}])]
    return [
        Gold(id=f"{row.get('id', number + 1)}/{n}", text=f"{row['instruction']}\n{given}".strip())
        for n, given in enumerate(inputs)
    ]


def _spans(rows: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(int(r["start"]), int(r["end"]), str(r["label"])) for r in rows)


def _origin(row: Mapping[str, Any], path: Path) -> str:
    """What a record says, or what its file is called for."""
    if row.get("origin"):
        return str(row["origin"])
    name = path.name.partition(".")[0]
    return name.removeprefix(_ORIGIN) if name.startswith(_ORIGIN) else ""


# The first key that a record has says what it is.
_SHAPES: Mapping[str, tuple[Kind, Reader]] = MappingProxyType(
    {
        "messages": (Kind.PROMPTS, _messages),
        "split": (Kind.PEOPLE, _passage),
        "turns": (Kind.BENIGN, _turns),
        "instruction": (Kind.BENIGN, _instruction),
        "spans": (Kind.PROMPTS, _prompt),
    }
)
