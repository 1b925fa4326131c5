"""Which files at a provider went through here: sealed, per vendor, for a while."""

from sqlalchemy import select, update

from gateway.audit.house_tables import UPLOADS
from gateway.audit.store import Store
from gateway.audit.uploads import Uploads
from tests.make import NOW


async def test_a_remembered_id_is_known_for_its_vendor_only(store: Store) -> None:
    uploads = Uploads(store)
    await uploads.remember("OpenAI", ["file-abc"], ["0" * 64])
    assert await uploads.known("OpenAI", ["file-abc", "file-xyz"]) == {"file-abc"}
    assert await uploads.known("Anthropic", ["file-abc"]) == frozenset()


async def test_a_file_that_is_put_elsewhere_is_expected_there(store: Store) -> None:
    uploads = Uploads(store)
    await uploads.expect("OpenAI", "files.example/put/1", ["file-abc"])
    assert await uploads.expected("OpenAI", "files.example/put/1") == {"file-abc"}
    assert await uploads.expected("OpenAI", "files.example/put/2") == frozenset()


async def test_ids_stand_nowhere_in_clear(store: Store) -> None:
    await Uploads(store).remember("OpenAI", ["file-abc"], ["0" * 64])
    with store.read() as connection:
        rows = connection.execute(select(UPLOADS)).all()
    assert rows
    assert "file-abc" not in repr(rows)


async def test_what_is_over_is_forgotten(store: Store) -> None:
    uploads = Uploads(store)
    await uploads.remember("OpenAI", ["file-abc"], ["0" * 64])
    with store.write() as connection:
        connection.execute(update(UPLOADS).values(expires=NOW.replace(year=2020)))
    assert await uploads.known("OpenAI", ["file-abc"]) == frozenset()
    assert await uploads.sweep() == 1
