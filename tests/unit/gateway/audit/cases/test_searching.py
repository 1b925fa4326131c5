"""A search is certified, holds what it finds, and keeps no word that was looked for."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from gateway.audit.activities import activities
from gateway.audit.cases.deciding import close, submit
from gateway.audit.cases.kinds import CaseKind, Outcome
from gateway.audit.cases.scope import (
    held_by,
    hold_records,
    kept_back,
    records_of,
    release_expired,
    release_hold,
)
from gateway.audit.cases.searching import Sought, tokens_of
from gateway.audit.cases.texts import texts_of
from gateway.audit.events import append
from gateway.audit.filters import Filters
from gateway.audit.kept import kept_of
from gateway.audit.opening import open_record
from gateway.audit.rows import request_event
from gateway.audit.staff import StaffPrivacy
from gateway.audit.store import Store
from gateway.errors import CaseError
from gateway.types import Capture
from tests.unguarded import unguard
from tests.unit.gateway.audit.cases.desks import ORIGIN, ask, now, officer, opened, search
from tests.unit.gateway.audit.samples import screened

A_DAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def filled(store: Store) -> Store:
    """Two requests about Jane Doe, one of them her own, and one about somebody else."""
    ask(store, "r1")
    ask(store, "r2", "My name is Jane Doe", person="jane.doe")
    ask(store, "r3", "A memo for Sam Poe", answer="Dear Sam")
    return store


def test_a_person_is_found_as_user_and_as_mentioned(filled: Store) -> None:
    found = search(opened(filled), "Jane Doe", "jane.doe")
    assert found.records == {"r1": "mentioned", "r2": "user"}
    assert records_of(filled, "DSAR-1") == {"r1": {"mentioned"}, "r2": {"user"}}


def test_the_certificate_says_what_was_asked_where_and_what_came_of_it(filled: Store) -> None:
    at = opened(filled)
    search(at, "Jane Doe", since=A_DAY)
    certificate = search(at, "Sam Poe", since=A_DAY).certificate
    assert (certificate.who, certificate.scope) == ("jo.lee", 3)
    assert (certificate.matched, certificate.new) == (2, 1)
    assert certificate.filters == {"since": "2026-03-02T00:00:00+00:00"}
    assert certificate == now(at).searches[-1]
    sought = Sought(filters=Filters(), people=("SAM POE ",))
    assert certificate.tokens == tokens_of(filled.index, sought)
    assert len(certificate.tokens[0]) == 32


def test_no_word_that_was_looked_for_is_kept(filled: Store) -> None:
    at = opened(filled)
    search(at, "Jane Doe", reference="ABC/123")
    search(at, text="memo for Sam")
    said = json.dumps([[a.subject, a.why, a.more] for a in activities(filled)])
    assert "case.search" in [a.action for a in activities(filled)]
    assert "Jane Doe" not in said.replace("All about Jane Doe", "")
    assert "memo" not in said
    assert "ABC" not in said


def test_filters_narrow_a_search_for_people(filled: Store) -> None:
    at = opened(filled)
    assert search(at, "Jane Doe", person="jane.doe").records == {"r2": "user"}
    assert search(at, "Jane Doe", until=A_DAY).records == {}


def test_filters_alone_find_what_they_match(filled: Store) -> None:
    at = opened(filled, CaseKind.FOI, "FOI-1")
    assert search(at, since=A_DAY).records == dict.fromkeys(("r1", "r2", "r3"), "matched")


def test_words_are_looked_for_only_in_the_records_of_the_case(filled: Store) -> None:
    at = opened(filled)
    search(at, "Jane Doe")
    assert search(at, text="my NAME is").records == {"r2": "matched"}
    assert search(at, text="memo").records == {}
    actions = [a.action for a in activities(filled)]
    assert actions[:2] == ["case.search", "case.open_texts"]  # newest first: noted, then opened


def test_a_search_asks_for_something(filled: Store) -> None:
    with pytest.raises(CaseError, match="needs a person"):
        search(opened(filled))
    with pytest.raises(CaseError, match="first"):
        search(opened(filled, reference="DSAR-2"), "Jane Doe", text="memo")


def test_what_a_case_finds_is_held_until_the_time_of_appeal_is_over(filled: Store) -> None:
    at = opened(filled)
    search(at, "Jane Doe")
    assert held_by(filled, "DSAR-1") == 2
    with pytest.raises(CaseError, match="stay held"):
        release_hold(at, why="Enough")
    close(at, Outcome.WITHDRAWN)
    closed = now(at).closed
    assert closed is not None
    assert release_expired(filled, officer(), appeal_days=90, now=closed) == 0
    assert release_expired(filled, officer(), appeal_days=0, now=closed) == 2
    assert held_by(filled, "DSAR-1") == 0


def test_a_hold_is_released_with_a_reason(filled: Store) -> None:
    at = opened(filled)
    search(at, "Jane Doe")
    close(at, Outcome.WITHDRAWN)
    with pytest.raises(CaseError, match="reason"):
        release_hold(at, why="")
    assert release_hold(at, why="Appeal decided") == 2


def test_two_cases_keep_one_record_each_by_itself(filled: Store) -> None:
    first, second = opened(filled), opened(filled, reference="DSAR-2")
    search(first, "Jane Doe")
    search(second, "Sam Poe")
    with filled.read() as connection:
        assert kept_back(connection, ["r1", "r2", "r3", "r9"]) == {
            "r1": {"DSAR-1", "DSAR-2"},
            "r2": {"DSAR-1"},
            "r3": {"DSAR-2"},
        }
        assert kept_back(connection, ["r1", "r2"], case="DSAR-1") == {"r1": {"DSAR-2"}}


def test_an_open_case_keeps_its_records_even_where_the_hold_was_taken_away(
    filled: Store,
) -> None:
    search(opened(filled), "Jane Doe")
    with filled.write() as connection:
        unguard(connection)
        connection.execute(text("DELETE FROM holds"))
    with filled.read() as connection:
        assert kept_back(connection, ["r1"]) == {"r1": {"DSAR-1"}}


def test_named_records_are_brought_in_and_held(filled: Store) -> None:
    at = opened(filled)
    hold_records(at, ["r3"], why="Named by the requester")
    assert records_of(filled, "DSAR-1") == {"r3": {"named"}}
    assert held_by(filled, "DSAR-1") == 1
    with pytest.raises(CaseError, match="no record r9"):
        hold_records(at, ["r3", "r9"], why="")


def test_a_record_that_is_found_again_holds_again(filled: Store) -> None:
    at = opened(filled)
    search(at, "Jane Doe")
    with filled.write() as connection:
        connection.execute(text("UPDATE holds SET released = time, released_by = 'x'"))
    assert held_by(filled, "DSAR-1") == 0
    assert search(at, "Jane Doe").certificate.new == 0
    assert held_by(filled, "DSAR-1") == 2


def test_nothing_is_brought_in_once_a_second_person_looks(filled: Store) -> None:
    at = opened(filled)
    search(at, "Jane Doe")
    submit(at)
    with pytest.raises(CaseError, match="second review"):
        search(at, "Sam Poe")
    with pytest.raises(CaseError, match="second review"):
        hold_records(at, ["r3"], why="")


def test_somebody_under_a_pseudonym_is_the_user_of_their_records(store: Store) -> None:
    made = screened("A memo", id="p1", person="Sam.Okafor")
    hidden = StaffPrivacy(address=False, pseudonymous=True)
    with store.write() as connection:
        append(
            connection, [request_event(store, ORIGIN, made, kept_of(made, Capture.FULL), hidden)]
        )
    at = opened(store)
    assert search(at, "sam.okafor").records == {"p1": "user"}
    record = open_record(store, "p1")
    assert record is not None
    assert texts_of(record)["fact"][0].text == "Sam.Okafor"
