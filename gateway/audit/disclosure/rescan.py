"""The last look: an export that still holds a redacted value, however written, is no export."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gateway.audit.cases.case import Case, Redaction
from gateway.audit.cases.grounds import GROUNDS
from gateway.audit.cases.rights import statements_of
from gateway.audit.cases.texts import texts_of
from gateway.audit.cases.wording import Wording, Written, wording
from gateway.audit.disclosure.copies import Copy
from gateway.audit.opening import open_record
from gateway.audit.store import Store
from gateway.errors import CaseError

SHORTEST = 3
"""Letters and digits; whatever is shorter stands everywhere."""
_CODES = "|".join(sorted({re.escape(one.code) for one in GROUNDS}, key=len, reverse=True))
_MARK = re.compile(rf"\[redacted: (?:{_CODES})(?:, (?:{_CODES}))*\]")


class StillHeld(CaseError):
    """A redacted value stands in what would be given out. Says where, never what."""

    def __init__(self, redaction: int, where: str) -> None:
        self.redaction = redaction
        super().__init__(
            f"What redaction {redaction} leaves out still stands in {where}: nothing was written. "
            "Leave it out there too (case redact --words), or take the redaction back and leave "
            "out more words around it."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A value that was left out, and the redaction that first did."""

    number: int
    value: Wording = field(repr=False)


def redacted_values(store: Store, case: Case) -> tuple[Redacted, ...]:
    """The values that a case leaves out, each once. Raises RecordError."""
    found: dict[str, Redacted] = {}
    for record, redactions in _by_record(case).items():
        for number, words in _words(store, record, redactions):
            value = wording(words)
            if value is not None and len(value.plain) >= SHORTEST:
                found.setdefault(value.plain, Redacted(number=number, value=value))
    return tuple(found.values())


def checked(copies: Iterable[Copy], values: Iterable[Redacted]) -> Iterator[Copy]:
    """The same copies. Raises StillHeld where one holds a value."""
    sought = tuple(values)
    for copy in copies:
        for text in (*copy.facts, *copy.texts):
            where = f"{text.kind}:{text.number} of {copy.record}"
            for piece in text.pieces:
                check_text(piece, sought, where)
        yield copy


def check_text(text: str, values: Iterable[Redacted], where: str) -> None:
    """Raises StillHeld where a text, of which our own marks do not count, holds a value."""
    written = Written(_MARK.sub(" | ", text))
    for redacted in values:
        if written.holds(redacted.value):
            raise StillHeld(redacted.number, where)


def _by_record(case: Case) -> Mapping[str, list[Redaction]]:
    found: dict[str, list[Redaction]] = {}
    for one in case.redactions:
        found.setdefault(one.record, []).append(one)
    return found


def _words(store: Store, record: str, redactions: Iterable[Redaction]) -> Iterator[tuple[int, str]]:
    opened = open_record(store, record, restricted=True)
    if opened is None:
        raise CaseError(f"There is no record {record} any more.")
    texts = texts_of(opened, statements_of(store, record))
    for one in redactions:
        yield one.number, texts[one.kind][one.text].text[one.start : one.end]
