"""What is left out stands on a ground, and a ground gets what it asks for."""

import json

import pytest

from gateway.audit.activities import activities
from gateway.audit.cases.case import ThirdPartyTest
from gateway.audit.cases.desk import Desk
from gateway.audit.cases.grounds import GROUNDS, ground
from gateway.audit.cases.kinds import CaseKind, State
from gateway.audit.cases.leaving_out import (
    Justified,
    include,
    redact,
    redact_words,
    unredact,
    withhold,
)
from gateway.audit.cases.rights import rectify
from gateway.audit.store import Store
from gateway.errors import CaseError
from tests.unit.gateway.audit.cases.desks import ask, now, opened, search

THREE = ThirdPartyTest(identifies="Yes, by name", consent="Not asked", reasonable="No")
OTHERS = Justified(ground="Sch 2 para 16", test=THREE)
TYPED = "Write to Jane Doe about Sam Poe"


@pytest.fixture
def at(store: Store) -> Desk:
    """A subject access request of Jane Doe, two records in it."""
    ask(store, "r1", TYPED)
    ask(store, "r2", "Jane Doe again", answer="sam POE, Sam Poe")
    ask(store, "r3", "Somebody else", marks=())
    made = opened(store)
    search(made, "Jane Doe")
    return made


def spans(at: Desk) -> set[tuple[str, str, int, int, int]]:
    return {(r.record, r.kind, r.text, r.start, r.end) for r in now(at).redactions}


def test_a_span_is_left_out_of_every_text_that_is_the_same(at: Desk) -> None:
    redact(at, "r1", ("prompt_typed", 0, 24, 31), OTHERS)
    assert spans(at) == {
        ("r1", "prompt_typed", 0, 24, 31),
        ("r1", "prompt_sent", 0, 24, 31),
    }
    first = now(at).redactions[0]
    assert (first.ground, first.by, first.test) == ("Sch 2 para 16", "jo.lee", THREE)
    assert now(at).state is State.REDACTING
    assert TYPED[24:31] == "Sam Poe"


def test_words_are_left_out_wherever_they_stand(at: Desk) -> None:
    assert redact_words(at, "Sam Poe", OTHERS) == 6
    answers = {place for place in spans(at) if place[1] == "answer_restored"}
    assert answers == {("r2", "answer_restored", 0, 0, 7), ("r2", "answer_restored", 0, 9, 16)}


def test_words_are_left_out_of_facts_and_statements_too(at: Desk) -> None:
    ask(at.store, "r4", "Jane Doe and a tool", model="Sam-Poe-7b", justification="for Sam Poe")
    rectification = opened(at.store, CaseKind.RECTIFICATION, "REC-1")
    search(rectification, "Jane Doe")
    rectify(rectification, "r4", "Not Sam Poe")
    search(at, "Jane Doe")
    assert redact_words(at, "Sam Poe", OTHERS, records=["r4"]) == 3
    kinds = {(kind, start, end) for _, kind, _, start, end in spans(at)}
    assert kinds == {("fact", 0, 7), ("justification", 4, 11), ("statement", 4, 11)}


def test_words_may_be_left_out_of_some_records_only(at: Desk) -> None:
    assert redact_words(at, "Jane Doe", OTHERS, records=["r2"]) == 2
    assert {record for record, *_ in spans(at)} == {"r2"}


def test_no_word_that_was_left_out_is_kept(at: Desk) -> None:
    redact_words(at, "Sam Poe", OTHERS)
    said = json.dumps([[a.subject, a.why, a.more] for a in activities(at.store)])
    assert "case.redact" in [a.action for a in activities(at.store)]
    assert "Sam Poe" not in said


