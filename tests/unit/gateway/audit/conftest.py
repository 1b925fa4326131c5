"""A record store on each engine."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.samples import KEYS, MOMENT


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which database engine a test runs on."""
    return str(request.param)


@pytest.fixture
def empty_url(engine_name: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with nothing in it, not even tables."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'state' / 'records.db'}"
        return
    name = f"records_{uuid4().hex}"
    yield shared_cluster().new_database(name)
    shared_cluster().drop_database(name)


@pytest.fixture
def url(engine_name: str, tmp_path: Path) -> str:
    """The URL of a store without records; on PostgreSQL one that earlier tests used."""
    if engine_name == "sqlite":
        return f"sqlite:///{tmp_path / 'state' / 'records.db'}"
    return shared_cluster().emptied_database("records", keep={"alembic_version"})


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url, KEYS)
    opened.load_keys(MOMENT)  # as a gateway has those of its own month
    yield opened
    opened.close()


@pytest.fixture
async def recorder(store: Store) -> AsyncIterator[Recorder]:
    running = Recorder(store, instance="first")
    await running.start()
    yield running
    await running.close()
