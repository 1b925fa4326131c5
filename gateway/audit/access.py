"""Who may use which command on the records. A refusal is itself a record, and so is a new role."""

import hashlib
import json
from enum import StrEnum

from sqlalchemy import insert, select, update

from gateway.audit.activities import Activity, activity_event
from gateway.audit.events import append
from gateway.audit.house_tables import META
from gateway.audit.officers import Acting, acting
from gateway.audit.store import Store
from gateway.errors import CaseError
from gateway.settings.gateway_file import GatewayFile

INSTANCE = "command line"
_KNOWN = "officers"


class Use(StrEnum):
    """What somebody wants to do: the names under `access` in gateway.yaml."""

    SEARCH = "search"
    SHOW = "show"
    TEXTS = "texts"
    PERSON = "person"
    EXPORT = "export"
    REPORT = "report"
    VERIFY = "verify"
    ACTIVITIES = "activities"
    APPROVE = "approve"
    RETENTION = "retention"
    TOOLS = "tools"
    KEYS = "keys"
    DESTROY = "destroy"


def admit(store: Store, settings: GatewayFile, use: Use, name: str, account: str) -> Acting:
    """Whoever says to be `name` ("": the account), if that office may do this.

    Without officers everybody may, as their own account. Raises CaseError for a refusal, once it
    is recorded, and RecordError.
    """
    try:
        return _admitted(settings, use, acting(settings.officers, name, account))
    except CaseError as error:
        _note(
            store,
            Activity(
                actor=name.strip() or account,
                action="access.refused",
                subject=use.value,
                why=str(error),
                more={"account": account},
            ),
        )
        raise


def note_officers(store: Store, settings: GatewayFile, *, instance: str = INSTANCE) -> bool:
    """Record that offices or their rights are others than before; whether they are."""
    content = settings.model_dump(mode="json", include={"officers", "access"})
    stand = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    same = META.c.name == _KNOWN
    with store.read() as connection:
        before = connection.execute(select(META.c.value).where(same)).scalar()
    if before == stand or (before is None and not settings.officers):
        return False
    with store.write() as connection:
        if before is None:
            connection.execute(insert(META), {"name": _KNOWN, "value": stand})
        else:
            connection.execute(update(META).where(same).values(value=stand))
        what = Activity(
            actor="gateway.yaml",
            action="access.changed",
            subject=f"{len(settings.officers)} officers",
            why="the file was changed",
            more=content,
        )
        append(connection, [activity_event(store, instance, what)])
    return True


def _admitted(settings: GatewayFile, use: Use, who: Acting) -> Acting:
    allowed = set(getattr(settings.access, use.value))
    offices = [one.roles for one in settings.officers if one.person == who.name]
    if offices and not any(allowed.intersection(roles) for roles in offices):
        raise CaseError(f"{who.name} may not do this; see 'access.{use}' in gateway.yaml.")
    return who


def _note(store: Store, activity: Activity) -> None:
    with store.write() as connection:
        append(connection, [activity_event(store, INSTANCE, activity)])
