"""Small made-up records and passages for the tests of this folder."""

from pathlib import Path

from detectors.training import examples
from detectors.training.corpora import Passage
from detectors.training.markup import Mark, Record

VOCABULARY = Path(examples.__file__).parents[1] / "model" / "vocab.txt"
Part = str | tuple[str, str]
"""Plain words, or (words, label); "~LABEL" is of that form but nobody's data."""


def record(
    *parts: Part, kind: str = "pii", categories: tuple[str, ...] = (), name: str = "own-001"
) -> Record:
    text, marks = "", []
    for part in parts:
        words, label = (part, "") if isinstance(part, str) else part
        if label:
            benign, plain = label.startswith("~"), label.lstrip("~")
            end = len(text) + len(words)
            marks.append(Mark(start=len(text), end=end, label=plain, benign=benign))
        text += words
    return Record(
        id=name,
        kind=kind,
        categories=categories,
        notes="",
        text=text,
        marks=tuple(marks),
        line=1,
    )


def passage(*parts: Part) -> Passage:
    made = record(*parts)
    return Passage(text=made.text, spans=tuple((m.start, m.end, m.label) for m in made.marks))


def marked(made: Record) -> list[str]:
    return [made.text[mark.start : mark.end] for mark in made.marks]
