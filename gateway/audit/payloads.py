"""Kept texts as rows that lead to them, and the data keys of records."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Table

from gateway.audit.events import Row
from gateway.audit.kept import RECEIVED, RESTORED, Kept, Text, without
from gateway.audit.sealing import PeriodKey, RecordKey
from gateway.audit.tables import DATA_KEYS, compact
from gateway.audit.texts import Chained
from gateway.types import Answer, Capture


def dumps(value: object) -> bytes:
    """Compact JSON, pure ASCII: whatever code points a prompt holds survive the way back."""
    return compact(value).encode()


def payload_rows(
    interaction_id: str, key: RecordKey, period: PeriodKey, kept: Kept
) -> tuple[list[Row], Chained]:
    """A row per kind: the end of its chain of texts, or the kind that holds the same; the texts."""
    chained = Chained()
    own: list[Row] = [
        {
            "kind": kind,
            "same_as": None,
            "sealed": key.seal(kind, dumps({"new": _marks(texts)})),
            "head": chained.add(period, kept.owner, texts),
        }
        for kind, texts in kept.texts.items()
    ]
    same: list[Row] = [
        {"kind": kind, "same_as": other, "sealed": None, "head": None}
        for kind, other in kept.same_as.items()
    ]
    return [{"interaction_id": interaction_id} | row for row in (*own, *same)], chained


def _marks(texts: Sequence[Text]) -> str:
    """Which texts came with this turn: a digit for each."""
    return "".join("1" if text["new"] else "0" for text in texts)


def key_rows(key: RecordKey, *, needed: bool) -> dict[Table, list[Row]]:
    """The row of a record's data key, when anything was sealed with it."""
    row: Row = {"record": key.record, "key_id": key.key_id, "wrapped": key.wrapped}
    return {DATA_KEYS: [row]} if needed else {}


def kept_of_answer(answer: Answer, kept: Kept) -> Kept:
    """Masked keeps only what the provider sent; an answer without names to restore is kept once."""
    if kept.capture is Capture.METADATA:
        return kept
    received, restored = _text(answer.received, kept), _text(answer.restored, kept)
    if kept.capture is Capture.MASKED or restored == received:
        same = {RESTORED: RECEIVED} if received and kept.capture is Capture.FULL else {}
        found = {RECEIVED: received}
    else:
        same, found = {}, {RECEIVED: received, RESTORED: restored}
    texts = {kind: text for kind, text in found.items() if text}
    return replace(kept, texts=texts, same_as=same, hidden={})


def _text(text: str, kept: Kept) -> list[Text]:
    if not text:
        return []
    cleared = without(text, kept.hidden)
    return [{"path": "answer", "role": "assistant", "new": True, "text": cleared}]
