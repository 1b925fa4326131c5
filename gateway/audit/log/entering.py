"""Puts events into the log: a salt and a place in the queue, within their transaction."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Connection

from gateway.audit.log.committed import SALT_BYTES, VERSION, Rows, body_of, leaf_of
from gateway.audit.log.tables import LOG_QUEUE, LOG_SALTS
from gateway.audit.statements import whole_rows

ANSWER_SUFFIX, TOOL_CHANGE_PREFIX = ":answer", "tool-change:"


class Kind(StrEnum):
    """What an entry of the log is about."""

    REQUEST = "request"
    ANSWER = "answer"
    ACTIVITY = "activity"
    JUDGEMENT = "judgement"
    TOOL_CHANGE = "tool_change"
    DISPOSAL = "disposal"  # an activity, with the tombstones it set


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event on its way into the log. `name` is unique: the record's id, or "<id>:answer"."""

    name: str
    kind: Kind
    rows: Rows = field(repr=False)


def answer_entry(interaction_id: str) -> str:
    """The name of the entry of an interaction's ending."""
    return interaction_id + ANSWER_SUFFIX


def tool_change_entry(change_id: int) -> str:
    """The name of the entry of a change of the register."""
    return f"{TOOL_CHANGE_PREFIX}{change_id}"


def entered(entries: Iterable[Entry]) -> Rows:
    """Salts and places in the queue: rows to be written in the transaction of the entries' own."""
    salts, queue = [], []
    for entry in entries:
        salt = os.urandom(SALT_BYTES)
        leaf = leaf_of(salt, body_of(entry.name, entry.kind, entry.rows))
        row = {"entry": entry.name, "kind": entry.kind.value, "version": VERSION, "salt": salt}
        salts.append(row)
        queue.append({"entry": entry.name, "queued": time.time_ns(), "leaf": leaf})
    return {LOG_SALTS: salts, LOG_QUEUE: queue} if salts else {}


def enter(connection: Connection, entries: Iterable[Entry]) -> None:
    """Queue entries for the sequencer. They become leaves once the transaction is committed."""
    for table, rows in entered(entries).items():
        whole_rows(table, connection.dialect).execute(connection, rows)
