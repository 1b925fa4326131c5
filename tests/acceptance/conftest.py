"""One gateway for all acceptance tests; each test starts with a provider that has seen nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Served, serving


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(Path(tmp_path_factory.mktemp("served"))) as served:
        yield served


@pytest.fixture
def served(running: Served) -> Served:
    running.provider.received.clear()
    running.provider.delay = 0.0
    running.provider.cut_after = running.provider.spoil = None
    running.provider.reply = lambda text: f"You said: {text}"
    return running
