"""Texts: once each, in order, and gone with the last record that leads to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from gateway.audit.events import append, write_rows
from gateway.audit.kept import Text, kept_of
from gateway.audit.period_keys import PeriodKeys
from gateway.audit.rows import Origin, request_event
from gateway.audit.sealing import PeriodKey
from gateway.audit.store import Store
from gateway.audit.tables import CHAINS, PAYLOADS, PERIOD_KEYS, TEXTS
from gateway.audit.texts import Chained, drop_unused, read_texts, rows_of_texts
from gateway.errors import RecordError
from gateway.types import Capture
from tests.unguarded import meddle
from tests.unit.gateway.audit.samples import MOMENT, screened
from tests.unit.gateway.audit.test_period_keys import Shelf

ORIGIN = Origin(instance="here", run="run")
PERIOD = PeriodKey("2:2026-03:full", b"s" * 32)


def said(*texts: str, role: str = "user") -> list[Text]:
    return [
        {"path": f"messages[{n}]", "role": role, "new": True, "text": text}
        for n, text in enumerate(texts)
    ]


def write(store: Store, *texts: str, owner: str = "sam") -> bytes:
    chained = Chained()
    head = chained.add(store.periods.of(MOMENT, "full"), owner, said(*texts))
    with store.write() as connection:
        write_rows(connection, rows_of_texts([chained]))
    return head


def read(store: Store, head: bytes) -> list[str]:
    with store.read() as connection:
        return [text for _, _, text in read_texts(connection, store.periods, [head])[head]]


def count(store: Store, table: object) -> int:
    with store.read() as connection:
        number: int = connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]
        return number


def test_texts_come_back_in_order_with_where_they_stood(store: Store) -> None:
    head = write(store, "one", "two", "one")
    with store.read() as connection:
        found = read_texts(connection, store.periods, [head])[head]
    assert found == [
        ("messages[0]", "user", "one"),
        ("messages[1]", "user", "two"),
        ("messages[2]", "user", "one"),
    ]


def test_a_conversation_costs_what_is_new_in_each_turn(store: Store) -> None:
    turns = [f"turn {n} " + "word " * 40 for n in range(40)]
    for length in range(1, 41):
        write(store, *turns[:length])
    assert (count(store, TEXTS), count(store, CHAINS)) == (40, 40)
    assert read(store, write(store, *turns)) == turns


def test_a_text_at_another_place_is_not_stored_again(store: Store) -> None:
    write(store, "answer")
    write(store, "question", "answer")
    assert (count(store, TEXTS), count(store, CHAINS)) == (2, 3)


def test_equal_texts_of_two_people_are_stored_apart(store: Store) -> None:
    write(store, "same", owner="sam")
    write(store, "same", owner="kim")
    assert count(store, TEXTS) == 2


def test_what_is_no_conversation_is_kept_in_one_piece(store: Store) -> None:
    texts = [f"row {n}" for n in range(1_000)]
    head = write(store, *texts)
    assert read(store, head) == texts
    assert count(store, TEXTS) == 1


@settings(max_examples=50)
@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=6), max_size=6))
def test_any_texts_give_names_that_say_what_they_are(prompts: list[list[str]]) -> None:
    """Equal prompts have one name, others another, and a shared beginning is shared."""
    names: dict[bytes, list[str]] = {}
    chained = Chained()
    for prompt in prompts:
        head = chained.add(PERIOD, "sam", said(*prompt))
        assert names.setdefault(head, prompt) == prompt
    beginnings = {tuple(prompt[:n]) for prompt in prompts for n in range(1, len(prompt) + 1)}
    assert len(chained.places) == len(beginnings)
    assert len(chained.texts) == len({text for prompt in prompts for text in prompt})


def test_lone_surrogates_survive(store: Store) -> None:
    assert read(store, write(store, "half \ud83d")) == ["half \ud83d"]


def record(store: Store, name: str, *texts: str) -> bytes:
    made = screened(*texts, id=name)
    event = request_event(store, ORIGIN, made, kept_of(made, Capture.FULL))
    with store.write() as connection:
        append(connection, [event])
    head: bytes = event.rows[PAYLOADS][0]["head"]
    return head


def remove(store: Store, name: str, head: bytes) -> int:
    """Take a record's payloads away, and drop what nothing leads to; how many texts went."""
    meddle(store, f"DELETE FROM payloads WHERE interaction_id = '{name}'")
    with store.write() as connection:
        return drop_unused(connection, [head])


def test_texts_go_with_the_last_record_that_leads_to_them(store: Store) -> None:
    short, long = record(store, "short", "a", "b"), record(store, "long", "a", "b", "c")
    other = record(store, "other", "a", "d")
    assert remove(store, "long", long) == 1  # "c"
    assert read(store, short) == ["a", "b"]
    assert remove(store, "short", short) == 1  # "b"; "a" still begins the other
    assert read(store, other) == ["a", "d"]
    assert remove(store, "other", other) == 2
    assert (count(store, TEXTS), count(store, CHAINS)) == (0, 0)


def test_what_a_record_leads_to_does_not_go(store: Store) -> None:
    head = record(store, "r1", "a", "b")
    with store.write() as connection:
        assert drop_unused(connection, [head]) == 0
    assert read(store, head) == ["a", "b"]
    with pytest.raises(RecordError), store.write() as connection:
        connection.execute(delete(CHAINS))
    with pytest.raises(RecordError), store.write() as connection:
        connection.execute(delete(TEXTS))


def test_texts_cannot_be_changed_or_replaced(store: Store) -> None:
    head = write(store, "a")
    for statement in (update(TEXTS).values(sealed=b"x"), update(CHAINS).values(place=b"x")):
        with pytest.raises(RecordError), store.write() as connection:
            connection.execute(statement)
    if store.engine_name == "sqlite":
        with store.write() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO texts SELECT address, key_id, wrapped, x'00' FROM texts"
            )
    assert read(store, head) == ["a"]


def test_a_lost_text_says_so(store: Store) -> None:
    head = write(store, "a", "b")
    meddle(store, "DELETE FROM chains WHERE depth = 0")
    with pytest.raises(RecordError, match="gone from the store"):
        read(store, head)


def test_a_destroyed_period_key_takes_its_texts_and_nothing_else(store: Store) -> None:
    head = write(store, "a")
    later = Chained()
    other = later.add(store.periods.of(MOMENT.replace(month=4), "full"), "sam", said("a"))
    with store.write() as connection:
        write_rows(connection, rows_of_texts([later]))
        connection.execute(delete(PERIOD_KEYS).where(PERIOD_KEYS.c.key_id == "2:2026-03:full"))
    store.periods.forget("2:2026-03:full")
    with pytest.raises(RecordError, match="was destroyed"):
        read(store, head)
    assert read(store, other) == ["a"]


def test_the_rows_hold_no_text(store: Store) -> None:
    write(store, "zebra crossing")
    with store.read() as connection:
        rows = [*connection.execute(select(TEXTS)), *connection.execute(select(CHAINS))]
    assert b"zebra" not in b"".join(v for row in rows for v in row if isinstance(v, bytes))
    assert "zebra" not in repr(Chained())


def test_a_name_depends_on_the_key(store: Store) -> None:
    """Without the period key nobody can try whether a text is in the store."""
    one, other = (PeriodKeys(b"s" * 32, Shelf()).of(MOMENT) for _ in range(2))
    heads = {Chained().add(period, "sam", said("a")) for period in (one, other)}
    assert len(heads) == 2
