"""Steps are numbered, and a number is given once, whoever asks first."""

import pytest
from sqlalchemy import select

from gateway.audit.activities import Activity
from gateway.audit.cases.desk import read_case, show_case
from gateway.audit.cases.fold import case_of, folded
from gateway.audit.cases.steps import write_step
from gateway.audit.cases.tables import CASE_STEPS
from gateway.audit.store import Store
from gateway.errors import RecordError
from tests.unit.gateway.audit.cases.desks import ask, opened, search


def test_two_people_at_once_do_not_both_take_a_number(store: Store) -> None:
    at = opened(store)
    show_case(at)
    late = Activity(actor="kit.ng", action="case.show", subject=at.reference, why="")
    with pytest.raises(RecordError), store.write() as connection:
        write_step(connection, store, at.reference, 2, late)
    assert read_case(store, at.reference)[0].steps == 2


def test_steps_are_found_by_case_and_number(store: Store) -> None:
    show_case(opened(store))
    with store.read() as connection:
        found = connection.execute(select(CASE_STEPS.c.case, CASE_STEPS.c.number))
        assert [tuple(row) for row in found] == [("DSAR-1", 1), ("DSAR-1", 2)]


def test_a_case_step_by_step_is_the_case_at_once(store: Store) -> None:
    ask(store, "r1")
    at = opened(store)
    search(at, "Jane Doe")
    case, steps = read_case(store, at.reference)
    again = case_of(at.reference, steps[:1])
    for step in steps[1:]:
        again = folded(again, step)
    assert again == case
    assert case.steps == len(steps) == 2
