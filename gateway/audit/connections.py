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


def store_of(configuration: Configuration, keys: Keys, environment: Mapping[str, str]) -> Store:
    """The gateway's own store, made or upgraded. Raises ConfigError, RecordError."""
    provider = key_provider(configuration.gateway.records.keys, keys.sealing, environment)
    return Store.open(configuration.database_url, keys, provider=provider)


def url_for(right: Right, own: str, connections: Connections) -> str:
    """The URL for that; the store's own where no other is set."""
    given = "" if right is Right.WRITER else getattr(connections, right.value)
    return given or own


def opened_for(right: Right, own: Store, connections: Connections) -> Store:
    """A store for that: `own`, or another connection to the same store. Raises RecordError."""
    given = url_for(right, "", connections)
    return own.through(given) if given else own
