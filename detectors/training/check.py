"""Check annotated records: `python -m detectors.training.check [FOLDER or FILE ...]`."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from detectors.training.check_digits import CHECKED
from detectors.training.markup import CONTEXT, Mark, MarkupError, Record, read_file

RECORDS = Path(__file__).parent / "records"
_TITLE = re.compile(r"(?:Mr|Mrs|Miss|Ms|Mx|Dr|Prof|Cllr|Rev|Sir|Lady|PC|DC|Sgt)\.? ")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAMES = frozenset({"PERSON", "FIGURE"})


def problems(record: Record) -> Iterator[str]:
    """What is wrong with one record, in words."""
    if not record.text.strip():
        yield "no text"
    private = [m for m in record.marks if not m.benign and m.label not in CONTEXT]
    if record.kind == "clean" and private:
        yield f"a clean record marks {private[0].label} as private"
    if record.kind == "pii" and not private:
        yield "a pii record marks nothing private"
    for mark in record.marks:
        yield from _mark_problems(record, mark)
    yield from _unmarked(record)


def _mark_problems(record: Record, mark: Mark) -> Iterator[str]:
    words = record.text[mark.start : mark.end]
    if words != words.strip():
        yield f"{mark.label}: blanks inside the mark at its edge"
    if mark.label == "PERSON" and _TITLE.match(words):
        yield "PERSON: the title stands outside the mark"
    if mark.label == "PERSON" and re.search(r"['\u2019]s$", words):
        yield "PERSON: the possessive stands outside the mark"
    check = CHECKED.get(mark.label)
    if check and not mark.benign and any(c.isdigit() for c in words) and not check(words):
        yield f"{mark.label}: the check digit is wrong (write # in its place)"


def _unmarked(record: Record) -> Iterator[str]:
    """A name that is marked in one place and stands bare in another is mostly an oversight."""
    marked: set[int] = set()
    for mark in record.marks:
        marked.update(range(mark.start, mark.end))
    names = {
        word[0]
        for mark in record.marks
        if mark.label in _NAMES and len(record.text[mark.start : mark.end].split()) > 1
        for word in _WORD.finditer(record.text[mark.start : mark.end])
        if word[0][0].isupper()
    }
    for word in _WORD.finditer(record.text):
        if word[0] in names and word.start() not in marked:
            yield f"{word[0]!r} is part of a marked name and stands unmarked elsewhere"


def _files(arguments: Iterable[str]) -> Iterator[Path]:
    for path in map(Path, arguments):
        yield from sorted(path.rglob("*.txt")) if path.is_dir() else [path]


def main(arguments: list[str]) -> int:
    """Print every problem and a count of kinds and labels. 1 when there is any problem."""
    bad = 0
    seen: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    for path in _files(arguments or [str(RECORDS)]):
        try:
            for record in read_file(path):
                kinds[record.kind] += 1
                labels.update(("~" if m.benign else "") + m.label for m in record.marks)
                found = list(problems(record))
                if record.text in seen:
                    found.append(f"the same text as {seen[record.text]}")
                seen[record.text] = record.id
                for problem in found:
                    bad += 1
                    sys.stdout.write(f"{path}:{record.line}: {problem}\n")
        except (MarkupError, ValueError) as error:
            bad += 1
            sys.stdout.write(f"{path}: {error}\n")
    sys.stdout.write(f"{sum(kinds.values())} records {dict(kinds)}\n{dict(labels.most_common())}\n")
    sys.stdout.write(f"{bad} problems\n")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
