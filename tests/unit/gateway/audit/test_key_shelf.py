"""Period keys in the store: wrapped, and the same for every gateway."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from gateway.audit.epochs import years_of
from gateway.audit.key_providers.provider import LocalProvider
from gateway.audit.key_shelf import KeyShelf
from gateway.audit.period_keys import CLASSES
from gateway.audit.store import Store
from gateway.audit.tables import PERIOD_KEYS
from gateway.errors import RecordError
from tests.unit.gateway.audit.samples import KEYS, MOMENT

SEPTEMBER = datetime(2026, 9, 1, tzinfo=UTC)


def test_the_first_key_of_a_name_is_the_one_that_counts(store: Store) -> None:
    shelf = KeyShelf(store.read, store.write, LocalProvider(KEYS.sealing))
    assert shelf.find("2:2026-09:full") is None
    assert shelf.missing(["2:2026-09:full"]) == {"2:2026-09:full"}
    assert shelf.keep("2:2026-09:full", b"a" * 32) == b"a" * 32
    assert shelf.keep("2:2026-09:full", b"b" * 32) == b"a" * 32
    assert shelf.find("2:2026-09:full") == b"a" * 32
    assert shelf.missing(["2:2026-09:full"]) == set()


def test_gateways_that_make_a_key_at_once_agree(store: Store) -> None:
    def issue(number: int) -> bytes:
        opened = Store.open(store._engine.url.render_as_string(hide_password=False), KEYS)
        try:
            return opened.periods.of(SEPTEMBER, "full").text_key("sam", b"x").key
        finally:
            opened.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(issue, range(4)))) == 1


def test_a_key_of_another_provider_says_whose_it_is(store: Store) -> None:
    class Elsewhere(LocalProvider):
        name = "elsewhere"

    url = store._engine.url.render_as_string(hide_password=False)
    other = Store.open(url, KEYS, provider=Elsewhere(b"e" * 32))
    try:
        with pytest.raises(RecordError, match="wrapped by the key provider local"):
            other.periods.of(datetime.now(UTC))
    finally:
        other.close()


def test_the_store_holds_no_key_in_clear(store: Store) -> None:
    with store.read() as connection:
        rows = connection.execute(select(PERIOD_KEYS)).all()
    years = {str(year) for year in years_of(datetime.now(UTC)) | {MOMENT.year}}
    assert {row.key_id.rpartition(":")[2] for row in rows} == {*CLASSES, *years}
    for row in rows:
        assert LocalProvider(KEYS.sealing).unwrap(row.key_id, row.wrapped) not in row.wrapped
        with pytest.raises(RecordError):
            LocalProvider(KEYS.sealing).unwrap("2:2026-01:full", row.wrapped)
