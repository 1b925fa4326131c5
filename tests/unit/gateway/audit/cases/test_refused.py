"""What is refused at a case is recorded, and stays refused."""

import pytest

from gateway.audit.activities import activities
from gateway.audit.cases.deciding import approve
from gateway.audit.cases.desk import read_case
from gateway.audit.cases.refused import noting_refusals
from gateway.audit.store import Store
from gateway.errors import CaseError
from tests.unit.gateway.audit.cases.desks import desk, opened


def test_a_refusal_is_recorded_once_nothing_else_of_it_stands(store: Store) -> None:
    opened(store)
    before = read_case(store, "DSAR-1")[0].steps
    with (
        pytest.raises(CaseError, match="second review"),
        noting_refusals(store, "DSAR-1", "case approve", name="ana.reid", account="gateway"),
    ):
        approve(desk(store, who="ana.reid"))
    newest = next(activities(store, limit=1))
    assert (newest.actor, newest.action, newest.subject) == ("ana.reid", "access.refused", "DSAR-1")
    assert "is in draft" in newest.why
    assert newest.more == {"account": "gateway", "use": "case approve", "case": "DSAR-1"}
    assert read_case(store, "DSAR-1")[0].steps == before


def test_what_is_done_leaves_no_refusal(store: Store) -> None:
    with noting_refusals(store, "DSAR-1", "case open", name="", account="gateway"):
        opened(store)
    assert [one.action for one in activities(store)] == ["case.open"]
