"""The places outside the database, as the doctor sees them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from gateway.audit.activities import Activity, record_activity
from gateway.audit.keys import Keys
from gateway.audit.log.anchoring import Anchoring
from gateway.audit.log.chosen import anchors_of
from gateway.audit.log.notes import VerifierKey
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import CHECKPOINTS
from gateway.audit.store import Store
from gateway.cli.checks.anchors import check_anchors
from gateway.cli.checks.line import Line, State
from gateway.settings.load import Configuration, load
from tests.ports import refusing
from tests.unguarded import unguard

KEY = str(VerifierKey(name="witness.example", public=b"k" * 32))


@pytest.fixture
def store(state: Path) -> Iterator[Store]:
    state.mkdir(mode=0o700)
    keys = Keys.load(state / "keys", {})
    opened = Store.open(f"sqlite:///{state / 'records.db'}", keys)
    record_activity(opened, Activity(actor="jo", action="search", subject="x", why="FOI 1"))
    Sequencer(opened, keys.checkpoint).step(closing=True)
    yield opened
    opened.close()


def configured(config: Path, state: Path, anchors: str) -> Configuration:
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nrecords:\n", f"\nrecords:\n  anchors: {anchors}\n"), "utf-8")
    return load(config, state, {})


def one(configuration: Configuration, *, connect: bool = True) -> Line:
    (line,) = check_anchors(configuration, connect=connect)
    return line


def test_it_says_when_an_anchor_last_kept_a_checkpoint(
    config: Path, state: Path, store: Store
) -> None:
    configuration = load(config, state, {})
    before = one(configuration)
    assert (before.state, "reached; nothing kept there yet" in before.said) == (State.OK, True)
    records = configuration.gateway.records
    Anchoring(store, tuple(anchors_of(records, configuration.paths, {}))).keep()
    after = one(configuration)
    assert after.state is State.OK
    assert after.said.startswith(f"file {state / 'anchors' / 'checkpoints.jsonl'}: reached; last")
    assert f"{datetime.now(UTC):%d %B %Y}" in after.said


def test_one_that_lacks_a_checkpoint_for_long_fails(
    config: Path, state: Path, store: Store
) -> None:
    with store.write() as connection:
        unguard(connection)
        old = datetime.now(UTC) - timedelta(hours=25)
        connection.execute(update(CHECKPOINTS).values(time=old))
    line = one(load(config, state, {}))
    assert line.state is State.FAIL
    assert "reached, but lacks what was signed since" in line.said
    assert "/readyz" in line.do


def test_a_file_that_cannot_be_written_fails(config: Path, state: Path, store: Store) -> None:
    (state / "anchors").write_text("in the way")
    line = one(load(config, state, {}), connect=False)
    assert line.state is State.FAIL
    assert "is no folder" in line.said


@pytest.mark.parametrize(
    "anchor",
    [
        "{kind: email, server: 'ADDRESS', to: [dpo@council.example], sender: g@council.example,"
        " security: none}",
        "{kind: syslog, address: 'ADDRESS'}",
        "{kind: witness, url: 'http://ADDRESS', key: 'KEY'}",
    ],
)
def test_one_that_does_not_answer_fails_and_is_left_alone_offline(
    config: Path, state: Path, store: Store, anchor: str
) -> None:
    with refusing() as address:
        configuration = configured(
            config, state, f"[{anchor.replace('ADDRESS', address)}]".replace("KEY", KEY)
        )
        line = one(configuration)
        assert line.state is State.FAIL
        assert "cannot be reached" in line.said
        line = one(configuration, connect=False)
    assert (line.state, "not tried" in line.said) == (State.OK, True)


def test_no_anchor_at_all_is_a_warning(config: Path, state: Path, store: Store) -> None:
    line = one(configured(config, state, "[]"))
    assert (line.state, "none" in line.said) == (State.WARN, True)


def test_before_the_first_start_nothing_is_made(config: Path, state: Path) -> None:
    assert one(load(config, state, {})).state is State.OK
    assert not state.exists()
