"""People at work on cases over a small store. All people are fictional."""

from datetime import UTC, date, datetime
from typing import Any

from gateway.audit.cases.case import Case
from gateway.audit.cases.desk import Asked, Desk, open_case, read_case
from gateway.audit.cases.kinds import CaseKind, Requester
from gateway.audit.cases.searching import Found, Sought, search_case
from gateway.audit.events import append
from gateway.audit.filters import Filters
from gateway.audit.kept import kept_of
from gateway.audit.officers import Acting, acting
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.store import Store
from gateway.settings.casework import Officer, Role
from gateway.types import Answer, Capture, End
from tests.unit.gateway.audit.samples import Mark, hits, screened

RECEIVED = date(2026, 11, 2)
OFFICERS = (
    Officer(person="jo.lee", roles=(Role.INFORMATION_GOVERNANCE,)),
    Officer(person="kit.ng", roles=(Role.INFORMATION_GOVERNANCE,)),
    Officer(person="ana.reid", roles=(Role.APPROVER,)),
    Officer(person="al.marsh", roles=(Role.AUDITOR,)),
    Officer(person="sec.ops", roles=(Role.SECURITY,)),
)
ORIGIN = Origin(instance="first", run="run")


def officer(name: str = "jo.lee") -> Acting:
    """One of the officers, all from one account."""
    return acting(OFFICERS, name, "gateway")


def desk(store: Store, reference: str = "DSAR-1", who: str = "jo.lee") -> Desk:
    """A case and who works on it."""
    return Desk(store=store, reference=reference, who=officer(who))


def opened(
    store: Store, kind: CaseKind = CaseKind.DSAR, reference: str = "DSAR-1", who: str = "jo.lee"
) -> Desk:
    """A new case."""
    at = desk(store, reference, who)
    asked = Asked(
        kind=kind,
        received=RECEIVED,
        requester=Requester.PUBLIC,
        owner="jo.lee",
        about="All about Jane Doe",
    )
    open_case(at, asked)
    return at


def now(at: Desk) -> Case:
    """The case as it stands."""
    return read_case(at.store, at.reference)[0]


def search(at: Desk, *people: str, text: str = "", **filters: object) -> Found:
    """A search for people."""
    sought = Sought(filters=Filters(**filters), people=people, text=text)  # type: ignore[arg-type]
    return search_case(at, sought, why="")


def ask(
    store: Store,
    identity: str,
    text: str = "Write to Jane Doe about Sam Poe",
    *,
    marks: tuple[Mark, ...] = (("Jane Doe", "PERSON"), ("Sam Poe", "PERSON")),
    person: str = "sam.okafor",
    answer: str = "Dear Jane Doe",
    read: bool = False,
    **more: Any,
) -> None:
    """A request and its answer, as the gateway records them; with `read` whom that mentions."""
    made = screened(text, marks=marks, id=identity, person=person, **more)
    kept = kept_of(made, Capture.FULL)
    ended = Answer(
        interaction_id=identity,
        end=End.COMPLETE,
        time=datetime.now(UTC),
        received=answer,
        restored=answer,
        found=tuple(hit.finding for hit in hits([answer], marks)) if read else (),
        duration_ms=1.5,
    )
    events = [
        request_event(store, ORIGIN, made, kept),
        answer_event(store, ORIGIN, ended, kept),
    ]
    with store.write() as connection:
        append(connection, events)
