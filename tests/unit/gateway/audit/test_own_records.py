"""People find their own records, also where these call them by a pseudonym."""

import pytest

from gateway.audit.events import append
from gateway.audit.filters import Filters
from gateway.audit.kept import kept_of
from gateway.audit.own_records import own_record
from gateway.audit.queries import search
from gateway.audit.rows import request_event
from gateway.audit.staff import StaffPrivacy
from gateway.audit.store import Store
from gateway.types import Capture
from tests.unit.gateway.audit.cases.desks import ORIGIN
from tests.unit.gateway.audit.samples import screened


@pytest.mark.parametrize("pseudonymous", [False, True])
def test_ones_own_and_nobody_elses(store: Store, *, pseudonymous: bool) -> None:
    for identity, person in (("r1", "Jane.Doe"), ("r2", "sam.poe")):
        made = screened("Hello", id=identity, person=person)
        privacy = StaffPrivacy(pseudonymous=pseudonymous)
        event = request_event(store, ORIGIN, made, kept_of(made, Capture.FULL), privacy)
        with store.write() as connection:
            append(connection, [event])
    assert own_record(store, "r1", "jane.doe") is not None
    assert own_record(store, "r2", "jane.doe") is None
    assert [one.id for one in search(store, Filters(person="JANE.DOE"))] == ["r1"]
