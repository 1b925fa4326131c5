"""Whom records mention is found in every epoch of the index whose key is there, and in no other."""

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from gateway.audit.activities import activities
from gateway.audit.events import append
from gateway.audit.filters import Filters
from gateway.audit.house_tables import META
from gateway.audit.kept import kept_of
from gateway.audit.key_providers.provider import LocalProvider
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import HOLDS
from gateway.audit.log.verify import verify
from gateway.audit.queries import find_person, mentioning, search
from gateway.audit.recorder import Recorder
from gateway.audit.rewrapping import rewrap
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.shredding import destroy_period, periods_of
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS, PASSAGE_MENTIONS
from gateway.errors import RecordError
from gateway.types import Capture
from tests.key_services import TOKEN, KeyService
from tests.unit.gateway.audit.old_store import old_store
from tests.unit.gateway.audit.samples import KEYS, answer, hits, screened

ORIGIN = Origin(instance="first", run="run")
YEARS = (2021, 2022, 2023)
JANE = "Ms Jane Ashdown"


def write(
    store: Store, identity: str, asked: int, answered: int, name: str = JANE, *, text: str = ""
) -> None:
    """A record that mentions somebody in a prompt and an answer of these years."""
    text = text or f"{name} about HB/2026/0143"
    marks = [(name, "PERSON")]
    made = screened(
        text, marks=marks, id=identity, time=datetime(asked, 12, 31, 23, 59, tzinfo=UTC)
    )
    kept = kept_of(made, Capture.METADATA)
    found = tuple(hit.finding for hit in hits([text], marks))
    at = datetime(answered, 12, 31, 23, 59, 30, tzinfo=UTC)
    ending = answer(identity, restored=text, found=found, time=at)
    events = [request_event(store, ORIGIN, made, kept), answer_event(store, ORIGIN, ending, kept)]
    with store.write() as connection:
        append(connection, events)


def found(store: Store, name: str = "Jane Ashdown") -> set[str]:
    return {one.id for one in find_person(store, name)}


def referring(store: Store) -> set[str]:
    return {one.id for one in search(store, Filters(reference="hb 2026 0143"))}


def url_of(store: Store) -> str:
    return store._engine.url.render_as_string(hide_password=False)


def destroy(store: Store, key_id: str) -> None:
    destroy_period(store, key_id, actor="dpo", why="schedule, line 4")


@pytest.fixture
def filled(store: Store) -> Store:
    """A record of each year; of the middle one, the answer came a year later."""
    for asked, answered in ((2021, 2021), (2022, 2023), (2023, 2023)):
        write(store, f"r{asked}", asked, answered)
    return store


def test_every_epoch_is_looked_under_by_any_process(filled: Store) -> None:
    everything = {"r2021", "r2022", "r2023"}
    another = Store.open(url_of(filled), KEYS)
    for store in (filled, another):
        assert found(store) == found(store, "ashdown") == referring(store) == everything
        assert found(store, "Jane Doe") == set()
    another.close()


def test_a_destroyed_epoch_is_found_by_nobody_and_nothing_else_is_lost(filled: Store) -> None:
    another = Store.open(url_of(filled), KEYS)
    assert len(found(another)) == 3  # it knows all keys now
    destroy(filled, "index:2021")
    for store in (filled, another):
        assert found(store) == referring(store) == {"r2022", "r2023"}
    destroy(filled, "index:2022")
    assert found(another) == {"r2022", "r2023"}  # one of them by its answer
    another.close()
    (last, *_) = activities(filled)
    assert (last.subject, last.why) == ("index:2022", "mentions in 1 records: schedule, line 4")
    keeper = Sequencer(filled, KEYS.checkpoint)
    keeper.step(closing=True)
    with filled.read() as connection:
        assert verify(connection, [keeper.signer.verifier]).sound


async def test_a_running_gateway_files_nothing_under_the_index_key_alone(store: Store) -> None:
    recorder, now = Recorder(store, instance="first"), datetime.now(UTC)
    await recorder.start()
    await recorder.request(screened(JANE, marks=[(JANE, "PERSON")], id="now", time=now))
    await recorder.close()
    with store.read() as connection:
        filed = set(connection.execute(select(PASSAGE_MENTIONS.c.token)).scalars())
    assert filed == set(store.epochs.of(now).tokens_of("PERSON", JANE))
    assert not filed & set(store.index.tokens_of("PERSON", JANE))
    assert found(store) == {"now"}


def test_the_list_says_what_hangs_on_the_key_of_a_year(filled: Store) -> None:
    numbers = {one.key_id: (one.mentions, one.held) for one in periods_of(filled)}
    assert [numbers[f"index:{year}"] for year in YEARS] == [(1, 0), (1, 0), (2, 0)]


def test_a_year_with_a_held_record_is_kept_also_for_an_answer(filled: Store) -> None:
    row = {"hold": "FOI-1", "record": "r2022", "time": datetime.now(UTC), "who": "dpo"}
    with filled.write() as connection:
        connection.execute(insert(HOLDS), row)
    for year in (2022, 2023):
        with pytest.raises(RecordError, match=f"1 records under index:{year} are on hold"):
            destroy(filled, f"index:{year}")
    destroy(filled, "index:2021")
    with filled.write() as connection:
        connection.execute(update(HOLDS).values(released=row["time"], released_by="dpo"))
    destroy(filled, "index:2022")


