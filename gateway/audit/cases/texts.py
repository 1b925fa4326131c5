"""Every text of a record that an answer may give out, numbered: what redactions point into.

The facts of a record are among them. Their order is for good: redactions name them by number.
"""

from collections.abc import Iterable, Mapping
from operator import attrgetter

from gateway.audit.cases.case import Statement
from gateway.audit.kept import RECEIVED, RESTORED, SENT, TYPED
from gateway.audit.opening import KeptText, Record

FACT, JUSTIFICATION, FILE_NAME, STATEMENT = "fact", "justification", "file_name", "statement"
FACTS = ("person", "address", "user_agent", "tool", "vendor", "product", "host", "model")
"""Columns of the interaction that are given out as texts, by their number."""
_IN_ORDER = (TYPED, SENT, RECEIVED, RESTORED)


def texts_of(
    record: Record, statements: Iterable[Statement] = ()
) -> Mapping[str, tuple[KeptText, ...]]:
    """All texts of a record by kind, with the statements that stand beside it."""
    beside = sorted(statements, key=attrgetter("at"))
    found = {
        FACT: tuple(_text(name, "fact", _fact(record, name)) for name in FACTS),
        JUSTIFICATION: _some([_text("justification", "user", record.justification)]),
        FILE_NAME: _some(_text("file", "user", str(file["name"])) for file in record.files),
        **{kind: record.texts.get(kind, ()) for kind in _IN_ORDER},
        STATEMENT: tuple(_text("statement", "statement", one.text) for one in beside),
    }
    return {kind: texts for kind, texts in found.items() if texts}


def _fact(record: Record, name: str) -> str:
    """Whoever stands under a pseudonym in the records has their name in a case."""
    value = (name == "person" and record.staff) or record.facts[name]
    return value or ""


def _some(texts: Iterable[KeptText]) -> tuple[KeptText, ...]:
    listed = tuple(texts)
    return listed if any(text.text for text in listed) else ()


def _text(path: str, role: str, text: str) -> KeptText:
    return KeptText(path=path, role=role, new=True, text=text)
