"""Destinations start, change and stop with the settings, and say how they are."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from gateway.audit.activities import Activity, record_activity
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.outgoing.outgoing import Outgoing
from gateway.audit.store import Store
from gateway.settings.gateway_file import Paths
from gateway.settings.siem import Destination, Siem
from tests.unit.gateway.audit.samples import KEYS


def until(true: Callable[[], object], *, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def look(store: Store) -> None:
    record_activity(store, Activity(actor="jo", action="records.open", subject="r", why="x"))
    Sequencer(store, KEYS.checkpoint).step(closing=True)


def lines(file: Path) -> list[dict[str, object]]:
    """The entries of the log that arrived, without its checkpoints."""
    read = file.read_text().splitlines() if file.exists() else []
    return [json.loads(line) for line in read if "signed-note:" not in line]


def test_settings_in_force_are_the_last_ones(store: Store, tmp_path: Path) -> None:
    paths = Paths(config=tmp_path, state=tmp_path / "state")
    first, second = paths.state / "a.jsonl", paths.state / "b.jsonl"
    outgoing = Outgoing(store, paths, run=lambda: "run")
    assert outgoing.check == "off"
    look(store)
    a = Destination(name="a", to="file", path=Path("a.jsonl"))
    outgoing.apply(Siem(destinations=(a,)))
    until(lambda: lines(first))
    b = Destination(name="b", to="file", path=Path("b.jsonl"), format="ecs")
    outgoing.apply(Siem(destinations=(b,)))
    look(store)
    until(lambda: len(lines(second)) == 2)
    assert len(lines(first)) == 1
    assert outgoing.check == "ok"
    until(lambda: outgoing.statistics.sent == {"b": 4})
    outgoing.stop()
    assert outgoing.statistics.sent == {}


def test_a_receiver_that_is_away_is_a_warning(store: Store, tmp_path: Path) -> None:
    paths = Paths(config=tmp_path, state=tmp_path)
    outgoing = Outgoing(store, paths, run=lambda: "run")
    gone = Destination(name="soc", to="tcp", address="127.0.0.1:9")
    look(store)
    outgoing.apply(Siem(destinations=(gone,)))
    until(lambda: outgoing.statistics.waiting.get("soc"))
    assert outgoing.check == "warn"
    assert "siem soc: Connection refused; 1 events wait" in outgoing.warnings[0]
    assert outgoing.statistics.failures["soc"] >= 1
    assert outgoing.statistics.lag_seconds["soc"] >= 0
    outgoing.stop()
