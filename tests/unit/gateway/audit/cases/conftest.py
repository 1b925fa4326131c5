"""Most of a case is the same on every engine: tests that do not say otherwise run on SQLite."""

import shutil
from pathlib import Path

import pytest

from gateway.audit.store import Store
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.samples import KEYS

_BOTH = {"test_searching", "test_steps", "test_rights"}


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which database engine a test runs on."""
    return getattr(request, "param", "sqlite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both engines for the modules whose statements differ."""
    module = metafunc.module.__name__.rpartition(".")[2]
    if "engine_name" in metafunc.fixturenames and module in _BOTH:
        metafunc.parametrize("engine_name", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new SQLite store, to be copied: making one takes longer than most tests."""
    file = tmp_path_factory.mktemp("blank") / "records.db"
    Store.open(f"sqlite:///{file}", KEYS).close()
    return file


@pytest.fixture
def url(engine_name: str, tmp_path: Path, blank: Path) -> str:
    """The URL of a store without records."""
    if engine_name == "sqlite":
        shutil.copy(blank, tmp_path / "records.db")
        return f"sqlite:///{tmp_path / 'records.db'}"
    return shared_cluster().emptied_database("records", keep={"alembic_version"})
