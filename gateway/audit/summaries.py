"""Lists of interactions, newest first, a page at a time: nothing here loads a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

from gateway.audit.restricting import unrestricted
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS
from gateway.types import Capture, Effect, End

PAGE = 500
_I, _E = INTERACTIONS.c, ENDINGS.c
JOINED = INTERACTIONS.outerjoin(ENDINGS, _E.interaction_id == _I.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One line of a list of interactions. `end` is None while it is still open."""

    id: str
    time: datetime
    person: str
    tool: str | None
    host: str
    vendor: str
    model: str
    effect: Effect
    clauses: tuple[str, ...]
    rules: tuple[str, ...]
    entities: Mapping[str, int]
    failure: str
    capture: Capture
    end: End | None
    status: int | None
    input_tokens: int | None
    output_tokens: int | None
    duration_ms: float | None


_SUMMARY = (
    _I.id,
    _I.time,
    _I.person,
    _I.tool,
    _I.host,
    _I.vendor,
    _I.model,
    _I.effect,
    _I.clauses,
    _I.rules,
    _I.entities,
    _I.failure,
    _I.capture,
    _E.outcome,
    _E.status,
    _E.input_tokens,
    _E.output_tokens,
    _E.duration_ms,
)


def pages(
    store: Store,
    where: Sequence[ColumnElement[bool]],
    *,
    limit: int | None = None,
    restricted: bool = False,
) -> Iterator[Summary]:
    """Interactions under some conditions, newest first, read a page at a time (keyset).

    Those under a restriction (UK GDPR, Article 18) only where `restricted` says so.
    """
    where = where if restricted else [*where, unrestricted()]
    after: list[ColumnElement[bool]] = []
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        rows = _page(store, [*where, *after], size)
        yield from (_summary(row) for row in rows)
        if len(rows) < size:
            return
        after = [_before(rows[-1].time, rows[-1].id)]
        left = None if left is None else left - size


def _page(
    store: Store, where: Sequence[ColumnElement[bool]], size: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    statement = select(*_SUMMARY).select_from(JOINED).where(*where)
    with store.read() as connection:
        ordered = statement.order_by(_I.time.desc(), _I.id.desc()).limit(size)
        return connection.execute(ordered).all()


def _before(time: datetime, interaction_id: str) -> ColumnElement[bool]:
    return or_(_I.time < time, and_(_I.time == time, _I.id < interaction_id))


def _summary(row: Row[*tuple[Any, ...]]) -> Summary:
    return Summary(
        id=row.id,
        time=row.time,
        person=row.person,
        tool=row.tool,
        host=row.host,
        vendor=row.vendor,
        model=row.model,
        effect=Effect[row.effect.upper()],
        clauses=tuple(row.clauses),
        rules=tuple(rule["rule"] for rule in row.rules),
        entities=row.entities,
        failure=row.failure,
        capture=Capture(row.capture),
        end=End(row.outcome) if row.outcome else None,
        status=row.status,
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        duration_ms=row.duration_ms,
    )
