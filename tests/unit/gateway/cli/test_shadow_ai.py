"""`shadow`: services that nobody approved, and rows to decide on them with."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from gateway.audit.keys import Keys
from gateway.audit.recorder import Recorder
from gateway.audit.sightings import Sightings
from gateway.audit.store import Store
from gateway.settings.hosts_file import HostRow
from gateway.settings.tools_file import ToolRow
from gateway.types import Decision, Destination, Effect, Person, Screened
from tests import make
from tests.unit.gateway.cli.conftest import Run

UNLISTED = Destination(
    host="api.cohere.com",
    service=make.service("api.cohere.com", vendor="Cohere", product="Cohere API"),
    tool=None,
)


@pytest.fixture
def seen(state: Path) -> None:
    """One unlisted service that two people asked, and one look-alike that one person reached."""
    store = Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))
    asyncio.run(_fill(store))
    store.close()


async def _fill(store: Store) -> None:
    recorder = Recorder(store, instance="test")
    await recorder.start()
    for number, person in enumerate(("amina.hussain", "joe.bright")):
        asked = make.interaction(
            id=f"01930f3e-0000-7000-8000-00000000000{number}",
            time=datetime.now(UTC),
            destination=UNLISTED,
            person=Person(id=person),
        )
        decision = Decision(effect=Effect.BLOCK, reasons=(), policy_version="v1")
        await recorder.request(Screened(interaction=asked, hits=(), decision=decision, sent=()))
    await recorder.close()
    sightings = Sightings(store)
    sightings.saw("my-gpt.example", "looks alike", "gpt", "amina.hussain")
    await sightings.write()


@pytest.mark.usefixtures("seen")
def test_services_are_listed_by_people_and_nobody_is_named(cli: Run) -> None:
    done = cli("shadow")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Host: api.cohere.com; People: 2; Times: 2;")
    assert lines[1].startswith("Host: my-gpt.example; People: 1; Times: 1;")
    assert "amina" not in done.stdout


@pytest.mark.usefixtures("seen")
def test_json_has_the_same(cli: Run) -> None:
    rows = json.loads(cli("shadow", "--format", "json").stdout)
    assert [(row["host"], row["people"]) for row in rows] == [
        ("api.cohere.com", 2),
        ("my-gpt.example", 1),
    ]


@pytest.mark.usefixtures("seen")
def test_rows_for_the_register_and_the_catalogue_are_valid_as_printed(cli: Run) -> None:
    printed = cli("shadow", "--format", "register").stdout
    tools = [ToolRow.model_validate(row) for row in yaml.safe_load(printed)]
    assert [tool.hosts for tool in tools] == [("api.cohere.com",), ("my-gpt.example",)]
    assert {tool.approval for tool in tools} == {"withdrawn"}
    printed = cli("shadow", "--format", "catalogue").stdout
    hosts = [HostRow.model_validate(row) for row in yaml.safe_load(printed)]
    assert [row.host for row in hosts] == ["my-gpt.example"]


@pytest.mark.usefixtures("seen")
def test_named_hosts_narrow_it(cli: Run) -> None:
    assert "api.cohere.com" not in cli("shadow", "my-gpt.example").stdout


def test_without_records_it_says_what_to_do(cli: Run) -> None:
    done = cli("shadow")
    assert done.exit_code == 1
    assert "There are no records" in done.output
