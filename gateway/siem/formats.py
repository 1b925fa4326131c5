"""Events as messages, in each format."""

from collections.abc import Callable, Mapping

from gateway.siem.cef import cef
from gateway.siem.ecs import ecs
from gateway.siem.event import Event
from gateway.siem.json import one_line
from gateway.siem.message import Message
from gateway.siem.ocsf import ocsf
from gateway.siem.rfc5424 import structured, summary

Format = Callable[[Event], tuple[Message, ...]]


def formats(*, enterprise: int) -> Mapping[str, Format]:
    """Every format by its name in gateway.yaml."""

    def by_structure(event: Event) -> tuple[Message, ...]:
        return (_message(event, summary(event), structured(event, enterprise=enterprise)),)

    return {"ocsf": _ocsf, "ecs": _ecs, "cef": _cef, "rfc5424": by_structure}


def _ocsf(event: Event) -> tuple[Message, ...]:
    return tuple(_message(event, one_line(document)) for document in ocsf(event))


def _ecs(event: Event) -> tuple[Message, ...]:
    return (_message(event, one_line(ecs(event))),)


def _cef(event: Event) -> tuple[Message, ...]:
    return (_message(event, cef(event)),)


def _message(event: Event, text: str, data: str = "-") -> Message:
    return Message(
        name=event.name, time=event.time, severity=event.severity, text=text, structured=data
    )
