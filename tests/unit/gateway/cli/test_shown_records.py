"""A list names no texts; a record shown whole steers nobody's terminal."""

import pytest

from gateway.audit.filters import Filters
from gateway.audit.queries import search, show
from gateway.audit.store import Store
from gateway.cli.shown_records import show_list, show_record
from tests.unit.gateway.audit.cases.desks import ask
from tests.unit.gateway.audit.samples import KEYS


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("shown")
    opened = Store.open(f"sqlite:///{folder / 'records.db'}", KEYS)
    ask(opened, "r1", model="gpt\x1b[2J")
    return opened


def test_a_list_has_no_texts(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    show_list(search(store, Filters()), 1)
    said = capsys.readouterr()
    assert "Id: r1" in said.out
    assert "Jane Doe" not in said.out
    assert "raise --limit" in said.err


def test_texts_are_shown_only_when_asked_for(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    record = show(store, "r1")
    assert record is not None
    show_record(record, (), texts=False)
    without = capsys.readouterr().out
    show_record(record, (), texts=True)
    assert ("Jane Doe" in without, "Jane Doe" in capsys.readouterr().out) == (False, True)
    assert "\x1b" not in without
    assert ("streamed: " in without, "True" in without, "False" in without) == (True, False, False)
