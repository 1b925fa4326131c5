"""A store with one of everything that the log is about. All people are fictional."""

from datetime import UTC, datetime

from gateway.audit.activities import Activity, record_activity
from gateway.audit.events import append
from gateway.audit.judgements import Judgement, Verdict, record_judgement
from gateway.audit.kept import kept_of
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.store import Store
from gateway.audit.tools import record_tool_change
from gateway.types import Answer, Approval, Capture, End
from tests.unit.gateway.audit.samples import screened

ORIGIN = Origin(instance="first", run="run")


def ask(store: Store, identity: str, *, answered: bool = True) -> None:
    """One request that mentions somebody, and its answer."""
    made = screened("Dear Jane Doe", marks=[("Jane Doe", "PERSON")], id=identity)
    kept = kept_of(made, Capture.FULL)
    events = [request_event(store, ORIGIN, made, kept)]
    if answered:
        answer = Answer(
            interaction_id=identity,
            end=End.COMPLETE,
            time=datetime.now(UTC),
            received="Dear PERSONk3 \u2026",
            restored="Dear Jane Doe \u2026",
            found=(made.hits[0].finding,),
            first_byte_ms=0.1,
            duration_ms=12.5,
        )
        events.append(answer_event(store, ORIGIN, answer, kept))
    with store.write() as connection:
        append(connection, events)


def fill(store: Store, *, requests: int = 6) -> None:
    """Requests `r0` and on with their answers, an activity, a judgement, a pause."""
    for number in range(requests):
        ask(store, f"r{number}")
    record_activity(store, Activity(actor="jo", action="search", subject="x", why="FOI 1"))
    judgement = Judgement(record="r0", verdict=Verdict.FALSE_ALARM, who="jo", source="report")
    record_judgement(store, judgement)
    record_tool_change(store, "practice", Approval.PAUSED, "jo", "a fault")
