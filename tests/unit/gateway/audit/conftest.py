"""A record store on each engine."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.samples import KEYS


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'state' / 'records.db'}"
        return
    name = f"records_{uuid4().hex}"
    yield shared_cluster().new_database(name)
    shared_cluster().drop_database(name)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url, KEYS)
    yield opened
    opened.close()


@pytest.fixture
async def recorder(store: Store) -> AsyncIterator[Recorder]:
    running = Recorder(store, instance="first")
    await running.start()
    yield running
    await running.close()
