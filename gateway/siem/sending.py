"""What a sender promises. Senders are usable by themselves, by whoever has lines to send."""

from collections.abc import Sequence
from typing import Protocol

from gateway.errors import GatewayError
from gateway.siem.message import Message


class SendError(GatewayError):
    """A receiver did not take what was sent; later it may. The text never quotes a message."""


class Refused(SendError):
    """A receiver will never take this message; others it may."""


class Sender(Protocol):
    """Sends messages, one after another, from one thread. Blocks, with its own time-out.

    `confirms`: when `send` returns, the receiver has said that it has them. Otherwise the last
    ones may be lost when the connection breaks.
    """

    confirms: bool

    def send(self, messages: Sequence[Message]) -> None:
        """All of them, in order; raises SendError when perhaps not all arrived."""

    def close(self) -> None:
        """Give the connection back. The sender can be used again afterwards."""
