"""How much the blind index files in a year: what hangs on the keys of that year."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, Select, exists, false, func, or_, select, union

from gateway.audit.log.tables import HOLDS
from gateway.audit.mentions import ANSWERED, ASKED
from gateway.audit.tables import ENDINGS, INTERACTIONS, MENTIONS

_SIDES = (
    (ASKED, INTERACTIONS.c.id, INTERACTIONS.c.time, INTERACTIONS.c.passage.is_not(None)),
    (ANSWERED, ENDINGS.c.interaction_id, ENDINGS.c.time, false()),
)


def filed_in(connection: Connection, year: int) -> int:
    """How many records mention somebody, or a reference, in a prompt or an answer of that year."""
    return _number(connection, _filed(year))


def held_in(connection: Connection, year: int) -> int:
    """How many of those are on hold."""
    held = select(HOLDS.c.record).where(HOLDS.c.released.is_(None))
    return _number(connection, _filed(year, held))


def _filed(year: int, among: Select[str] | None = None) -> Iterator[Select[str]]:
    begin = datetime(year, 1, 1, tzinfo=UTC)
    end = datetime(year, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    for side, record, time, led in _SIDES:
        filed = exists().where(MENTIONS.c.interaction_id == record, MENTIONS.c.side == side)
        statement = select(record).where(time.between(begin, end), or_(led, filed))
        yield statement if among is None else statement.where(record.in_(among))


def _number(connection: Connection, found: Iterator[Select[str]]) -> int:
    statement = select(func.count()).select_from(union(*found).subquery())
    return connection.execute(statement).scalar_one()
