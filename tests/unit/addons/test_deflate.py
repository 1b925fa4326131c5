"""permessage-deflate with a bound: what is agreed on, pings in between, bombs."""

import zlib

import pytest
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Message, Ping, TextMessage

from addons.deflate import agreed, offered

LIMIT = 1000


def pair(limit: int = LIMIT) -> tuple[Connection, Connection]:
    """A client as any would be, and our end of the line to it."""
    client, server = (
        agreed("permessage-deflate", limit=10_000_000),
        agreed("permessage-deflate", limit=limit),
    )
    assert client
    assert server
    return (
        Connection(ConnectionType.CLIENT, [client[0]]),
        Connection(ConnectionType.SERVER, [server[0]]),
    )


def heard(ours: Connection, data: bytes) -> list[object]:
    ours.receive_data(data)
    return list(ours.events())


def text(events: list[object]) -> str:
    return "".join(event.data for event in events if isinstance(event, TextMessage))


@pytest.mark.parametrize(
    ("extensions", "left"),
    [
        ("permessage-deflate", "permessage-deflate"),
        (
            "x-a, Permessage-Deflate; server_no_context_takeover, x-b; q",
            "Permessage-Deflate; server_no_context_takeover",
        ),
        ("x-webkit-deflate-frame", ""),
        ("", ""),
    ],
)
def test_only_deflate_is_offered(extensions: str, left: str) -> None:
    assert offered(extensions) == left


@pytest.mark.parametrize(
    "taken", ["x-a", "permessage-deflate, x-a", "permessage-deflate, permessage-deflate"]
)
def test_what_was_not_offered_is_not_spoken(taken: str) -> None:
    with pytest.raises(ValueError, match="not offered"):
        agreed(taken, limit=LIMIT)


def test_no_extension_is_agreed_as_well() -> None:
    assert agreed("", limit=LIMIT) == ()


def test_messages_come_out_as_they_went_in_one_after_the_other() -> None:
    client, ours = pair()
    for number in range(5):
        said = f"message {number} " * 20
        assert text(heard(ours, client.send(TextMessage(data=said)))) == said


def test_a_ping_between_the_frames_of_a_message_harms_nothing() -> None:
    client, ours = pair()
    first = client.send(TextMessage(data="Hello ", message_finished=False))
    ping = client.send(Ping(payload=b"?"))
    last = client.send(TextMessage(data="there"))
    events = heard(ours, first + ping + last)
    assert text(events) == "Hello there"
    assert any(isinstance(event, Ping) for event in events)


def test_a_bomb_ends_at_the_limit() -> None:
    client, ours = pair()
    events = heard(ours, client.send(BytesMessage(data=b"0" * 5_000_000)))
    (close,) = [event for event in events if isinstance(event, CloseConnection)]
    assert close.code == 1009
    assert sum(len(event.data) for event in events if isinstance(event, Message)) <= LIMIT


def test_the_limit_is_for_one_message_in_however_many_frames() -> None:
    client, ours = pair()
    for _ in range(3):
        events = heard(ours, client.send(BytesMessage(data=b"0" * LIMIT)))
        assert not any(isinstance(event, CloseConnection) for event in events)
    frames = b"".join(
        client.send(BytesMessage(data=b"0" * 600, message_finished=last)) for last in (False, True)
    )
    assert any(isinstance(event, CloseConnection) for event in heard(ours, frames))


def test_what_is_no_deflate_is_a_protocol_error() -> None:
    client, ours = pair()
    frame = bytearray(client.send(BytesMessage(data=bytes(range(100)))))
    frame[6:] = b"\xff" * (len(frame) - 6)
    (close,) = heard(ours, bytes(frame))
    assert isinstance(close, CloseConnection)
    assert close.code == 1007
    assert zlib.error
