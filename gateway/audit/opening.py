"""Opening one record: its facts, its ending, and whatever texts were kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from gateway.audit.noted import NotedFinding, findings_of
from gateway.audit.restricting import is_restricted
from gateway.audit.sealing import RecordKey
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, ENDINGS, INTERACTIONS, PAYLOADS
from gateway.audit.texts import read_texts
from gateway.errors import RecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """One text of a record, opened."""

    path: str
    role: str
    new: bool
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One interaction with everything that was kept of it, opened.

    `facts` holds the columns of the interaction, `ending` those of its ending, by column name;
    `texts` holds what was kept under prompt_typed, prompt_sent, answer_received, answer_restored.
    """

    facts: Mapping[str, Any]
    ending: Mapping[str, Any] | None
    justification: str = field(repr=False)
    unread: tuple[Mapping[str, str], ...]
    files: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    findings: tuple[NotedFinding, ...] = field(repr=False)
    scan_version: str
    staff: str = field(default="", repr=False)  # who stands under a pseudonym; "" where nobody does
    texts: Mapping[str, tuple[KeptText, ...]] = field(repr=False)
    signed_by: str = ""  # the gateway's own key that signed what left, if it did


def open_record(store: Store, interaction_id: str, *, restricted: bool = False) -> Record | None:
    """Everything kept of one interaction; None when there is no such record. Raises RecordError.

    One under a restriction (UK GDPR, Article 18) is shown only where `restricted` says so.
    """
    with store.read() as connection:
        if not restricted and is_restricted(connection, interaction_id):
            return None
        facts = _one(connection, INTERACTIONS, INTERACTIONS.c.id == interaction_id)
        ending = _one(connection, ENDINGS, ENDINGS.c.interaction_id == interaction_id)
        payloads = connection.execute(
            select(PAYLOADS).where(PAYLOADS.c.interaction_id == interaction_id)
        ).all()
        keys = _keys(store, connection, interaction_id)
        heads = [row.head for row in payloads if row.head]
        chains = read_texts(connection, store.periods, heads) if keys else {}
    if facts is None:
        return None
    del facts["passage"]  # a place in the index, and nobody's fact
    sealed_details = facts.pop("details")
    details = _opened(keys, "details", sealed_details) if sealed_details else {}
    return Record(
        facts=facts,
        ending=ending,
        justification=details.get("justification", ""),
        unread=tuple(details.get("unread", ())),
        files=tuple(details.get("files", ())),
        findings=findings_of(details),
        scan_version=details.get("scan_version", ""),
        signed_by=details.get("signed_by", ""),
        staff=details.get("person", ""),
        texts=_texts(keys, payloads, chains),
    )


def _one(connection: Connection, table: Table, where: ColumnElement[bool]) -> dict[str, Any] | None:
    row = connection.execute(select(table).where(where)).mappings().one_or_none()
    return None if row is None else dict(row)


def _keys(store: Store, connection: Connection, interaction_id: str) -> dict[str, RecordKey]:
    """The data keys of the request ("prompt") and of the ending ("answer"), where they exist."""
    names = {interaction_id: "prompt", f"{interaction_id}:answer": "answer"}
    rows = connection.execute(select(DATA_KEYS).where(DATA_KEYS.c.record.in_(names)))
    return {
        names[row.record]: store.periods.open(row.record, row.key_id, row.wrapped) for row in rows
    }


def _texts(
    keys: Mapping[str, RecordKey],
    payloads: Sequence[Row[*tuple[Any, ...]]],
    chains: Mapping[bytes, Sequence[tuple[str, str, str]]],
) -> dict[str, tuple[KeptText, ...]]:
    texts = {
        row.kind: tuple(_kept_texts(_opened(keys, row.kind, row.sealed), chains.get(row.head)))
        for row in payloads
        if row.sealed
    }
    same = {row.kind: texts.get(row.same_as, ()) for row in payloads if row.same_as}
    return texts | same


def _kept_texts(
    opened: Any,  # noqa: ANN401 - JSON
    chain: Sequence[tuple[str, str, str]] | None,
) -> Iterator[KeptText]:
    """As its chain says; a record from before revision 8 holds its texts itself."""
    if chain is None:
        yield from (KeptText(**text) for text in opened)
        return
    for (path, role, text), new in zip(chain, opened["new"], strict=True):
        yield KeptText(path=path, role=role, new=new == "1", text=text)


def _opened(keys: Mapping[str, RecordKey], part: str, sealed: bytes) -> Any:  # noqa: ANN401
    side = "answer" if part.startswith("answer") else "prompt"
    if side not in keys:
        raise RecordError(f"The data key of this record's {side} is gone; its texts stay sealed.")
    return json.loads(keys[side].open(part, sealed))
