"""Kept texts as sealed rows, and the data keys that open them."""

import json

from sqlalchemy import Table

from gateway.audit.events import Row
from gateway.audit.kept import RECEIVED, RESTORED, Kept, Text, without
from gateway.audit.sealing import RecordKey
from gateway.audit.tables import DATA_KEYS
from gateway.types import Answer, Capture


def dumps(value: object) -> bytes:
    """Compact JSON, pure ASCII: whatever code points a prompt holds survive the way back."""
    return json.dumps(value, separators=(",", ":")).encode()


def payload_rows(interaction_id: str, key: RecordKey, kept: Kept) -> list[Row]:
    """A row per kind: sealed texts, or the kind that holds the same."""
    sealed: list[Row] = [
        {"kind": kind, "same_as": None, "sealed": key.seal(kind, dumps(texts))}
        for kind, texts in kept.texts.items()
    ]
    same: list[Row] = [
        {"kind": kind, "same_as": other, "sealed": None} for kind, other in kept.same_as.items()
    ]
    return [{"interaction_id": interaction_id} | row for row in (*sealed, *same)]


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
    return Kept(capture=kept.capture, texts=texts, same_as=same, hidden={})


def _text(text: str, kept: Kept) -> list[Text]:
    if not text:
        return []
    cleared = without(text, kept.hidden)
    return [{"path": "answer", "role": "assistant", "new": True, "text": cleared}]
