"""Free text in a stretch of the records: bounded, noted before and after, one record at a time."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from gateway.audit.activities import activities
from gateway.audit.cases.deciding import submit
from gateway.audit.cases.desk import Desk
from gateway.audit.cases.free_text import TEXTS, Bounds, Stretch, search_texts
from gateway.audit.cases.reading import permit
from gateway.audit.cases.scope import held_by, records_of
from gateway.audit.filters import Filters
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS
from gateway.errors import CaseError
from tests.unguarded import unguard
from tests.unit.gateway.audit.cases.desks import ask, desk, now, opened, search

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
MANY = Bounds(records=100)


@pytest.fixture
def filled(store: Store) -> Store:
    ask(store, "r1", "Poor old Janey forgot her  rent")
    ask(store, "r2", "A memo", person="jane.doe", answer="Ask about JANEY\u2019s rent")
    ask(store, "r3", "A memo", answer="Nothing")
    return store


def stretch(*phrases: str, people: tuple[str, ...] = (), **filters: object) -> Stretch:
    chosen = Filters(**({"since": SINCE, "until": UNTIL} | filters))  # type: ignore[arg-type]
    return Stretch(filters=chosen, phrases=phrases, people=people)


def steps(at: Desk) -> list[tuple[str, dict[str, object]]]:
    return [(one.action, dict(one.more)) for one in activities(at.store)][::-1]


def test_what_holds_a_phrase_is_found_and_held(filled: Store) -> None:
    at = opened(filled)
    found = search_texts(at, stretch("janey", "forgot HER rent"), MANY, why="Her nickname")
    assert found.records == {"r1": "matched", "r2": "matched"}
    assert records_of(filled, at.reference).keys() == {"r1", "r2"}
    assert held_by(filled, at.reference) == 2
    one = found.certificate
    assert (one.scope, one.matched, one.new, one.why) == (3, 2, 2, "Her nickname")
    assert one.opened is not None
    assert (one.opened.looked, one.opened.unopened, one.opened.cut_off) == (3, 0, False)
    assert now(at).searches[-1] == one


def test_it_is_noted_before_the_first_text_is_opened_and_after_the_last(filled: Store) -> None:
    at, seen = opened(filled), []

    def looked(done: int, scope: int) -> None:
        seen.append((done, scope, steps(at)[-1][0]))

    search_texts(at, stretch("janey", tool="assistant"), MANY, why="", progress=looked)
    assert {name for *_, name in seen} <= {"case.open_texts"}
    search_texts(at, stretch("janey"), MANY, why="", progress=looked)
    assert seen[-3:] == [(n, 3, "case.open_texts") for n in (1, 2, 3)]
    (_, before), (last, after) = steps(at)[-2:]
    assert last == "case.search"
    assert (before["phrases"], before["number"]) == (["janey"], 3)
    assert (after["matched"], after["looked"]) == (2, 3)


def test_the_words_stand_nowhere_in_clear(filled: Store) -> None:
    at = opened(filled)
    search_texts(at, stretch("janey"), MANY, why="")
    with filled.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM activities").all()
        rows += connection.exec_driver_sql("SELECT * FROM case_steps").all()
    assert b"janey" not in b"".join(bytes(v) for row in rows for v in row if isinstance(v, bytes))
    assert "janey" not in str([[v for v in row if not isinstance(v, bytes)] for row in rows])
    assert "janey" not in repr(now(at).searches[-1])


def test_filters_and_people_narrow_what_is_opened(filled: Store) -> None:
    at = opened(filled)
    alone = search_texts(at, stretch("janey", person="jane.doe"), MANY, why="").certificate
    assert (alone.scope, alone.matched) == (1, 1)
    about = search_texts(at, stretch("janey", people=("jane.doe",)), MANY, why="").certificate
    assert (about.scope, about.matched) == (1, 1)
    later = datetime.now(UTC) + timedelta(days=1)
    assert search_texts(at, stretch("janey", since=later), MANY, why="").certificate.scope == 0


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        (stretch("x", since=None), "first day"),
        (stretch("x", until=None), "first day"),
        (stretch("x", since=UNTIL), "later end"),
        (stretch(" "), "which words"),
    ],
)
def test_it_is_bounded_and_looks_for_something(filled: Store, chosen: Stretch, why: str) -> None:
    at = opened(filled)
    with pytest.raises(CaseError, match=why):
        search_texts(at, chosen, MANY, why="")
    assert [name for name, _ in steps(at)] == ["case.open"]


def test_more_than_the_bound_needs_somebody_s_word(filled: Store) -> None:
    at, few = opened(filled), Bounds(records=2)
    with pytest.raises(CaseError, match=r"3 records would be opened, more than 2.*--yes"):
        search_texts(at, stretch("janey"), few, why="")
    assert search_texts(at, stretch("janey"), replace(few, agreed=True), why="").records
    two = replace(few, agreed=True, four_eyes=True)
    with pytest.raises(CaseError, match="another officer agree"):
        search_texts(at, stretch("janey"), two, why="")
    permit(at, TEXTS, why="I agree with myself")
    with pytest.raises(CaseError, match="another officer agree"):
        search_texts(at, stretch("janey"), two, why="")
    permit(desk(filled, who="ana.reid"), TEXTS, why="Needed")
    assert search_texts(at, stretch("janey"), two, why="").records
    permit(desk(filled, who="ana.reid"), TEXTS, why="No more", days=0)
    with pytest.raises(CaseError, match="another officer agree"):
        search_texts(at, stretch("janey"), two, why="")


def test_who_may_not_opens_nothing(filled: Store) -> None:
    at = opened(filled)
    with pytest.raises(CaseError, match="may not work on cases"):
        search_texts(desk(filled, who="al.marsh"), stretch("janey"), MANY, why="")
    search(at, "Jane Doe")
    submit(at)
    with pytest.raises(CaseError, match="second review"):
        search_texts(at, stretch("janey"), MANY, why="")
    assert "case.open_texts" not in [name for name, _ in steps(at)]


def test_one_that_is_cut_off_is_certified_with_what_it_found(filled: Store) -> None:
    at = opened(filled)

    def stop(done: int, scope: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search_texts(at, stretch("janey"), MANY, why="", progress=stop)
    one = now(at).searches[-1]
    assert one.opened is not None
    assert (one.scope, one.opened.looked, one.opened.cut_off) == (3, 2, True)
    assert held_by(filled, at.reference) == one.matched > 0


def test_what_cannot_be_opened_any_more_is_counted(filled: Store) -> None:
    at = opened(filled)
    with filled.write() as connection:
        unguard(connection)
        connection.execute(delete(DATA_KEYS).where(DATA_KEYS.c.record.in_(("r1", "r1:answer"))))
    one = search_texts(at, stretch("janey"), MANY, why="").certificate
    assert one.opened is not None
    assert (one.matched, one.opened.looked, one.opened.unopened) == (1, 3, 1)


def test_the_certificate_in_a_package_has_no_phrase(filled: Store) -> None:
    from gateway.audit.disclosure.writing import _search

    at = opened(filled)
    told = _search(search_texts(at, stretch("janey"), MANY, why="").certificate)
    assert (told["texts_opened"], told["complete"]) == (3, True)
    assert "janey" not in json.dumps(told)
