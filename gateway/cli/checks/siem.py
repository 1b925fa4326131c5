"""Whether the SIEM's destinations take events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from gateway.cli.checks.line import Line, ok, warn
from gateway.settings.load import Configuration
from gateway.settings.siem import Destination
from gateway.siem.event import Event, Kind
from gateway.siem.formats import formats
from gateway.siem.message import Message
from gateway.siem.product import NAME
from gateway.siem.senders import sender_of
from gateway.siem.sending import SendError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent; `error` is empty when it was taken."""

    messages: tuple[Message, ...]
    error: str = ""


def send_test(configuration: Configuration, destination: Destination) -> Sent:
    """Send a test event there, in its own format, over a connection of its own."""
    siem = configuration.gateway.siem
    event = Event(
        kind=Kind.TEST,
        id=str(uuid4()),
        subject=destination.name,
        time=datetime.now(UTC),
        instance=NAME,
        action="siem.test",
    )
    messages = formats(enterprise=siem.enterprise_number)[destination.format](event)
    sender = sender_of(destination, siem, configuration.paths)
    try:
        sender.send(messages)
    except SendError as error:
        return Sent(messages=messages, error=str(error))
    finally:
        sender.close()
    return Sent(messages=messages)


def check_siem(configuration: Configuration, *, connect: bool) -> Iterator[Line]:
    """One line for each destination; with `connect`, whether it takes a test event."""
    destinations = configuration.gateway.siem.destinations
    if not destinations:
        yield ok("siem", "no destination: nothing is sent to a SIEM (siem in gateway.yaml)")
    for destination in destinations:
        about = f"{destination.name} ({destination.to}, {destination.format})"
        if not connect:
            yield ok("siem", f"{about}: not tried")
            continue
        error = send_test(configuration, destination).error
        do = "Requests are not held up; events wait in the log. See docs/siem.md."
        yield warn("siem", f"{about}: {error}", do) if error else ok("siem", f"{about}: sent")
