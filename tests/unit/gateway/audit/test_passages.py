"""Whom prompts mention: filed once, found in every record that holds it, gone with the last."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from gateway.audit.cases.tables import RESTRICTIONS
from gateway.audit.disposal import Reason, dispose
from gateway.audit.events import append, append_new
from gateway.audit.kept import kept_of
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.verify import verify
from gateway.audit.queries import find_person, show
from gateway.audit.rows import Origin, request_event
from gateway.audit.store import Store
from gateway.audit.tables import MENTIONS, PASSAGE_MENTIONS, PASSAGES
from gateway.errors import RecordError
from gateway.types import Capture
from tests.unit.gateway.audit.samples import KEYS, MOMENT, screened

ORIGIN = Origin(instance="first", run="run")
PEOPLE = [f"Ann{letter} Lee{letter}" for letter in "abcdefghijklmnopqrstuvwxyzäöüß"]


def write(store: Store, identity: str, *texts: str, capture: Capture = Capture.METADATA) -> None:
    """A turn of a chat that sends all that was said before; each text names whom it mentions."""
    marks = [(name, "PERSON") for name in PEOPLE]
    made = screened(*texts, marks=marks, id=identity)
    event = request_event(store, ORIGIN, made, kept_of(made, capture))
    with store.write() as connection:
        append(connection, [event])


def found(store: Store, name: str) -> set[str]:
    return {one.id for one in find_person(store, name)}


def gone(store: Store, *records: str) -> None:
    done = dispose(store, records, reason=Reason.RETENTION, authority="x", actor="x", forget=False)
    assert not done.left


def rows(store: Store) -> tuple[int, int, int]:
    """Passages, what they mention, and what is filed by record."""
    tables = (PASSAGES, PASSAGE_MENTIONS, MENTIONS)
    with store.read() as connection:
        numbers = [connection.execute(select(func.count()).select_from(t)) for t in tables]
        passages, mentions, filed = (number.scalar_one() for number in numbers)
    return passages, mentions, filed


def sound(store: Store) -> bool:
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step(closing=True)
    with store.read() as connection:
        result = verify(connection, [keeper.signer.verifier])
    assert result.sound, result.damages
    return True


def test_a_chat_costs_what_is_new_in_each_turn_and_every_turn_is_found(store: Store) -> None:
    chat = [f"{name} wrote" for name in PEOPLE[:10]]
    for turn in range(10):
        write(store, f"r{turn}", *chat[: turn + 1])
    assert rows(store) == (10, 30, 0)
    for turn, name in enumerate(PEOPLE[:10]):
        assert found(store, name) == {f"r{later}" for later in range(turn, 10)}
    assert len(found(store, "leea")) == 10
    assert found(store, "Anna Leeb") == set(), "words of two names"
    assert sound(store)


@pytest.mark.parametrize("capture", [Capture.METADATA, Capture.MASKED, Capture.FULL])
def test_when_the_first_record_goes_the_later_are_found_by_what_it_said(
    store: Store, capture: Capture
) -> None:
    one, two, three = (f"{name} wrote" for name in PEOPLE[:3])
    write(store, "r1", one, capture=capture)
    write(store, "r2", one, two, capture=capture)
    write(store, "other", one, three, capture=capture)
    gone(store, "r1")
    assert found(store, PEOPLE[0]) == {"r2", "other"}
    gone(store, "r2")
    assert (found(store, PEOPLE[0]), found(store, PEOPLE[1])) == ({"other"}, set())
    assert rows(store) == (2, 6, 0)
    gone(store, "other")
    assert rows(store) == (0, 0, 0)
    assert sound(store)


def test_a_restricted_record_hides_no_other_that_says_the_same(store: Store) -> None:
    for identity in ("r1", "r2"):
        write(store, identity, f"{PEOPLE[0]} wrote")
    row = {"case": "DSAR-1", "record": "r1", "time": MOMENT, "who": "x"}
    with store.write() as connection:
        connection.execute(insert(RESTRICTIONS), row)
    assert found(store, PEOPLE[0]) == {"r2"}


def test_where_a_record_stands_in_the_index_is_none_of_its_facts(store: Store) -> None:
    write(store, "r1", f"{PEOPLE[0]} wrote")
    record = show(store, "r1")
    assert record is not None
    assert "passage" not in record.facts


@dataclass(frozen=True)
class Turn:
    """Who is in the texts of a prompt, by number; and which earlier record goes afterwards."""

    said: tuple[int, ...]
    goes: int


TURNS = st.lists(
    st.builds(Turn, said=st.lists(st.integers(0, 3), max_size=5).map(tuple), goes=st.integers(0, 9))
)
_number = count()


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=TURNS)
def test_whoever_is_in_what_is_left_is_found_and_nothing_else_is_kept(
    store: Store, turns: Sequence[Turn]
) -> None:
    """Any prompts, any of them disposed of: as if each were filed by itself."""
    left: dict[str, set[int]] = {}
    for number, turn in enumerate(turns):
        identity = f"p{next(_number)}"
        write(store, identity, *(f"{PEOPLE[who]} wrote" for who in turn.said))
        left[identity] = set(turn.said)
        if turn.goes <= number and (goes := sorted(left)[turn.goes % len(left)]):
            gone(store, goes)
            del left[goes]
    for who in range(4):
        expected = {identity for identity, said in left.items() if who in said}
        assert found(store, PEOPLE[who]) == expected
    if left:
        gone(store, *left)
    assert rows(store) == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_writers_of_one_chat_and_disposal_do_not_get_in_each_others_way(store: Store) -> None:
    """What is passed over may go before the record that leads to it is there: it is written again."""
    texts, over = [f"{name} wrote" for name in PEOPLE[:6]], Event()

    def writing(who: int) -> set[str]:
        connection, done = store.writing(), set()
        for turn in range(60):
            made = screened(
                *texts[: 1 + turn % 6],
                marks=[(name, "PERSON") for name in PEOPLE],
                id=f"w{who}-{turn}",
            )
            event = request_event(store, ORIGIN, made, kept_of(made, Capture.FULL))
            try:
                append_new(connection, [event])
            except IntegrityError:
                with store.write() as again:
                    append(again, [event])
            done.add(made.interaction.id)
        connection.close()
        return done

    def disposing() -> set[str]:
        went: set[str] = set()
        while not over.is_set():
            there = {identity for identity in found(store, PEOPLE[0]) if identity not in went}
            try:
                gone(store, *there)
            except (RecordError, DBAPIError):  # somebody was writing just then: nothing went
                continue
            went |= there
        return went

    with ThreadPoolExecutor(5) as pool:
        disposal = pool.submit(disposing)
        written = set().union(*pool.map(writing, range(4)))
        over.set()
        went = disposal.result()
    assert found(store, PEOPLE[0]) == written - went
    gone(store, *(written - went))
    assert rows(store) == (0, 0, 0)
    assert sound(store)
