"""Places in the log, also across the turn of a year, and what each is about."""

from sqlalchemy import insert

from gateway.audit.log.tables import LEAVES
from gateway.audit.outgoing.entries import Place, events_of, places_from
from gateway.audit.outgoing.told import Telling
from gateway.audit.store import Store


def place(entry: str) -> Place:
    return Place(log=2026, position=0, entry=entry)


def test_a_name_says_what_an_entry_is_about() -> None:
    assert place("abc").record == place("abc:answer").record == "abc"
    assert place("abc:answer").is_answer
    assert place("tool-change:7").record == "7"
    assert place("tool-change:7").is_change


def test_reading_goes_on_into_the_next_year_s_log(store: Store) -> None:
    rows = [
        {"log": log, "position": position, "entry": f"{log}-{position}", "leaf": b"l" * 32}
        for log in (2026, 2027)
        for position in range(3)
    ]
    with store.write() as connection:
        connection.execute(insert(LEAVES), rows)
    with store.read() as connection:
        found = places_from(connection, 2026, 1, 4)
        assert [(one.log, one.position) for one in found] == [
            *((2026, 1), (2026, 2)),
            *((2027, 0), (2027, 1)),
        ]
        assert places_from(connection, 2027, 3, 4) == []


def test_what_is_no_longer_there_is_left_out(store: Store) -> None:
    places = [place("gone"), place("gone:answer"), place("tool-change:99")]
    with store.read() as connection:
        assert events_of(connection, places, Telling(index=store.index)) == []
