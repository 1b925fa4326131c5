"""Records from before there was a log come into it once."""

from sqlalchemy import delete, func, select

from gateway.audit.log.backfill import enter_what_is_missing
from gateway.audit.log.tables import LOG_QUEUE, LOG_SALTS
from gateway.audit.store import Store
from tests.unguarded import unguard
from tests.unit.gateway.audit.log.filled import fill


def test_everything_that_has_no_place_is_queued_and_nothing_twice(store: Store) -> None:
    fill(store)
    with store.write() as connection:
        before = connection.execute(select(LOG_QUEUE.c.entry, LOG_QUEUE.c.leaf)).all()
        unguard(connection)
        connection.execute(delete(LOG_QUEUE))
        connection.execute(delete(LOG_SALTS))
        assert enter_what_is_missing(connection) == len(before)
        assert enter_what_is_missing(connection) == 0
        after = connection.execute(select(LOG_QUEUE.c.entry)).scalars()
        assert sorted(after) == sorted(row.entry for row in before)
        count = select(func.count()).select_from(LOG_SALTS)
        assert connection.execute(count).scalar() == len(before)
