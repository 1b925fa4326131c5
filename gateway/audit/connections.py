"""The store through the connections that may do less, or other things (deploy/postgres)."""

from collections.abc import Mapping
from enum import StrEnum

from gateway.audit.key_providers.chosen import key_provider
from gateway.audit.keys import Keys
from gateway.audit.store import Store
from gateway.settings.keeping import Connections
from gateway.settings.load import Configuration


class Right(StrEnum):
    """What a connection is for."""

    WRITER = "writer"  # what the gateway itself writes and reads: the store's own URL
    SEQUENCER = "sequencer"  # the log: leaves, checkpoints, anchorings
    AUDITOR = "auditor"  # reads everything; writes that it did, and cases
    RETENTION = "retention"  # lets records go


def store_of(
    configuration: Configuration,
    keys: Keys,
    environment: Mapping[str, str],
    *,
    right: Right = Right.WRITER,
    create: bool = True,
) -> Store:
    """The store through the connection for that right. Raises ConfigError, RecordError."""
    records = configuration.gateway.records
    provider = key_provider(records.keys, keys.sealing, environment)
    url = url_for(right, configuration.database_url, records.connections)
    return Store.open(url, keys, create=create, provider=provider)


def url_for(right: Right, own: str, connections: Connections) -> str:
    """The URL for that; the store's own where no other is set."""
    given = "" if right is Right.WRITER else getattr(connections, right.value)
    return given or own


def opened_for(right: Right, own: Store, connections: Connections) -> Store:
    """A store for that: `own`, or another connection to the same store. Raises RecordError."""
    given = url_for(right, "", connections)
    return own.through(given) if given else own
