"""One gateway for all acceptance tests; each test starts with a provider that has seen nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.aws import serving_signed
from tests.elsewhere.serving import serving_elsewhere
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


@pytest.fixture(scope="session")
def running_signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving_signed(Path(tmp_path_factory.mktemp("signing"))) as served:
        yield served


@pytest.fixture
def signing(running_signed: Served) -> Served:
    """A gateway that signs anew what it altered for AWS."""
    running_signed.provider.received.clear()
    return running_signed


@pytest.fixture(scope="session")
def running_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving_elsewhere(Path(tmp_path_factory.mktemp("elsewhere"))) as served:
        yield served


@pytest.fixture
def elsewhere(running_elsewhere: Served) -> Served:
    """The gateway in front of everybody else's services."""
    running_elsewhere.provider.received.clear()
    running_elsewhere.provider.reply = lambda text: f"You said: {text}"
    return running_elsewhere