def test_the_years_in_use_are_kept(store: Store) -> None:
    with pytest.raises(RecordError, match="in use"):
        destroy(store, f"index:{datetime.now(UTC).year}")


def test_gateways_that_begin_an_epoch_at_once_agree(store: Store) -> None:
    def begun(_: int) -> bytes:
        opened = Store.open(url_of(store), KEYS)
        try:
            return opened.epochs.of(datetime(2031, 1, 1, tzinfo=UTC)).reference_token("a")
        finally:
            opened.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(begun, range(4)))) == 1


def test_after_keys_are_wrapped_anew_everybody_is_found(filled: Store) -> None:
    from gateway.audit.key_providers.vault_transit import VaultTransitProvider

    everything, local = found(filled), LocalProvider(KEYS.sealing)
    with KeyService() as service:
        vault = VaultTransitProvider(service.url, token=TOKEN, key="records", mount="transit")
        rewrap(filled, vault, old=[local], sealing_key=KEYS.sealing)
        assert {one.provider for one in periods_of(filled)} == {"vault"}
        there = Store.open(url_of(filled), KEYS, provider=vault)
        assert found(there) == found(filled) == everything
        there.close()
        new = LocalProvider(b"n" * 32)
        rewrap(filled, new, old=[vault], sealing_key=KEYS.sealing, new_sealing_key=b"n" * 32)
    newer = Store.open(url_of(filled), replace(KEYS, sealing=b"n" * 32))
    assert found(newer) == everything
    newer.close()


def test_a_key_that_does_not_open_is_an_error_and_no_short_answer(filled: Store) -> None:
    class Elsewhere(LocalProvider):
        name = "elsewhere"

    other = Store.open(url_of(filled), KEYS, provider=Elsewhere(b"e" * 32))
    with pytest.raises(RecordError, match="wrapped by the key provider local"):
        found(other)
    other.close()


def test_an_old_store_is_found_in_beside_what_comes_after(empty_url: str) -> None:
    old_store(empty_url)
    store = Store.open(empty_url, KEYS)
    write(store, "new", 2023, 2023, "Ms Jane Mary Doe")
    assert found(store, "Jane Doe") == {"old-1", "new"}
    assert found(store, "Ottoline Poe") == {"old-1", "old-2"}
    assert referring(store) == {"old-1", "new"}
    destroy(store, "index:2023")
    assert found(store, "Jane Doe") == referring(store) == {"old-1"}
    store.close()


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_search_under_several_epochs_goes_through_the_index(filled: Store) -> None:
    statement = select(INTERACTIONS.c.id).where(mentioning(filled, "Jane Ashdown"))
    text = statement.compile(filled._engine, compile_kwargs={"render_postcompile": True})
    with filled.read() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {text}", tuple(text.params.values())
        ).all()
    steps = [row.detail for row in plan if "mentions" in row.detail]
    tables = ("passage_mentions", "mentions")  # whole names and words in each
    assert sorted(step.partition(" (token=?")[0] for step in steps) == sorted(
        f"SEARCH {table} USING PRIMARY KEY" for table in tables for _ in range(2)
    )
    led = [row.detail for row in plan if "ix_passages_parent" in row.detail]
    assert led
    assert not [row.detail for row in plan if row.detail.startswith("SCAN interactions")]


@dataclass(frozen=True)
class Said:
    """A record to be written: its years, and after which of them another epoch begins."""

    asked: int
    later: int
    rotated: bool


SAID = st.builds(Said, asked=st.sampled_from(YEARS), later=st.integers(0, 1), rotated=st.booleans())
_number = itertools.count()


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(SAID, min_size=1, max_size=8), chances=st.lists(st.booleans(), min_size=12))
def test_whatever_is_written_and_destroyed(
    store: Store, said: Sequence[Said], chances: Sequence[bool]
) -> None:
    """Of each record it is known under which keys it was filed; those that are left find it."""
    name = "Ms Jane Ash" + "".join(chr(ord("a") + int(digit)) for digit in str(next(_number)))
    filed: dict[str, set[str]] = {}
    for one in said:
        if one.rotated:
            moment = datetime(one.asked, 6, 1, tzinfo=UTC)
            store.epochs.begin(store.epochs.following(moment))
            store.epochs.load(moment)
        identity = f"s{next(_number)}"
        write(store, identity, one.asked, one.asked + one.later, name)
        filed[identity] = {_newest(store, year) for year in (one.asked, one.asked + one.later)}
    there = {one.key_id for one in periods_of(store) if one.key_id.startswith("index:202")}
    past = sorted(key for key in there if int(key[6:10]) <= max(YEARS))
    gone = {key for key, chance in zip(past, chances, strict=False) if chance}
    for key_id in gone:
        destroy(store, key_id)
    left = {identity for identity, keys in filed.items() if keys - gone}
    fresh = Store.open(url_of(store), KEYS)
    assert found(store, name) == found(fresh, name) == left
    fresh.close()
    with store.write() as connection:  # the next example writes in the same years
        connection.execute(delete(META).where(META.c.name.startswith("destroyed index:")))


def _newest(store: Store, year: int) -> str:
    keys = [one.key_id for one in periods_of(store) if one.key_id.startswith(f"index:{year}")]
    return max(keys, key=lambda key: int(key.partition(".")[2] or 1))
