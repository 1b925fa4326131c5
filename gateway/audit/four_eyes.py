"""Four eyes: a record with special categories is opened only when a second officer has agreed.

An approval is an activity: who agreed that whom opens what, and until when.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from detectors.entities import CATEGORY
from detectors.types import Category
from gateway.audit.activities import ACTIVITY_COLUMNS, past_activity
from gateway.audit.clock import TOLERANCE
from gateway.audit.filters import Filters, conditions
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.looking import Look
from gateway.audit.officers import Acting
from gateway.audit.retention.due import found
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED
from gateway.audit.tables import DATA_KEYS, INTERACTIONS
from gateway.errors import CaseError
from gateway.settings.gateway_file import GatewayFile

APPROVED = "records.approve"
EXPORT = "export"
"""What an approval names where it is not one record but an export."""
_LONGEST = timedelta(days=366)

SPECIAL: Sequence[Category] = (Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE)


def is_special(entities: Mapping[str, int]) -> bool:
    """Whether something of a special category, or about an offence, was found."""
    return any(CATEGORY.get(entity) in SPECIAL for entity in entities)


def approve(look: Look, subject: str, reader: str, *, hours: float) -> datetime:
    """Agree that `reader` opens a record, or exports; returns until when. Raises CaseError."""
    if reader.strip().casefold() in {look.who.name.casefold(), look.who.account.casefold()}:
        raise CaseError("Nobody approves what they open themselves.")
    if subject != EXPORT and entities_of(look.store, subject) is None:
        raise CaseError(f"There is no record {subject}.")
    until = datetime.now(UTC) + timedelta(hours=hours)
    look.note(APPROVED, subject, reader=reader.strip(), until=until.isoformat())
    return until


def check_four_eyes(look: Look, settings: GatewayFile, subject: str, *, special: bool) -> None:
    """Raises CaseError, once it is recorded, where another officer must agree and has not."""
    if not special or not settings.cases.four_eyes_special:
        return
    try:
        must_be_approved(look.store, subject, look.who)
    except CaseError:
        look.note("access.refused", subject, use="four eyes")
        raise


def check_record(look: Look, settings: GatewayFile, record: str) -> None:
    """The same for one record, by what was found in it."""
    special = is_special(entities_of(look.store, record) or {})
    check_four_eyes(look, settings, record, special=special)


def must_be_approved(store: Store, subject: str, reader: Acting) -> None:
    """Raises CaseError unless somebody else has agreed, and that still counts."""
    now = datetime.now(UTC)
    statement = (
        select(*ACTIVITY_COLUMNS)
        .join(DATA_KEYS, DATA_KEYS.c.record == ACTIVITIES.c.id)
        .where(ACTIVITIES.c.time > now - _LONGEST, ACTIVITIES.c.action == APPROVED)
        .where(ACTIVITIES.c.time < now + TOLERANCE)  # it would last as long as a clock was ahead
        .order_by(ACTIVITIES.c.time.desc())
    )
    with store.read() as connection:
        for row in connection.execute(statement):
            said = past_activity(store, row)
            whom = str(said.more.get("reader", "")).casefold()
            mine = {reader.name.casefold(), reader.account.casefold()}
            if (
                said.subject == subject
                and whom == reader.name.casefold()
                and datetime.fromisoformat(said.more["until"]) > now
                and said.actor.casefold() not in mine
            ):
                return
    raise CaseError(
        "This holds special-category data: another officer must first agree "
        f"(genai-gateway records approve {subject} --for {reader.name})."
    )


def entities_of(store: Store, record: str) -> Mapping[str, int] | None:
    """What was found in a record; None when there is none of that id. Raises RecordError."""
    statement = select(INTERACTIONS.c.entities).where(INTERACTIONS.c.id == record)
    with store.read() as connection:
        entities: Mapping[str, int] | None = connection.execute(statement).scalar()
    return entities


def any_special(store: Store, filters: Filters) -> bool:
    """Whether a search would find a record with special categories. Raises RecordError."""
    where = [*conditions(filters, store), found(SPECIAL)]
    statement = select(INTERACTIONS.c.id).select_from(JOINED).where(*where).limit(1)
    with store.read() as connection:
        return connection.execute(statement).first() is not None