def test_redactions_have_numbers_that_are_never_used_again(at: Desk) -> None:
    redact_words(at, "Sam Poe", OTHERS, records=["r1"])
    assert [r.number for r in now(at).redactions] == [1, 2]
    unredact(at, [2], why="Not needed")
    redact_words(at, "Jane Doe", OTHERS, records=["r2"])
    assert [r.number for r in now(at).redactions] == [1, 3, 4]
    with pytest.raises(CaseError, match="no redaction 2"):
        unredact(at, [2], why="")


@pytest.mark.parametrize(
    "place",
    [
        ("prompt_typed", 0, 0, 32),
        ("prompt_typed", 0, 5, 5),
        ("prompt_typed", 1, 0, 2),
        ("answer", 0, 0, 2),
    ],
)
def test_a_place_that_is_not_there_is_refused(at: Desk, place: tuple[str, int, int, int]) -> None:
    with pytest.raises(CaseError, match="no such place"):
        redact(at, "r1", place, OTHERS)


def test_only_records_of_the_case_are_left_out_of_it(at: Desk) -> None:
    with pytest.raises(CaseError, match="not a record of this case"):
        redact(at, "r3", ("prompt_typed", 0, 0, 2), OTHERS)
    with pytest.raises(CaseError, match="not a record of this case"):
        withhold(at, ["r1", "r3"], OTHERS)


@pytest.mark.parametrize(
    "test",
    [None, ThirdPartyTest(identifies="Yes", consent=" ", reasonable="No")],
)
def test_rights_of_others_need_all_three_answers(at: Desk, test: ThirdPartyTest | None) -> None:
    with pytest.raises(CaseError, match="third-party test"):
        redact_words(at, "Sam Poe", Justified(ground="Sch 2 para 16", test=test))
    assert now(at).redactions == ()


def test_a_qualified_exemption_needs_the_public_interest_test(store: Store) -> None:
    ask(store, "r1")
    foi = opened(store, CaseKind.FOI, "FOI-1")
    search(foi, "Jane Doe")
    with pytest.raises(CaseError, match="public interest"):
        withhold(foi, ["r1"], Justified(ground="s.43(2)"))
    withhold(foi, ["r1"], Justified(ground="s.43(2)", why="Tender runs; harm outweighs"))
    kept = now(foi).withheld["r1"]
    assert (kept.ground, kept.why) == ("s.43(2)", "Tender runs; harm outweighs")
    withhold(foi, ["r1"], Justified(ground="s.40(2)"))
    assert now(foi).withheld["r1"].ground == "s.40(2)"


def test_a_withheld_record_is_taken_in_again(at: Desk) -> None:
    withhold(at, ["r1"], OTHERS)
    include(at, ["r1"], why="She consents")
    assert now(at).withheld == {}
    with pytest.raises(CaseError, match="r1 is not withheld"):
        include(at, ["r1"], why="")


@pytest.mark.parametrize(
    ("said", "kind", "code"),
    [
        ("s.40(2)", CaseKind.FOI, "s.40(2)"),
        ("S40(2)", CaseKind.FOI, "s.40(2)"),
        ("section 43 2", CaseKind.FOI, "s.43(2)"),
        ("sch2p16", CaseKind.DSAR, "Sch 2 para 16"),
        ("Schedule", CaseKind.DSAR, ""),
        ("reg.12(5)(e)", CaseKind.EIR, "reg 12(5)(e)"),
        ("s.40(2)", CaseKind.DSAR, ""),
        ("Art 17(3)(e)", CaseKind.ERASURE, "Art 17(3)(e)"),
        ("Sch 2 para 16", CaseKind.FOI, ""),
        ("not in scope", CaseKind.AUDIT, "not in scope"),
    ],
)
def test_a_ground_is_known_by_its_usual_spellings(said: str, kind: CaseKind, code: str) -> None:
    if code:
        assert ground(said, kind).code == code
        return
    with pytest.raises(CaseError, match="known are"):
        ground(said, kind)


def test_every_ground_has_its_own_code() -> None:
    codes = [(one.code, kind) for one in GROUNDS for kind in one.kinds]
    assert len(codes) == len(set(codes))
