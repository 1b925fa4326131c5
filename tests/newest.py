"""The newest record of a store, once it is closed: endings come a moment after the answer."""

import time

from gateway.audit.filters import Filters
from gateway.audit.opening import Record
from gateway.audit.queries import search, show
from gateway.audit.store import Store

_PATIENCE = 10.0  # seconds


def newest_record(store: Store) -> Record:
    """Reads until the record has its ending, and closes the store."""
    until = time.monotonic() + _PATIENCE
    try:
        while True:
            record = show(store, next(search(store, Filters(), limit=1)).id)
            assert record is not None
            if record.ending is not None or time.monotonic() > until:
                return record
            time.sleep(0.02)
    finally:
        store.close()
