"""What OCSF documents of every class have in common."""

from collections.abc import Sequence
from typing import Any

from gateway.siem.event import Event, Severity
from gateway.siem.product import NAME, TITLE, version
from gateway.siem.rfc5424 import summary

VERSION = "1.8.0"
CONTROL = {"name": NAME}
_CATEGORIES = {
    2: "Findings",
    3: "Identity & Access Management",
    6: "Application Activity",
}
_CLASSES = {
    2006: "Data Security Finding",
    3004: "Entity Management",
    6003: "API Activity",
    6005: "Datastore Activity",
}


def common(
    event: Event, *, uid: int, activity: int, name: str, profiles: Sequence[str] = ()
) -> dict[str, Any]:
    """Class, activity, time, severity and metadata."""
    return {
        "category_uid": uid // 1000,
        "category_name": _CATEGORIES[uid // 1000],
        "class_uid": uid,
        "class_name": _CLASSES[uid],
        "activity_id": activity,
        "activity_name": name,
        "type_uid": uid * 100 + activity,
        "type_name": f"{_CLASSES[uid]}: {name}",
        "time": _milliseconds(event),
        "severity_id": event.severity.value,
        "severity": event.severity.name.capitalize(),
        "message": summary(event),
        "metadata": _metadata(event, profiles),
    }


def actor(event: Event) -> dict[str, Any]:
    """Who did it; without a person, the gateway."""
    if not event.actor:
        return {"app_name": NAME}
    groups = event.asked.groups if event.asked else ()
    user = {"name": event.actor, "uid": event.actor, "groups": [{"name": g} for g in groups]}
    return {"user": user}


def source(event: Event) -> dict[str, Any]:
    """Where the request came from; where that is not told, which gateway it came to."""
    if event.asked and event.asked.has_ip:
        return {"ip": event.asked.address}
    return {"name": event.instance or NAME}


def is_alert(event: Event) -> bool:
    """Whether somebody should look."""
    return event.severity >= Severity.MEDIUM


def _metadata(event: Event, profiles: Sequence[str]) -> dict[str, Any]:
    return {
        "version": VERSION,
        "uid": event.id,
        "correlation_uid": event.subject,
        "event_code": event.name,
        "sequence": event.position,
        "log_name": f"records/{event.log}" if event.log else "",
        "profiles": list(profiles),
        "product": {
            "name": TITLE,
            "uid": NAME,
            "vendor_name": TITLE,
            "version": version(),
        },
    }


def _milliseconds(event: Event) -> int:
    return int(event.time.timestamp() * 1000)
