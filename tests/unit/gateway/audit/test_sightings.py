"""Sightings are added up: distinct people, times, first and last; old ones go."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from gateway.audit.house_tables import SIGHTINGS
from gateway.audit.sightings import Sightings, shadow
from gateway.audit.store import Store

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def test_people_are_counted_once_and_times_are_added_up(store: Store) -> None:
    sightings = Sightings(store)
    for person in ("amina.hussain", "amina.hussain", "joe.bright"):
        sightings.saw("my-gpt.example", "looks alike", "gpt", person)
    await sightings.write()
    sightings.saw("my-gpt.example", "looks alike", "gpt", "joe.bright")
    await sightings.write()
    (seen,) = shadow(store, LONG_AGO)
    assert (seen.host, seen.people, seen.times) == ("my-gpt.example", 2, 4)
    assert seen.first <= seen.last


async def test_nobody_is_named(store: Store) -> None:
    sightings = Sightings(store)
    sightings.saw("my-gpt.example", "looks alike", "gpt", "amina.hussain")
    await sightings.write()
    with store.read() as connection:
        (row,) = connection.execute(select(SIGHTINGS)).all()
    assert "amina" not in repr(row)


async def test_nothing_is_written_twice(store: Store) -> None:
    sightings = Sightings(store)
    sightings.saw("my-gpt.example", "looks alike", "gpt", "amina.hussain")
    await sightings.write()
    await sightings.write()
    (seen,) = shadow(store, LONG_AGO)
    assert seen.times == 1


async def test_the_most_used_come_first_and_old_ones_are_left_out(store: Store) -> None:
    sightings = Sightings(store)
    for person in ("a", "b"):
        sightings.saw("two.ai", "looks alike", ".ai", person)
    sightings.saw("one.ai", "looks alike", ".ai", "a")
    await sightings.write()
    assert [seen.host for seen in shadow(store, LONG_AGO)] == ["two.ai", "one.ai"]
    assert shadow(store, datetime.now(UTC) + timedelta(days=1)) == []


async def test_what_is_older_than_its_lifetime_is_forgotten(store: Store) -> None:
    sightings = Sightings(store, days=30)
    sightings.saw("my-gpt.example", "looks alike", "gpt", "a")
    await sightings.write()
    with store.write() as connection:
        connection.execute(update(SIGHTINGS).values(time=LONG_AGO))
    await sightings.sweep()
    assert shadow(store, LONG_AGO) == []
