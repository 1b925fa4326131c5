"""What to look for in the records, as conditions on the interactions."""

from dataclasses import dataclass, field
from datetime import datetime
from json import dumps

from sqlalchemy import ColumnElement, Text, func, select, type_coerce, union

from gateway.audit.passages import leading_to
from gateway.audit.staff import forms_of
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS, MENTIONS, PASSAGE_MENTIONS
from gateway.types import Effect, End

_EXACT = ("tool", "host", "model", "vendor", "conversation", "instance", "failure", "body_hash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """All that are set must hold. `since` is inclusive, `until` exclusive, both with a zone."""

    person: str = ""  # the user's id, in any case of letters
    tool: str = ""
    since: datetime | None = None
    until: datetime | None = None
    effect: Effect | None = None
    entity: str = ""  # something of this kind was found
    rule: str = ""
    clause: str = ""
    host: str = ""
    vendor: str = ""
    model: str = ""
    conversation: str = ""
    instance: str = ""
    failure: str = ""
    body_hash: str = ""
    group: str = ""
    end: End | None = None
    unlisted: bool | None = None  # True: tools that are not in the register (clause 4)
    observed: str = ""  # a rule in observe mode would have spoken
    reference: str = field(default="", repr=False)  # a case reference in the prompt


def conditions(filters: Filters, store: Store) -> list[ColumnElement[bool]]:
    """The filters as SQL; the statement must join the endings (outer). Raises RecordError."""
    table = INTERACTIONS.c
    asked = [name for name in _EXACT if getattr(filters, name)]
    found = [_column(filters, table[name]) == getattr(filters, name) for name in asked]
    if filters.person:
        found.append(table.person_folded.in_(forms_of(store.index, filters.person)))
    if filters.since:
        found.append(table.time >= filters.since)
    if filters.until:
        found.append(table.time < filters.until)
    return found + _outcome(filters) + _listed(filters) + _reference(filters, store)


def _column(filters: Filters, column: ColumnElement[str]) -> ColumnElement[str]:
    """The column; with a person asked for, as no index has it.

    One person's records are few. SQLite takes any two indices for equally good, and would go
    through all that was ever blocked because those come in the right order.
    """
    return func.coalesce(column, "") if filters.person else column


def _outcome(filters: Filters) -> list[ColumnElement[bool]]:
    table = INTERACTIONS.c
    found: list[ColumnElement[bool]] = []
    if filters.effect is not None:
        found.append(_column(filters, table.effect) == filters.effect.word)
    if filters.end is not None:
        found.append(ENDINGS.c.outcome == filters.end.value)
    if filters.unlisted is not None:
        found.append(table.tool.is_(None) if filters.unlisted else table.tool.is_not(None))
    return found


def _listed(filters: Filters) -> list[ColumnElement[bool]]:
    """Columns that hold a short JSON text are searched as text: the same on every engine."""
    table = INTERACTIONS.c
    looked_for = (
        (table.entities, f"{dumps(filters.entity)}:", filters.entity),
        (table.rules, f'"rule":{dumps(filters.rule)}', filters.rule),
        (table.observed, f'"rule":{dumps(filters.observed)}', filters.observed),
        (table.clauses, dumps(filters.clause), filters.clause),
        (table.person_groups, dumps(filters.group), filters.group),
    )
    return [
        type_coerce(column, Text).contains(text, autoescape=True)
        for column, text, wanted in looked_for
        if wanted
    ]


def _reference(filters: Filters, store: Store) -> list[ColumnElement[bool]]:
    if not filters.reference:
        return []
    tokens = [index.reference_token(filters.reference) for index in store.epochs.all()]
    passages = select(PASSAGE_MENTIONS.c.passage).where(PASSAGE_MENTIONS.c.token.in_(tokens))
    mentioning = select(MENTIONS.c.interaction_id).where(MENTIONS.c.token.in_(tokens))
    return [INTERACTIONS.c.id.in_(union(leading_to(passages, store.engine_name), mentioning))]
