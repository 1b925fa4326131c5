"""Past activities are found by time, person, kind, and what they were about, page after page."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.audit.activities import Activity, record_activity
from gateway.audit.past_activities import Looked, past_activities
from gateway.audit.store import Store

HOUR = timedelta(hours=1)


@pytest.fixture
def filled(store: Store) -> Store:
    for number in range(6):
        record_activity(
            store,
            Activity(
                actor="Jo.Lee" if number % 2 else "al.marsh",
                action="records.open" if number < 4 else "case.hold",
                subject=f"r{number}",
                why="w",
                more={"records": ["r0"]} if number == 5 else {},
            ),
        )
    return store


def subjects(store: Store, limit: int = 100, **sought: object) -> list[str]:
    looked = Looked(**sought)  # type: ignore[arg-type]
    return [one.subject for one in past_activities(store, looked, limit=limit)]


def test_each_condition_counts(filled: Store) -> None:
    now = datetime.now(UTC)
    assert subjects(filled) == ["r5", "r4", "r3", "r2", "r1", "r0"]
    assert subjects(filled, who="jo.lee") == ["r5", "r3", "r1"]
    assert subjects(filled, action="records.") == ["r3", "r2", "r1", "r0"]
    assert subjects(filled, action="case.hold", who="al.marsh") == ["r4"]
    assert subjects(filled, about="r0") == ["r5", "r0"]
    assert subjects(filled, limit=2) == ["r5", "r4"]
    assert subjects(filled, since=now + HOUR) == []
    assert len(subjects(filled, until=now + HOUR, since=now - HOUR)) == 6


def test_more_than_a_page(filled: Store) -> None:
    found = past_activities(filled, Looked(about="r0"), limit=9, page=2)
    assert [one.subject for one in found] == ["r5", "r0"]
    assert len(list(past_activities(filled, Looked(), limit=9, page=2))) == 6
