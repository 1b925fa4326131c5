"""What is copied is what was approved, and who asked is told only where it may be."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gateway.audit.cases.desk import Desk
from gateway.audit.cases.disclosure import disclosure
from gateway.audit.cases.kinds import CaseKind
from gateway.audit.cases.rights import rectify
from gateway.audit.disclosure.copies import Copies, Copy, Part
from gateway.audit.events import append
from gateway.audit.kept import kept_of
from gateway.audit.rows import answer_event, request_event
from gateway.audit.store import Store
from gateway.errors import CaseError
from gateway.types import Answer, Capture, End
from tests.unit.gateway.audit.cases.desks import ORIGIN, officer, opened, search
from tests.unit.gateway.audit.disclosure.conftest import approved
from tests.unit.gateway.audit.samples import screened


def copies(at: Desk) -> dict[str, Copy]:
    found = Copies(at.store, disclosure(at.store, at.reference))
    return {copy.record: copy for copy in found}


def facts(copy: Copy) -> set[str]:
    return {text.name for text in copy.facts}


def test_who_asked_is_told_to_the_person_and_to_auditors_only(sar: Desk) -> None:
    audit = replace(opened(sar.store, CaseKind.AUDIT, "AUD-1"), who=officer("al.marsh"))
    search(audit, tool="practice")
    approved(audit)
    found = copies(sar)
    assert {record: copy.part for record, copy in found.items()} == {
        "r1": Part.MENTIONED,
        "r2": Part.USER,
        "r3": Part.MENTIONED,
    }
    named = {"person", "address", "user_agent"}
    assert facts(found["r2"]) >= named
    assert not facts(found["r1"]) & named
    assert all(facts(copy) >= named for copy in copies(audit).values())


def test_an_answer_that_nobody_reviewed_is_not_given(filled: Store) -> None:
    late = screened("For Jane Doe", marks=(("Jane Doe", "PERSON"),), id="r9")
    kept = kept_of(late, Capture.FULL)
    with filled.write() as connection:
        append(connection, [request_event(filled, ORIGIN, late, kept)])
    at = opened(filled, CaseKind.FOI, "FOI-9")
    search(at, "Jane Doe")
    approved(at)
    assert copies(at)["r9"].numbers["ended"] is None
    answer = Answer(
        interaction_id="r9",
        end=End.COMPLETE,
        time=datetime.now(UTC),
        received="Late",
        restored="Late",
        duration_ms=1.0,
    )
    with filled.write() as connection:
        append(connection, [answer_event(filled, ORIGIN, answer, kept)])
    with pytest.raises(CaseError, match="r9 ended after the approval"):
        copies(at)


def test_a_statement_goes_out_with_its_record_once_it_was_reviewed(filled: Store) -> None:
    rectification = opened(filled, CaseKind.RECTIFICATION, "REC-1")
    search(rectification, "Jane Doe")
    rectify(rectification, "r1", "I moved in May")
    at = opened(filled, CaseKind.FOI, "FOI-9")
    search(at, "Jane Doe")
    approved(at)
    rectify(rectification, "r1", "And again in June")
    given = [text.text for text in copies(at)["r1"].texts if text.kind == "statement"]
    assert given == ["I moved in May"]
