"""Connections are counted per client and in all, and room comes back."""

from mitmproxy.connection import Client

from addons.connections import Connections
from gateway.settings.gateway_file import GatewayFile
from gateway.telemetry import Telemetry


class Holder:
    """The part of a runtime that bounds connections."""

    def __init__(self, connections: int, each: int) -> None:
        limits = {"connections": connections, "connections_per_client": each}
        gateway = GatewayFile.model_validate({"limits": limits})
        self.configuration = type("Part", (), {"gateway": gateway})()
        self.telemetry = Telemetry()


def client(address: str = "10.0.0.1") -> Client:
    return Client(peername=(address, 1), sockname=("127.0.0.1", 8080))


def admitted(connections: Connections, one: Client) -> bool:
    connections.client_connected(one)
    return not one.error


def test_one_client_has_its_bound_and_others_theirs() -> None:
    connections = Connections(Holder(10, 2))
    assert [admitted(connections, client()) for _ in range(3)] == [True, True, False]
    assert admitted(connections, client("10.0.0.2"))


def test_all_together_have_a_bound() -> None:
    connections = Connections(Holder(2, 2))
    hosts = [f"10.0.0.{number}" for number in range(3)]
    assert [admitted(connections, client(host)) for host in hosts] == [True, True, False]


def test_a_closed_connection_makes_room_and_a_refused_one_does_not() -> None:
    holder = Holder(1, 1)
    connections = Connections(holder)
    first, refused = client(), client()
    assert admitted(connections, first)
    assert not admitted(connections, refused)
    connections.client_disconnected(refused)
    assert not admitted(connections, client())
    connections.client_disconnected(first)
    assert admitted(connections, client())
    counted = holder.telemetry.text().decode()
    assert 'refused_connections_total{reason="connections"} 2.0' in counted
