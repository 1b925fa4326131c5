"""The same gateway on PostgreSQL: recorded before forwarded, closed once, fails closed, recovers."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.audit.filters import Filters
from gateway.audit.keys import Keys
from gateway.audit.queries import find_person, search, show
from gateway.audit.store import Store
from gateway.types import End
from tests.postgres import Cluster, cluster
from tests.served import Served, serving

PERSONAL = "Write to Margaret Okonkwo about her rent."


@pytest.fixture(scope="module")
def database() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture(scope="module")
def on_postgres(
    database: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, str]]:
    folder = Path(tmp_path_factory.mktemp("postgres"))
    url = database.new_database("records")
    secret = folder / "url"
    secret.write_text(url, encoding="utf-8")
    with serving(folder, environment={"GATEWAY_DATABASE_URL_FILE": str(secret)}) as served:
        yield served, url


def test_a_prompt_is_masked_recorded_and_restored(on_postgres: tuple[Served, str]) -> None:
    served, url = on_postgres
    reply = served.chat(PERSONAL)
    assert reply.json()["choices"][0]["message"]["content"] == f"You said: {PERSONAL}"
    store = Store.open(url, Keys.load(served.state / "keys", {}))
    try:
        (found,) = find_person(store, "Margaret Okonkwo")
        record = show(store, found.id)
    finally:
        store.close()
    assert record is not None
    assert record.texts["prompt_typed"][0].text == PERSONAL
    assert not (served.state / "records.db").exists()


def test_without_the_database_nothing_leaves_and_it_comes_back_by_itself(
    on_postgres: tuple[Served, str], database: Cluster
) -> None:
    served, url = on_postgres
    served.provider.received.clear()
    database.stop()
    assert served.chat("Summarise the bin rota").status_code == 403
    assert served.provider.received == []
    assert served.ready().status_code == 503
    database.start()
    until = time.monotonic() + 30
    while served.chat("Summarise the bin rota").status_code != 200 and time.monotonic() < until:
        time.sleep(0.2)
    assert served.chat("Summarise the bin rota").status_code == 200
    assert served.ready().status_code == 200
    store = Store.open(url, Keys.load(served.state / "keys", {}))
    try:
        ends = [one.end for one in search(store, Filters(tool="openai"))]
    finally:
        store.close()
    assert ends[0] in (End.COMPLETE, None)
    assert len(served.provider.received) <= len(ends)
