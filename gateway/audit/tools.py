"""Changes of the register while the gateway runs: append-only, who and why (clause 11.4)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, text

from gateway.audit.cleaning import cleaned
from gateway.audit.house_tables import TOOL_CHANGES
from gateway.audit.log.entering import Entry, Kind, enter, tool_change_entry
from gateway.audit.store import Store
from gateway.types import Approval

_LOCK = 7_204_118_534
_LATEST = select(func.max(TOOL_CHANGES.c.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolChange:
    """One change. `approval` None: the override ends and the register's own word counts again."""

    id: int
    time: datetime
    tool: str
    approval: Approval | None
    who: str
    why: str


def record_tool_change(
    store: Store, tool_id: str, approval: Approval | None, who: str, why: str
) -> ToolChange:
    """Write a change, durably; None resumes. Raises RecordError."""
    row = {
        "time": datetime.now(UTC),
        "tool": tool_id,
        "approval": approval.value if approval else None,
        "who": who,
        "why": why,
    }
    with store.write() as connection:
        if store.engine_name == "postgresql":
            # One at a time: ids become visible in order, and a poll of the highest misses none.
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        statement = insert(TOOL_CHANGES).values(cleaned(row)).returning(TOOL_CHANGES)
        changed = connection.execute(statement).one()
        enter(connection, [_entry(changed)])
        return _change(changed)


def current_overrides(store: Store) -> dict[str, ToolChange]:
    """The changes in force, by tool: the latest of each that is not a resumption."""
    latest = select(func.max(TOOL_CHANGES.c.id)).group_by(TOOL_CHANGES.c.tool)
    statement = select(TOOL_CHANGES).where(
        TOOL_CHANGES.c.id.in_(latest), TOOL_CHANGES.c.approval.is_not(None)
    )
    with store.read() as connection:
        return {row.tool: _change(row) for row in connection.execute(statement)}


def tool_history(store: Store, tool_id: str) -> tuple[ToolChange, ...]:
    """Every change of one tool, newest first."""
    statement = select(TOOL_CHANGES).where(TOOL_CHANGES.c.tool == tool_id)
    with store.read() as connection:
        rows = connection.execute(statement.order_by(TOOL_CHANGES.c.id.desc()))
        return tuple(_change(row) for row in rows)


def latest_change_id(store: Store) -> int:
    """The highest change so far, 0 when there is none: cheap enough to ask twice a second."""
    with store.read() as connection:
        return connection.execute(_LATEST).scalar() or 0


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    return Entry(
        name=tool_change_entry(row.id),
        kind=Kind.TOOL_CHANGE,
        rows={TOOL_CHANGES: [row._asdict()]},
    )


def _change(row: Row[*tuple[Any, ...]]) -> ToolChange:
    return ToolChange(
        id=row.id,
        time=row.time,
        tool=row.tool,
        approval=Approval(row.approval) if row.approval else None,
        who=row.who,
        why=row.why,
    )
