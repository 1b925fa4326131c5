"""OCSF 1.8 documents (schema.ocsf.io): which classes an event becomes."""

from collections.abc import Mapping
from typing import Any

from gateway.siem.event import Event, Kind
from gateway.siem.json import without_empty
from gateway.siem.ocsf_common import CONTROL, actor, common, source
from gateway.siem.ocsf_finding import finding
from gateway.siem.ocsf_interaction import interaction

_QUERY, _READ, _UPDATE, _DELETE, _DECRYPT, _OTHER = 4, 1, 2, 7, 10, 99
_DATASTORE: Mapping[str, int] = {
    "search": _QUERY,
    "person": _QUERY,
    "searched": _QUERY,
    "list": _QUERY,
    "show": _READ,
    "mine": _READ,
    "export": _READ,
    "open": _DECRYPT,
    "hold": _UPDATE,
    "release": _UPDATE,
    "dispose": _DELETE,
    "erase": _DELETE,
}
_OPERATIONS = {_QUERY: "Query", _READ: "Read", _UPDATE: "Update", _DELETE: "Delete"}
_OPERATIONS |= {_DECRYPT: "Decrypt", _OTHER: "Other"}
_CHANGES = {"approved": 10, "limited": 3, "paused": 12, "withdrawn": 11, "": 13}
_CHANGE_NAMES = {10: "Activate", 3: "Update", 12: "Suspend", 11: "Deactivate", 13: "Resume"}
_RECORDS = ("records.", "activities.", "case.", "report.")


def ocsf(event: Event) -> tuple[dict[str, Any], ...]:
    """One document, or two: a request in which something was found is a finding as well."""
    if event.asked:
        made = [interaction(event, event.asked)]
        if event.kind is Kind.REQUEST and event.asked.entities:
            made.append(finding(event, event.asked))
    elif event.kind is Kind.TOOL_CHANGE:
        made = [_tool_change(event)]
    elif event.action.startswith(_RECORDS):
        made = [_looked(event)]
    else:
        made = [_did(event)]
    return tuple(without_empty(document) for document in made)


def _looked(event: Event) -> dict[str, Any]:
    """Datastore Activity: somebody searched, opened, exported or disposed of records."""
    activity = _DATASTORE.get(event.action.rpartition(".")[2], _OTHER)
    return common(event, uid=6005, activity=activity, name=_OPERATIONS[activity]) | {
        "actor": actor(event),
        "src_endpoint": source(event),
        "database": {"name": "records", "type_id": 1, "type": "Relational"},
        "type_id": 1,
        "status_id": 1,
    }


def _did(event: Event) -> dict[str, Any]:
    """API Activity: anything else that somebody, or the gateway itself, did with the gateway."""
    return common(event, uid=6003, activity=_OTHER, name="Other") | {
        "actor": actor(event),
        "api": {"operation": event.action or event.kind.value, "service": CONTROL},
        "src_endpoint": source(event),
        "status_id": 1,
        "unmapped": _signed(event),
    }


def _signed(event: Event) -> dict[str, Any]:
    signed = event.signed
    return {"entries": signed.entries, "signed_note": signed.note} if signed else {}


def _tool_change(event: Event) -> dict[str, Any]:
    """Entity Management: the authority paused, resumed or withdrew a tool."""
    activity = _CHANGES.get(event.action.rpartition(".")[2], 3)
    return common(event, uid=3004, activity=activity, name=_CHANGE_NAMES[activity]) | {
        "actor": actor(event),
        "entity": {"name": event.subject, "uid": event.subject, "type": "AI tool", "type_id": 99},
        "status_id": 1,
    }
