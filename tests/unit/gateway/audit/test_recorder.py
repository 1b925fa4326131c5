"""The recorder: durable before it returns, one ending each, and honest when it cannot write."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from detectors.types import Category
from gateway.audit.activities import activities
from gateway.audit.engine import open_engine
from gateway.audit.opening import Record
from gateway.audit.queries import show
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS, INTERACTIONS, PAYLOADS
from gateway.errors import RecordError
from gateway.types import Capture, Effect, End
from tests.unit.gateway.audit.samples import KEYS, UNREAD, answer, screened, tool

NAME = ("Jane Doe", "PERSON")


def texts(record: Record | None) -> dict[str, str]:
    assert record is not None
    return {kind: found[0].text for kind, found in record.texts.items()}


async def test_a_request_is_durable_when_the_call_returns(
    url: str, store: Store, recorder: Recorder
) -> None:
    made = screened("Hello")
    await recorder.request(made)
    other = open_engine(url, create=False)
    with other.connect() as connection:
        assert connection.execute(select(INTERACTIONS.c.id)).scalars().all() == [
            made.interaction.id
        ]
    other.dispose()
    assert recorder.statistics.written == 1


async def test_everything_is_read_back_as_it_was(store: Store, recorder: Recorder) -> None:
    made = screened(
        "Dear Jane Doe",
        marks=[NAME],
        sent=["Dear Person7"],
        effect=Effect.PSEUDONYMISE,
        issued={"Person7": "Jane Doe"},
        justification="A case conference for Jane Doe",
        unread=UNREAD,
    )
    await recorder.request(made)
    await recorder.answer(
        answer(
            made.interaction.id,
            received="Hi Person7",
            restored="Hi Jane Doe",
            model="practice-1b",
            input_tokens=7,
            output_tokens=9,
            first_byte_ms=3.25,
            unrestored=1,
        )
    )
    record = show(store, made.interaction.id)
    assert record is not None
    assert texts(record) == {
        "prompt_typed": "Dear Jane Doe",
        "prompt_sent": "Dear Person7",
        "answer_received": "Hi Person7",
        "answer_restored": "Hi Jane Doe",
    }
    assert record.justification == "A case conference for Jane Doe"
    assert record.unread == ({"part": "messages[0].content[1]", "why": "image"},)
    expected = {
        "time": made.interaction.time,
        "person": "sam.okafor",
        "person_groups": ["all", "housing"],
        "tool": "practice",
        "effect": "pseudonymise",
        "clauses": ["7.2"],
        "rules": [{"rule": "personal-data", "clause": "7.2", "effect": "pseudonymise"}],
        "entities": {"PERSON": 1},
        "unread": {"image": 1},
        "timings": {"read": 0.2, "scan": 1.5},
        "capture": "full",
        "stream": True,
        "justified": True,
        "issued": 1,
    }
    assert {name: record.facts[name] for name in expected} == expected
    assert record.ending is not None
    assert (record.ending["outcome"], record.ending["output_tokens"]) == ("complete", 9)


async def test_an_unlisted_tool_and_an_unfinished_record_read_back_too(
    store: Store, recorder: Recorder
) -> None:
    made = screened("Hello", listed=None, effect=Effect.BLOCK)
    await recorder.request(made)
    record = show(store, made.interaction.id)
    assert record is not None
    assert (record.facts["tool"], record.facts["capture"]) == (None, "masked")
    assert record.ending is None
    assert show(store, "nobody") is None


async def test_texts_that_no_database_holds_are_kept_all_the_same(
    store: Store, recorder: Recorder
) -> None:
    odd = "a\0b \ud83d lone \U0001f600 \u2028"
    made = screened(odd, model="m\0\ud800" + "x" * 500, user_agent="\ud800\0")
    await recorder.request(made)
    await recorder.answer(answer(made.interaction.id, received=odd, input_tokens=10**40))
    record = show(store, made.interaction.id)
    assert texts(record)["prompt_typed"] == odd
    assert texts(record)["answer_received"] == odd
    assert record is not None
    assert record.facts["model"].startswith("m\ufffd?x")
    assert len(record.facts["model"]) == 200


async def test_equal_texts_are_stored_once(store: Store, recorder: Recorder) -> None:
    made = screened("Hello")
    await recorder.request(made)
    await recorder.answer(answer(made.interaction.id, received="Hi", restored="Hi"))
    assert set(texts(show(store, made.interaction.id)).values()) == {"Hello", "Hi"}
    with store.read() as connection:
        statement = select(func.count()).where(PAYLOADS.c.sealed.is_not(None))
        assert connection.execute(statement).scalar() == 2


async def test_masked_keeps_the_answer_as_the_provider_gave_it(
    store: Store, recorder: Recorder
) -> None:
    made = screened(
        "Dear Jane Doe", marks=[NAME], sent=["Dear Person7"], listed=tool(Capture.MASKED)
    )
    await recorder.request(made)
    await recorder.answer(answer(made.interaction.id, received="Person7", restored="Jane Doe"))
    found = texts(show(store, made.interaction.id))
    assert found == {"prompt_sent": "Dear Person7", "answer_received": "Person7"}


async def test_metadata_keeps_no_text(store: Store, recorder: Recorder) -> None:
    made = screened("Dear Jane Doe", marks=[NAME], listed=tool(Capture.METADATA))
    await recorder.request(made)
    await recorder.answer(answer(made.interaction.id, received="Hi", restored="Hi"))
    assert texts(show(store, made.interaction.id)) == {}
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(PAYLOADS)).scalar() == 0


async def test_a_secret_is_not_in_the_answer_either(store: Store, recorder: Recorder) -> None:
    secret = "correct-" + "horse"
    made = screened(f"my password: {secret}", marks=[(secret, "CREDENTIAL", Category.SECRET)])
    await recorder.request(made)
    await recorder.answer(answer(made.interaction.id, received="yes", restored=f"yes, {secret}"))
    found = texts(show(store, made.interaction.id))
    assert found["answer_restored"] == "yes, [secret]"
    assert secret not in str(found)


async def test_there_is_one_ending_however_many_race_for_it(
    store: Store, recorder: Recorder
) -> None:
    made = screened("Hello")
    await recorder.request(made)
    ends = [End.COMPLETE, End.CLIENT_ABORTED, End.PROVIDER_ERROR] * 5
    await asyncio.gather(
        *(recorder.answer(answer(made.interaction.id, end, received=end.value)) for end in ends)
    )
    await recorder.answer(answer(made.interaction.id, End.GATEWAY_ERROR))
    record = show(store, made.interaction.id)
    assert record is not None
    assert record.ending is not None
    assert texts(record)["answer_received"] == record.ending["outcome"]
    assert recorder.statistics.second_endings == len(ends)


async def test_endings_race_across_gateways_too(store: Store, recorder: Recorder) -> None:
    other = Recorder(store, instance="second")
    await other.start()
    made = [screened("Hello") for _ in range(20)]
    await asyncio.gather(*(recorder.request(one) for one in made))
    ids = [one.interaction.id for one in made]
    await asyncio.gather(
        *(gateway.answer(answer(id)) for gateway in (recorder, other) for id in ids)  # noqa: A001
    )
    refused = recorder.statistics.second_endings + other.statistics.second_endings
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(ENDINGS)).scalar() == 20
    assert refused == 20
    await other.close()


async def test_a_bad_event_does_not_fail_its_neighbours(store: Store, recorder: Recorder) -> None:
    good = [screened("Hello") for _ in range(10)]
    await recorder.request(good[0])
    again = [recorder.request(one) for one in (*good[1:5], good[0], *good[5:])]
    outcomes = await asyncio.gather(*again, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes].count(RecordError) == 1
    assert isinstance(outcomes[4], RecordError)
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(INTERACTIONS)).scalar() == 10
    statistics = recorder.statistics
    assert (statistics.written, statistics.failures) == (10, 1)
    assert statistics.last_error_class in {"IntegrityError", "UniqueViolation"}
    assert not statistics.down


async def test_an_answer_without_a_request_is_an_error(store: Store, recorder: Recorder) -> None:
    with pytest.raises(RecordError, match="not written"):
        await recorder.answer(answer("nobody"))
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(ENDINGS)).scalar() == 0


async def test_another_gateway_may_close_what_this_one_began_but_keeps_no_text(
    store: Store, recorder: Recorder
) -> None:
    made = screened("Hello")
    await recorder.request(made)
    other = Recorder(store, instance="second")
    await other.start()
    await other.answer(answer(made.interaction.id, received="perhaps a secret"))
    record = show(store, made.interaction.id)
    assert record is not None
    assert record.ending is not None
    assert set(record.texts) == {"prompt_typed", "prompt_sent"}
    await other.close()


async def test_an_activity_is_sealed_and_comes_back(store: Store, recorder: Recorder) -> None:
    await recorder.activity(
        actor="ann.lee", action="records person", subject="Jane Doe", why="DSAR-7"
    )
    (found,) = activities(store)
    assert (found.actor, found.action) == ("ann.lee", "records person")
    assert (found.subject, found.why) == ("Jane Doe", "DSAR-7")
    assert "Jane" not in repr(found)


async def test_closing_writes_what_waits_and_then_refuses(store: Store) -> None:
    recorder = Recorder(store, instance="first")
    await recorder.start()
    made = [screened("Hello") for _ in range(300)]
    waiting = [asyncio.ensure_future(recorder.request(one)) for one in made]
    await asyncio.sleep(0)
    await recorder.close()
    assert await asyncio.gather(*waiting) == [None] * 300
    with pytest.raises(RecordError, match="not running"):
        await recorder.request(screened("late"))
    with store.read() as connection:
        statement = select(ENDINGS.c.outcome, func.count()).group_by(ENDINGS.c.outcome)
        assert connection.execute(statement).all() == [("orphaned", 300)]


async def test_a_caller_who_gives_up_leaves_a_closed_record(store: Store) -> None:
    recorder = Recorder(store, instance="first", deadline_seconds=0.0)
    await recorder.start()
    made = screened("Hello")
    with pytest.raises(RecordError, match="not written within"):
        await recorder.request(made)
    assert await ending_of(store, made.interaction.id) == End.ORPHANED.value
    await recorder.close()


async def ending_of(store: Store, interaction_id: str) -> str:
    """How it ended, once that is written: nobody waits for some endings."""
    ending = select(ENDINGS.c.outcome).where(ENDINGS.c.interaction_id == interaction_id)
    async with asyncio.timeout(10):
        while True:
            with store.read() as connection:
                found = connection.execute(ending).scalar()
            if found is not None:
                return str(found)
            await asyncio.sleep(0.01)


async def test_a_cancelled_answer_is_written_all_the_same(store: Store, recorder: Recorder) -> None:
    made = screened("Hello")
    await recorder.request(made)
    task = asyncio.ensure_future(recorder.answer(answer(made.interaction.id, End.CLIENT_ABORTED)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await ending_of(store, made.interaction.id) == "client_aborted"


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[tuple[Recorder, Store]]:
    store = Store.open(f"sqlite:///{tmp_path / 'records.db'}", KEYS)
    recorder = Recorder(store, instance="first")
    await recorder.start()
    yield recorder, store
    await recorder.close()
    store.close()


async def test_a_full_disk_is_an_error_and_passes(small: tuple[Recorder, Store]) -> None:
    recorder, store = small
    limit_pages(store, 1)
    big = screened("x" * 300_000)
    with pytest.raises(RecordError) as caught:
        await recorder.request(big)
    assert "xxx" not in str(caught.value)
    assert recorder.statistics.failures == 1
    assert recorder.statistics.last_error_class == "disk full, SQLITE_FULL"
    assert recorder.statistics.down
    limit_pages(store, 1_000_000)
    await recorder.request(big)
    after = recorder.statistics
    assert not after.down
    assert show(store, big.interaction.id) is not None


def limit_pages(store: Store, pages: int) -> None:
    """What a full disk does: SQLite may use no more pages, on any connection of the pool."""
    with store.read() as first, store.read() as second:
        for connection in (first, second):
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


async def test_a_store_that_cannot_be_written_is_an_error_and_passes(
    small: tuple[Recorder, Store],
) -> None:
    recorder, store = small
    read_only(store, "ON")
    with pytest.raises(RecordError):
        await recorder.request(screened("Hello"))
    read_only(store, "OFF")
    await recorder.request(screened("Hello"))


async def test_an_ending_the_store_did_not_take_is_written_when_it_is_back(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'records.db'}", KEYS)
    recorder = Recorder(store, instance="first")
    await recorder.start()
    made = screened("Hello")
    await recorder.request(made)
    rename(store, "endings", "elsewhere")
    with pytest.raises(RecordError):
        await recorder.answer(answer(made.interaction.id, End.PROVIDER_ERROR, received="Hi"))
    with pytest.raises(RecordError):
        await recorder.answer(answer("nobody"))
    rename(store, "elsewhere", "endings")
    await recorder.close()
    record = show(store, made.interaction.id)
    assert record is not None
    assert record.ending is not None
    assert record.ending["outcome"] == "provider_error"
    assert texts(record)["answer_received"] == "Hi"
    store.close()


def rename(store: Store, table: str, name: str) -> None:
    with store.write() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def read_only(store: Store, switch: str) -> None:
    with store.read() as first, store.read() as second:
        for connection in (first, second):
            connection.exec_driver_sql(f"PRAGMA query_only = {switch}")


async def test_a_missing_table_fails_the_request_and_not_the_thread(
    store: Store, recorder: Recorder
) -> None:
    rename(store, "passages", "elsewhere")
    made = screened("Dear Jane Doe", marks=[NAME])
    with pytest.raises(RecordError):
        await recorder.request(made)
    assert show(store, made.interaction.id) is None
    rename(store, "elsewhere", "passages")
    await recorder.request(made)
