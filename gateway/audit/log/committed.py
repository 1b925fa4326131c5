"""What a leaf commits to: the clear columns of an event's rows, and hashes of the sealed ones.

A version names the columns for good: a column that comes later needs a version of its own, so that
older leaves can still be made again from the rows.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Float, Integer, LargeBinary, Table
from sqlalchemy.types import TypeEngine

from gateway.audit.house_tables import ACTIVITIES, JUDGEMENTS, TOOL_CHANGES
from gateway.audit.log.merkle import leaf_hash
from gateway.audit.log.tables import TOMBSTONES, TOTALS
from gateway.audit.tables import ENDINGS, INTERACTIONS, MENTIONS, PAYLOADS, Json, Moment, compact

VERSION = 4
SALT_BYTES = 32

COLUMNS: dict[int, dict[Table, tuple[str, ...]]] = {
    1: {
        INTERACTIONS: (
            *("id", "time", "run", "instance", "person", "person_folded", "person_groups"),
            *("person_source", "address", "user_agent", "host", "vendor", "product", "tool"),
            *("tool_category", "storage_region", "processing_region", "dialect", "model"),
            *("method", "path", "stream", "generative", "conversation", "effect", "clauses"),
            *("rules", "observed", "policy_version", "entities", "issued", "segments", "unread"),
            *("failure", "justified", "details", "capture", "attempt", "body_hash"),
            *("key_fingerprint", "timings"),
        ),
        PAYLOADS: ("interaction_id", "kind", "same_as", "sealed"),
        ENDINGS: (
            *("interaction_id", "time", "instance", "outcome", "status", "model"),
            *("input_tokens", "output_tokens", "first_byte_ms", "duration_ms", "unrestored"),
        ),
        MENTIONS: ("token", "interaction_id", "finding", "side"),
        ACTIVITIES: ("id", "time", "instance", "actor", "action", "details"),
        JUDGEMENTS: (
            *("id", "time", "instance", "interaction_id", "who", "source", "verdict", "entity"),
            "details",
        ),
        TOOL_CHANGES: ("id", "time", "tool", "approval", "who", "why"),
        TOMBSTONES: ("record", "time", "reason", "authority", "who", "disposal"),
        # Came later: no older leaf has rows of it, and so none can be given any.
        TOTALS: (
            *("disposal", "line", "month", "tool", "service", "decision", "prompts", "personal"),
            *("special_category", "criminal_offence", "confidential", "secret"),
            *("input_tokens", "output_tokens"),
        ),
    }
}
COLUMNS |= {2: COLUMNS[1] | {PAYLOADS: (*COLUMNS[1][PAYLOADS], "head")}}
COLUMNS |= {3: COLUMNS[2]}
COLUMNS |= {4: COLUMNS[3] | {INTERACTIONS: (*COLUMNS[3][INTERACTIONS], "passage")}}
_BEHIND = 1_000_000  # before version 3 an answer's findings were numbered behind the request's

Rows = Mapping[Table, Sequence[Mapping[Any, Any]]]
_Plain = Callable[[Any], Any]
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def body_of(entry: str, kind: str, rows: Rows, version: int = VERSION) -> bytes:
    """The canonical JSON (RFC 8785) of an event. Raises KeyError for a row without a column.

    Of the blind index only how many tokens there are and a hash over them: there may be thousands.
    """
    content = {
        table.name: _plain_rows(table, rows[table], version)
        for table in COLUMNS[version]
        if rows.get(table)
    }
    if tokens := content.get(MENTIONS.name):
        content[MENTIONS.name] = [
            {"count": len(tokens), "sha256": hashlib.sha256(canonical(tokens)).hexdigest()}
        ]
    return canonical({"entry": entry, "kind": kind, "rows": content, "version": version})


def leaf_of(salt: bytes, body: bytes) -> bytes:
    """The leaf hash: salted, so that it says nothing of an event whose salt is destroyed."""
    return leaf_hash(commitment_of(salt, body))


def commitment_of(salt: bytes, body: bytes) -> bytes:
    """The data of a leaf: 32 bytes that say nothing of the event to whoever lacks the salt."""
    return hashlib.sha256(salt + body).digest()


def canonical(value: object) -> bytes:
    """Canonical JSON (RFC 8785) of what holds no floating-point numbers and only ASCII keys."""
    return _CANONICAL(value).encode()


def _plain_rows(table: Table, rows: Iterable[Mapping[Any, Any]], version: int) -> list[Any]:
    columns = _plainers(table, version)
    if table is MENTIONS and version < 3:
        rows = _numbered_behind(list(rows))
    plain = [{name: make(row[name]) for name, make in columns} for row in rows]
    return sorted(plain, key=canonical) if len(plain) > 1 else plain


def _numbered_behind(rows: Sequence[Mapping[Any, Any]]) -> Iterable[Mapping[Any, Any]]:
    """Mentions as they were numbered before version 3.

    A gateway of an older version that ran on while the store was upgraded still wrote them so.
    """
    if any(row["finding"] >= _BEHIND for row in rows):
        return rows
    return ({**row, "finding": row["finding"] + _BEHIND * row["side"]} for row in rows)


_PLAINERS: dict[tuple[str, int], tuple[tuple[str, _Plain], ...]] = {}


def _plainers(table: Table, version: int) -> tuple[tuple[str, _Plain], ...]:
    key = (table.name, version)
    if key not in _PLAINERS:
        _PLAINERS[key] = tuple(
            (name, _plainer(table.c[name].type)) for name in COLUMNS[version][table]
        )
    return _PLAINERS[key]


def _plainer(kind: TypeEngine[Any]) -> _Plain:
    """How a column's value is said: the same for a value to be written and for one read back."""
    say = next((say for type_, say in _SAYINGS if isinstance(kind, type_)), str)
    return lambda value: None if value is None else say(value)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_SAYINGS: tuple[tuple[type[TypeEngine[Any]], _Plain], ...] = (
    (Moment, _moment),
    (Json, compact),
    (LargeBinary, lambda value: hashlib.sha256(value).hexdigest()),
    (Float, lambda value: repr(float(value))),
    (Boolean, bool),
    (Integer, int),
)
