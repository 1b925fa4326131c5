"""What people say about findings: staff report a mistake, reviewers label. Only ever added."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, select

from gateway.audit.cleaning import cleaned
from gateway.audit.events import Event, append
from gateway.audit.house_tables import JUDGEMENTS
from gateway.audit.log.entering import Kind
from gateway.audit.noted import NotedFinding, as_row, findings_of
from gateway.audit.payloads import dumps, key_rows
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, INTERACTIONS


class Verdict(StrEnum):
    """What somebody says about a finding, or about what should have been one."""

    CORRECT = "correct"
    FALSE_ALARM = "false_alarm"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`finding` is what was judged; of what was missed it is the place, without score and finder.

    None: the whole record is meant. `source` is "report" (anybody's) or "label" (a reviewer's).
    """

    record: str
    verdict: Verdict
    who: str
    source: str
    entity: str = ""
    finding: NotedFinding | None = field(default=None, repr=False)
    scan_version: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastJudgement:
    """A judgement read back."""

    id: str
    time: datetime
    judgement: Judgement


def recorded_entities(store: Store, record: str) -> Mapping[str, int] | None:
    """How many of which kind were found in a request; None when there is no such record."""
    statement = select(INTERACTIONS.c.entities).where(INTERACTIONS.c.id == record)
    with store.read() as connection:
        found: Mapping[str, int] | None = connection.execute(statement).scalar_one_or_none()
    return found


def record_judgement(
    store: Store, judgement: Judgement, *, instance: str = "command line"
) -> PastJudgement:
    """Write one, durably. Raises RecordError, also when there is no such record."""
    moment, new_id = datetime.now(UTC), str(uuid4())
    key = store.periods.issue(new_id, moment)
    row = {
        "id": new_id,
        "time": moment,
        "instance": instance,
        "interaction_id": judgement.record,
        "who": judgement.who,
        "source": judgement.source,
        "verdict": judgement.verdict.value,
        "entity": judgement.entity,
        "details": key.seal("details", dumps(_details(judgement))),
    }
    event = Event(
        entry=new_id,
        kind=Kind.JUDGEMENT,
        rows={JUDGEMENTS: [cleaned(row)]} | key_rows(key, needed=True),
    )
    with store.write() as connection:
        append(connection, [event])
    return PastJudgement(id=new_id, time=moment, judgement=judgement)


def judgements(
    store: Store,
    *,
    record: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[PastJudgement]:
    """Those of one record, or of all, oldest first, opened. Raises RecordError."""
    table = JUDGEMENTS.c
    statement = (
        select(JUDGEMENTS, DATA_KEYS.c.key_id, DATA_KEYS.c.wrapped)
        .join(DATA_KEYS, DATA_KEYS.c.record == table.id)
        .order_by(table.time, table.id)
    )
    if record:
        statement = statement.where(table.interaction_id == record)
    if since:
        statement = statement.where(table.time >= since)
    if until:
        statement = statement.where(table.time < until)
    with store.read() as connection:
        rows = connection.execute(statement).all()
    for row in rows:
        yield _past(store, row)


def _details(judgement: Judgement) -> dict[str, Any]:
    found = [as_row(judgement.finding)] if judgement.finding else []
    return {
        "note": judgement.note,
        "findings": found,
        "scan_version": judgement.scan_version,
    }


def _past(store: Store, row: Row[*tuple[Any, ...]]) -> PastJudgement:
    key = store.periods.open(row.id, row.key_id, row.wrapped)
    details = json.loads(key.open("details", row.details))
    judgement = Judgement(
        record=row.interaction_id,
        verdict=Verdict(row.verdict),
        who=row.who,
        source=row.source,
        entity=row.entity,
        finding=next(iter(findings_of(details)), None),
        scan_version=details["scan_version"],
        note=details["note"],
    )
    return PastJudgement(id=row.id, time=row.time, judgement=judgement)
