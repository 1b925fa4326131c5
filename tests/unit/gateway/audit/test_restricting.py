"""A restriction stands until it is lifted."""

from gateway.audit.cases.kinds import CaseKind
from gateway.audit.cases.rights import lift, restrict
from gateway.audit.opening import open_record
from gateway.audit.restricting import is_restricted
from gateway.audit.store import Store
from tests.unit.gateway.audit.cases.desks import ask, opened, search


def test_a_record_is_restricted_while_one_restriction_stands(store: Store) -> None:
    ask(store, "r1")
    first = opened(store, CaseKind.RESTRICTION, "RES-1")
    second = opened(store, CaseKind.COMPLAINT, "COM-1")
    for at in (first, second):
        search(at, "Jane Doe")
        restrict(at, why="Contested")
    lift(first, why="Decided")
    assert restricted(store)
    assert open_record(store, "r1") is None
    assert open_record(store, "r1", restricted=True) is not None
    lift(second, why="Decided")
    assert not restricted(store)
    assert open_record(store, "r1") is not None


def restricted(store: Store) -> bool:
    with store.read() as connection:
        return is_restricted(connection, "r1")
