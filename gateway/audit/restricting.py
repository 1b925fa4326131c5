"""Records that ordinary search must not show (UK GDPR, Article 18). Cases still see them."""

from sqlalchemy import ColumnElement, Connection, select

from gateway.audit.cases.tables import RESTRICTIONS
from gateway.audit.tables import INTERACTIONS

_STANDING = RESTRICTIONS.c.lifted.is_(None)


def unrestricted() -> ColumnElement[bool]:
    """The interaction is under no restriction: a condition."""
    found = select(RESTRICTIONS.c.record).where(
        RESTRICTIONS.c.record == INTERACTIONS.c.id, _STANDING
    )
    return ~found.exists()


def is_restricted(connection: Connection, record: str) -> bool:
    """Whether a record is under a restriction."""
    found = select(RESTRICTIONS.c.case).where(RESTRICTIONS.c.record == record, _STANDING)
    return connection.execute(found.limit(1)).first() is not None
