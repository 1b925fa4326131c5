"""Most of a case is the same on every engine: tests that do not say otherwise run on SQLite."""

import pytest

_BOTH = {"test_searching", "test_steps", "test_rights"}


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which database engine a test runs on."""
    return getattr(request, "param", "sqlite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both engines for the modules whose statements differ."""
    if (
        "engine_name" in metafunc.fixturenames
        and metafunc.module.__name__.rpartition(".")[2] in _BOTH
    ):
        metafunc.parametrize("engine_name", ["sqlite", "postgresql"], indirect=True)
