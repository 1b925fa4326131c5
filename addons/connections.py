"""Bounds on connections, in all and per client, so that one client cannot starve the others."""

from collections import Counter
from typing import Protocol

from mitmproxy import connection

from gateway.settings.load import Configuration
from gateway.telemetry import Telemetry


class Bounding(Protocol):
    """What is asked of gateway.bootstrap.Runtime."""

    configuration: Configuration
    telemetry: Telemetry


class Connections:
    """Counts live client connections and turns away what is too many."""

    def __init__(self, runtime: Bounding) -> None:
        self._runtime = runtime
        self._live: dict[str, str] = {}  # connection id -> client address
        self._by_client: Counter[str] = Counter()

    def client_connected(self, client: connection.Client) -> None:
        """Close it at once when there are too many."""
        limits, address = self._runtime.configuration.gateway.limits, client.peername[0]
        full = len(self._live) >= limits.connections
        if full or self._by_client[address] >= limits.connections_per_client:
            self._runtime.telemetry.refused_connection("connections")
            client.error = "too many connections"
            return
        self._live[client.id] = address
        self._by_client[address] += 1

    def client_disconnected(self, client: connection.Client) -> None:
        """There is room again."""
        address = self._live.pop(client.id, None)
        if address is not None:
            self._by_client[address] -= 1
            if not self._by_client[address]:
                del self._by_client[address]
