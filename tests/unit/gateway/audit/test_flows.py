"""The proxy's own count is kept in the store, added up over gateways and days."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.audit.flows import Flows, counted
from gateway.audit.store import Store
from gateway.errors import RecordError
from gateway.flows import FORWARDED, SEEN, Tally


async def test_counts_of_every_gateway_add_up(store: Store) -> None:
    begun = datetime.now(UTC)
    for instance in ("a", "b"):
        tally = Tally()
        flows = Flows(store, tally, instance=instance)
        for _ in range(3):
            tally.saw(SEEN)
        await flows.write()
        tally.saw(FORWARDED)
        await flows.write()
        await flows.write()  # nothing new: no row
    later = datetime.now(UTC) + timedelta(seconds=1)
    assert counted(store, begun, later) == {SEEN: 6, FORWARDED: 2}
    assert counted(store, later, later + timedelta(days=1)) == {}


async def test_a_store_that_fails_loses_no_count(store: Store) -> None:
    tally = Tally()
    tally.saw(SEEN)
    with store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE flows RENAME TO gone")
    with pytest.raises(RecordError):
        await Flows(store, tally, instance="a").write()
    with store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO flows")
    await Flows(store, tally, instance="a").write()
    assert sum(counted(store, datetime.min.replace(tzinfo=UTC), datetime.now(UTC)).values()) == 1
