"""The command line and the gateway mean the same database."""

from pathlib import Path

import pytest

from gateway.cli.record_store import database_file, has_store, open_store
from gateway.errors import RecordError
from gateway.settings.load import Configuration, load

SERVER = "postgresql+psycopg://gateway@127.0.0.1/records"


@pytest.mark.parametrize("chosen", [None, "sqlite:////tmp/other.db"])
def test_a_file_is_the_one_the_gateway_opens(config: Path, state: Path, chosen: str | None) -> None:
    environment = {"GATEWAY_DATABASE_URL": chosen} if chosen else {}
    configuration = load(config, state, environment)
    assert configuration.database_url == f"sqlite:///{database_file(configuration)}"


def test_a_database_server_is_taken_at_its_word(config: Path, state: Path) -> None:
    configuration = load(config, state, {"GATEWAY_DATABASE_URL": SERVER})
    assert configuration.database_url == SERVER
    assert database_file(configuration) is None
    assert has_store(configuration)


def test_a_missing_store_is_not_made_by_looking(config: Path, state: Path) -> None:
    configuration: Configuration = load(config, state, {})
    with pytest.raises(RecordError, match="Start the gateway first"), open_store(configuration):
        raise AssertionError("opened")
    assert not state.exists()
