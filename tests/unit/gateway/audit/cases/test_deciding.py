"""Two people decide, states only move as they may, and what is given out is what was approved."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.audit.cases.clock import Stop
from gateway.audit.cases.deciding import (
    approve,
    close,
    disclosure_log,
    hand_over,
    released,
    send_back,
    submit,
)
from gateway.audit.cases.desk import Desk
from gateway.audit.cases.disclosure import disclosure
from gateway.audit.cases.kinds import CaseKind, Outcome, State
from gateway.audit.cases.leaving_out import Justified, redact_words, withhold
from gateway.audit.cases.timing import start_clock, stop_clock
from gateway.audit.store import Store
from gateway.errors import CaseError
from tests.unit.gateway.audit.cases.desks import ask, desk, now, officer, opened, search

OTHERS = Justified(ground="s.40(2)")


@pytest.fixture
def at(store: Store) -> Desk:
    """A freedom of information request with three records, redacted."""
    for identity in ("r1", "r2", "r3"):
        ask(store, identity)
    made = opened(store, CaseKind.FOI, "FOI-1")
    search(made, "Jane Doe")
    redact_words(made, "Sam Poe", OTHERS, records=["r1"])
    withhold(made, ["r2"], OTHERS)
    return made


def by(at: Desk, who: str) -> Desk:
    return replace(at, who=officer(who))


def test_a_case_goes_from_draft_to_closed(at: Desk) -> None:
    assert now(at).state is State.REDACTING
    assert submit(at).state is State.SECOND_REVIEW
    assert approve(by(at, "ana.reid")).state is State.APPROVED
    assert released(at, "ab" * 32).state is State.RELEASED
    case = close(at, Outcome.PARTLY_RELEASED, disclosed="Prompts about letters")
    assert (case.state, case.outcome) == (State.CLOSED, Outcome.PARTLY_RELEASED)
    assert (case.approved_by, case.submitted_by) == ("ana.reid", "jo.lee")
    assert case.package == "ab" * 32
    assert not case.is_open


@pytest.mark.parametrize("second", ["jo.lee", "JO.LEE"])
def test_nobody_approves_their_own_work(at: Desk, second: str) -> None:
    submit(at)
    with pytest.raises(CaseError, match="somebody else must approve"):
        approve(by(at, second))
    assert now(at).state is State.SECOND_REVIEW


def test_whoever_did_some_of_the_work_does_not_approve_the_rest(at: Desk) -> None:
    redact_words(by(at, "kit.ng"), "Jane Doe", OTHERS, records=["r3"])
    submit(at)
    with pytest.raises(CaseError, match=r"kit\.ng worked on"):
        approve(by(at, "kit.ng"))
    approve(by(at, "ana.reid"))


@pytest.mark.parametrize("who", ["al.marsh", "sec.ops"])
def test_auditors_and_security_approve_nothing(at: Desk, who: str) -> None:
    submit(at)
    with pytest.raises(CaseError, match="may not approve"):
        approve(by(at, who))


def test_an_approver_does_no_work_of_their_own(at: Desk) -> None:
    with pytest.raises(CaseError, match="may not work"):
        redact_words(by(at, "ana.reid"), "Jane Doe", OTHERS)


def test_what_is_sent_back_is_worked_on_again(at: Desk) -> None:
    submit(at)
    with pytest.raises(CaseError, match="what has to be done"):
        send_back(by(at, "ana.reid"), why="")
    assert send_back(by(at, "ana.reid"), why="Sam stands in r3 too").state is State.REDACTING
    redact_words(at, "Sam Poe", OTHERS, records=["r3"])
    submit(at)
    approve(by(at, "ana.reid"))
    case = send_back(by(at, "kit.ng"), why="On second thoughts")
    assert (case.state, case.approved_by) == (State.REDACTING, "")


def test_work_stops_while_a_second_person_looks(at: Desk) -> None:
    submit(at)
    with pytest.raises(CaseError, match="second review"):
        redact_words(at, "Jane Doe", OTHERS)
    with pytest.raises(CaseError, match="second review"):
        submit(at)
    approve(by(at, "ana.reid"))
    with pytest.raises(CaseError, match="approved"):
        withhold(at, ["r3"], OTHERS)


def test_nothing_is_released_that_was_not_approved(at: Desk) -> None:
    for _ in range(2):
        with pytest.raises(CaseError, match="needs a case in approved"):
            released(at, "ab")
        with pytest.raises(CaseError, match="needs a case in approved"):
            disclosure(at.store, "FOI-1")
        if now(at).state is State.REDACTING:
            submit(at)


def test_a_case_without_a_search_is_not_ready_for_review(store: Store) -> None:
    with pytest.raises(CaseError, match="search certificate"):
        submit(opened(store))


def test_an_answer_waits_for_the_requesters_identity(store: Store) -> None:
    ask(store, "r1")
    at = opened(store)
    search(at, "Jane Doe")
    stop_clock(at, Stop.IDENTITY, date(2026, 11, 4))
    submit(at)
    with pytest.raises(CaseError, match="identity"):
        approve(by(at, "ana.reid"))
    start_clock(at, date(2026, 11, 5))
    assert approve(by(at, "ana.reid")).state is State.APPROVED


def test_what_is_given_out_is_what_was_approved(at: Desk) -> None:
    submit(at)
    approve(by(at, "ana.reid"))
    given = disclosure(at.store, "FOI-1")
    assert [one.record for one in given.given] == ["r1", "r3"]
    assert {one.kind for one in given.given[0].redactions} == {"prompt_typed", "prompt_sent"}
    assert given.given[1].redactions == ()
    assert given.given[0].how == {"mentioned"}
    assert [(one.record, one.ground) for one in given.withheld] == [("r2", "s.40(2)")]
    assert given.case.approved_by == "ana.reid"


def test_the_outcome_fits_what_happened(at: Desk, store: Store) -> None:
    with pytest.raises(CaseError, match="Nothing was released"):
        close(at, Outcome.PARTLY_RELEASED, disclosed="x")
    submit(at)
    approve(by(at, "ana.reid"))
    released(at, "ab" * 32)
    with pytest.raises(CaseError, match="partly-released"):
        close(at, Outcome.RELEASED, disclosed="x")
    with pytest.raises(CaseError, match="disclosure log"):
        close(at, Outcome.PARTLY_RELEASED)
    with pytest.raises(CaseError, match="does not go into"):
        close(opened(store, reference="DSAR-9"), Outcome.WITHDRAWN, disclosed="x")


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.NOT_DONE])
def test_what_was_asked_for_is_answered_and_not_done(at: Desk, outcome: Outcome) -> None:
    with pytest.raises(CaseError, match="it ends as released, partly-released, refused"):
        close(at, outcome)


def test_a_closed_case_stays_closed(at: Desk) -> None:
    close(at, Outcome.WITHDRAWN)
    for change in (
        lambda: close(at, Outcome.REFUSED),
        lambda: submit(at),
        lambda: hand_over(at, "kit.ng"),
        lambda: search(at, "Jane Doe"),
    ):
        with pytest.raises(CaseError, match="closed"):
            change()


def test_the_disclosure_log_holds_what_went_to_the_world(at: Desk) -> None:
    submit(at)
    approve(by(at, "ana.reid"))
    released(at, "ab" * 32)
    close(at, Outcome.PARTLY_RELEASED, disclosed="Prompts about letters")
    close(opened(at.store, CaseKind.EIR, "EIR-1"), Outcome.NOTHING_HELD)
    (line,) = disclosure_log(at.store)
    assert (line.reference, line.said) == ("FOI-1", "Prompts about letters")
    assert line.outcome is Outcome.PARTLY_RELEASED


def test_a_case_changes_hands(at: Desk) -> None:
    assert hand_over(at, "kit.ng").owner == "kit.ng"
    assert desk(at.store, "FOI-1").reference == "FOI-1"
