"""What was found is kept with its record: sealed, of new messages only, and without words."""

from dataclasses import replace

from sqlalchemy import text

from gateway.audit.events import append
from gateway.audit.kept import kept_of
from gateway.audit.noted import findings_of, noted
from gateway.audit.opening import open_record
from gateway.audit.rows import Origin, request_event
from gateway.audit.store import Store
from gateway.types import Capture, Screened
from tests.unit.gateway.audit.samples import screened

ORIGIN = Origin(instance="here", run="run")


def found() -> Screened:
    made = screened("Ask Ada Bell", marks=[("Ada Bell", "PERSON")])
    (hit,) = made.hits
    told = replace(hit, finding=replace(hit.finding, evidence=("cue word: ask",)))
    return replace(made, hits=(told,), scan_version="0123456789ab")


def test_a_record_keeps_what_was_found_and_what_it_went_by(store: Store) -> None:
    made = found()
    event = request_event(store, ORIGIN, made, kept_of(made, Capture.FULL))
    with store.write() as connection:
        append(connection, [event])
    record = open_record(store, made.interaction.id)
    assert record is not None
    (one,) = record.findings
    assert (one.entity, one.category, one.start, one.end) == ("PERSON", "personal", 4, 12)
    assert (one.score, one.recogniser, one.evidence) == (0.9, "test", ("cue word: ask",))
    assert record.scan_version == "0123456789ab"
    with store.read() as connection:
        sealed = connection.execute(text("SELECT details FROM interactions")).scalar_one()
    assert b"cue word" not in bytes(sealed)


def test_old_messages_were_noted_when_they_were_new() -> None:
    made = found()
    prompt = made.interaction.prompt
    old = replace(prompt, segments=tuple(replace(s, new=False) for s in prompt.segments))
    assert noted(replace(made, interaction=replace(made.interaction, prompt=old))) == {}


def test_a_request_without_findings_notes_nothing() -> None:
    assert noted(screened("Hello")) == {}
    assert findings_of({}) == ()


def test_of_very_many_findings_the_first_thousand_are_noted() -> None:
    made = found()
    assert len(noted(replace(made, hits=made.hits * 1_500))["findings"]) == 1_000


def test_what_was_found_is_in_no_repr(store: Store) -> None:
    (one,) = findings_of(noted(found()))
    assert "cue word" not in repr(one)
