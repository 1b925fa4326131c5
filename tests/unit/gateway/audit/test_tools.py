"""Changes of the register while the gateway runs."""

from concurrent.futures import ThreadPoolExecutor

from gateway.audit.store import Store
from gateway.audit.tools import (
    current_overrides,
    latest_change_id,
    record_tool_change,
    tool_history,
)
from gateway.types import Approval


def test_a_store_without_changes_has_none(store: Store) -> None:
    assert latest_change_id(store) == 0
    assert current_overrides(store) == {}


def test_the_latest_change_of_each_tool_counts(store: Store) -> None:
    record_tool_change(store, "a", Approval.PAUSED, "ann.lee", "Incident 7")
    record_tool_change(store, "b", Approval.PAUSED, "ann.lee", "Incident 7")
    record_tool_change(store, "a", Approval.WITHDRAWN, "sam.okafor", "Incident 7 confirmed")
    found = current_overrides(store)
    assert {tool: change.approval for tool, change in found.items()} == {
        "a": Approval.WITHDRAWN,
        "b": Approval.PAUSED,
    }
    assert (found["a"].who, found["a"].why) == ("sam.okafor", "Incident 7 confirmed")


def test_resuming_ends_the_override_and_keeps_the_history(store: Store) -> None:
    record_tool_change(store, "a", Approval.PAUSED, "ann.lee", "Incident 7")
    record_tool_change(store, "a", None, "ann.lee", "Resolved")
    assert current_overrides(store) == {}
    assert [change.approval for change in tool_history(store, "a")] == [None, Approval.PAUSED]


def test_a_change_can_be_noticed_by_its_number(store: Store) -> None:
    first = record_tool_change(store, "a", Approval.PAUSED, "ann.lee", "x")
    assert latest_change_id(store) == first.id
    second = record_tool_change(store, "a", None, "ann.lee", "x")
    assert latest_change_id(store) == second.id > first.id
    assert first.time.tzinfo is not None


def test_changes_made_at_once_all_count(store: Store) -> None:
    names = [f"tool{n}" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(lambda n: record_tool_change(store, n, Approval.PAUSED, "a", "b"), names)
        )
    assert set(current_overrides(store)) == set(names)
    assert latest_change_id(store) == max(change.id for change in made)
