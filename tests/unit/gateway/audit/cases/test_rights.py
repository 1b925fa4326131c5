"""Restriction hides, rectification adds, erasure ends; each needs its own case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from detectors.types import Category
from gateway.audit.activities import activities
from gateway.audit.cases.deciding import approve, close, submit
from gateway.audit.cases.desk import Desk, changing
from gateway.audit.cases.disclosure import disclosure
from gateway.audit.cases.kinds import CaseKind, Outcome, State
from gateway.audit.cases.leaving_out import Justified, withhold
from gateway.audit.cases.reading import permit, read_record
from gateway.audit.cases.rights import erase, lift, rectify, restrict, statements_of
from gateway.audit.cases.scope import held_by, records_of
from gateway.audit.disposal import KeptBack, remains
from gateway.audit.filters import Filters
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.verify import verify
from gateway.audit.officers import Power
from gateway.audit.queries import counts, find_person, show
from gateway.audit.queries import search as listed
from gateway.audit.store import Store
from gateway.errors import CaseError
from tests.unit.gateway.audit.cases.desks import ask, now, officer, opened, search
from tests.unit.gateway.audit.samples import KEYS


@pytest.fixture
def filled(store: Store) -> Store:
    """Three records, two about Jane Doe."""
    ask(store, "r1")
    ask(store, "r2", "Jane Doe again")
    ask(store, "r3", "Somebody else", marks=())
    return store


def at_work(store: Store, kind: CaseKind, reference: str = "ERA-1") -> Desk:
    made = opened(store, kind, reference)
    search(made, "Jane Doe")
    return made


def by(at: Desk, who: str) -> Desk:
    return replace(at, who=officer(who))


def approved(at: Desk) -> Desk:
    submit(at)
    approve(by(at, "ana.reid"))
    return at


def test_a_restricted_record_is_in_no_ordinary_search(filled: Store) -> None:
    at = at_work(filled, CaseKind.RESTRICTION)
    assert restrict(at, ["r1"], why="Accuracy is contested") == 1
    assert [one.id for one in find_person(filled, "Jane Doe")] == ["r2"]
    assert {one.id for one in listed(filled, Filters())} == {"r2", "r3"}
    assert counts(filled, Filters()).total == 2
    assert show(filled, "r1") is None
    assert show(filled, "r2") is not None
    proof = next(a for a in activities(filled) if a.action == "case.restricted")
    assert proof.more["shown"] == 0


def test_a_case_still_finds_and_reads_what_is_restricted(filled: Store) -> None:
    at = at_work(filled, CaseKind.RESTRICTION)
    restrict(at, why="Accuracy is contested")
    other = opened(filled, reference="DSAR-2")
    found = search(other, "Jane Doe")
    assert set(found.records) == {"r1", "r2"}
    assert found.certificate.scope == 3
    _, record = read_record(other, "r1", why="", four_eyes=False)
    assert record.texts["prompt_typed"][0].text == "Write to Jane Doe about Sam Poe"


def test_a_case_restricts_again_what_it_lifted(filled: Store) -> None:
    at = at_work(filled, CaseKind.RESTRICTION)
    restrict(at, ["r1"], why="Accuracy is contested")
    lift(at, why="It was right; she was told")
    assert restrict(at, why="Contested again") == 2
    assert show(filled, "r1") is None
    assert lift(at, why="She was told") == 2
    assert show(filled, "r1") is not None


def test_a_lifted_restriction_shows_the_record_again(filled: Store) -> None:
    at = at_work(filled, CaseKind.RESTRICTION)
    assert restrict(at, why="") == 2
    assert restrict(at, why="") == 0
    with pytest.raises(CaseError, match="reason"):
        lift(at, why=" ")
    assert lift(at, why="It was right; she was told") == 2
    assert show(filled, "r1") is not None


@pytest.mark.parametrize("kind", [CaseKind.FOI, CaseKind.DSAR, CaseKind.AUDIT])
def test_other_cases_neither_restrict_nor_rectify_nor_erase(filled: Store, kind: CaseKind) -> None:
    at = at_work(filled, kind)
    for change in (
        lambda: restrict(at, why=""),
        lambda: rectify(at, "r1", "Not so"),
        lambda: erase(at, authority="Art 17"),
    ):
        with pytest.raises(CaseError, match="a case of its own"):
            change()


def test_a_statement_stands_beside_a_record_that_stays_as_it_was(filled: Store) -> None:
    at = at_work(filled, CaseKind.RECTIFICATION, "REC-1")
    before = show(filled, "r1")
    rectify(at, "r1", "I moved in May, not in March.")
    (statement,) = statements_of(filled, "r1")
    assert (statement.text, statement.by) == ("I moved in May, not in March.", "jo.lee")
    assert list(statements_of(filled, "r2")) == []
    assert show(filled, "r1") == before
    assert disclosure(filled, approved(at).reference).given[0].statements == (statement,)
    with pytest.raises(CaseError, match="Give the statement"):
        rectify(at, "r1", "  ")


def test_an_approved_erasure_ends_the_records_and_proves_it(filled: Store) -> None:
    at = approved(at_work(filled, CaseKind.ERASURE))
    disposal = erase(at, authority="UK GDPR Art 17(1)(d)")
    assert disposal.records == ("r1", "r2")
    assert (disposal.left, remains(filled, disposal.records)) == ({}, {})
    assert list(find_person(filled, "Jane Doe")) == []
    case = now(at)
    assert (case.state, case.package) == (State.RELEASED, disposal.id)
    assert held_by(filled, "ERA-1") == 0
    assert close(at, Outcome.DONE).outcome is Outcome.DONE
    with filled.read() as connection:
        found = connection.execute(text("SELECT DISTINCT reason, authority FROM tombstones"))
        assert [tuple(row) for row in found] == [("erasure", "ERA-1: UK GDPR Art 17(1)(d)")]


def test_the_log_holds_after_an_erasure(filled: Store) -> None:
    erase(approved(at_work(filled, CaseKind.ERASURE)), authority="UK GDPR Art 17(1)(d)")
    sequencer = Sequencer(filled, KEYS.checkpoint)
    sequencer.step(closing=True)
    with filled.read() as connection:
        found = verify(connection, [sequencer.signer.verifier])
    assert found.sound, found.damages
    assert found.disposed == 4  # two requests, two answers


def test_an_erasure_needs_a_second_person_and_its_authority(filled: Store) -> None:
    at = at_work(filled, CaseKind.ERASURE)
    with pytest.raises(CaseError, match="needs a case in approved"):
        erase(at, authority="Art 17")
    with pytest.raises(CaseError, match="authority"):
        erase(approved(at), authority="")
    assert show(filled, "r1") is not None


def test_what_is_kept_on_a_ground_is_not_erased(filled: Store) -> None:
    at = at_work(filled, CaseKind.ERASURE)
    withhold(at, ["r2"], Justified(ground="Art 17(3)(e)", why="Claim 7 is before the court"))
    assert erase(approved(at), authority="Art 17(1)(d)").records == ("r1",)
    assert show(filled, "r2") is not None
    assert set(records_of(filled, "ERA-1")) == {"r1", "r2"}


def test_another_open_case_keeps_everything(filled: Store) -> None:
    search(opened(filled, CaseKind.FOI, "FOI-1"), "Sam Poe")
    at = approved(at_work(filled, CaseKind.ERASURE))
    with pytest.raises(KeptBack) as caught:
        erase(at, authority="Art 17(1)(d)")
    assert caught.value.by == {"r1": {"FOI-1"}}
    assert show(filled, "r2") is not None
    assert now(at).state is State.APPROVED


def test_reading_is_noted_before_the_record_is_opened(filled: Store) -> None:
    at = at_work(filled, CaseKind.DSAR, "DSAR-1")
    read_record(at, "r1", why="Is Sam named?", four_eyes=True)
    latest = next(activities(filled))
    assert (latest.action, latest.subject, latest.why) == ("case.read", "r1", "Is Sam named?")
    assert latest.more["case"] == "DSAR-1"
    with pytest.raises(CaseError, match="not a record of DSAR-1"):
        read_record(at, "r3", why="", four_eyes=False)


def test_special_categories_are_opened_when_two_agree(filled: Store) -> None:
    illness = ("asthma", "HEALTH", Category.SPECIAL_CATEGORY)
    ask(filled, "r4", "Jane Doe has asthma", marks=(("Jane Doe", "PERSON"), illness))
    at = at_work(filled, CaseKind.DSAR, "DSAR-1")
    with pytest.raises(CaseError, match="another officer must first agree"):
        read_record(at, "r4", why="", four_eyes=True)
    permit(at, "r4", why="I agree with myself")
    with pytest.raises(CaseError, match="another officer"):
        read_record(at, "r4", why="", four_eyes=True)
    permit(by(at, "ana.reid"), "r4", why="Needed")
    assert read_record(at, "r4", why="", four_eyes=True)[1].texts["prompt_typed"]
    assert read_record(at, "r1", why="", four_eyes=True)[1].texts["prompt_typed"]
    assert now(at).permits["r4"].by == "ana.reid"


def test_a_permit_ends(filled: Store) -> None:
    illness = ("asthma", "HEALTH", Category.SPECIAL_CATEGORY)
    ask(filled, "r4", "Jane Doe has asthma", marks=(("Jane Doe", "PERSON"), illness))
    at = at_work(filled, CaseKind.DSAR, "DSAR-1")
    usual = permit(by(at, "ana.reid"), "r4", why="Needed").permits["r4"].until
    assert timedelta(days=29) < usual - datetime.now(UTC) <= timedelta(days=30)
    permit(by(at, "ana.reid"), "r4", why="Only today", days=0)
    with pytest.raises(CaseError, match="another officer must first agree"):
        read_record(at, "r4", why="", four_eyes=True)


def test_a_permit_from_before_they_ended_has_the_usual_time(filled: Store) -> None:
    at = at_work(filled, CaseKind.DSAR, "DSAR-1")
    with changing(by(at, "ana.reid"), Power.APPROVE) as change:
        step = change.step("case.permit", why="x", subject="r1", record="r1")
    assert now(at).permits["r1"].until == step.time + timedelta(days=30)
