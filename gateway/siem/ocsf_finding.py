"""OCSF Data Security Finding: what kinds of data were in a prompt, and how many. Never the data."""

from typing import Any

from detectors.types import Category
from gateway.siem.event import Asked, Event
from gateway.siem.ocsf_common import actor, common, is_alert, source
from gateway.siem.ocsf_interaction import controlled

_CREATE, _NEW = 1, 1
_DLP_GATEWAY, _IN_TRANSIT = 2, 2
_DATA = {
    Category.SECRET: (6, "Security"),
    Category.SPECIAL_CATEGORY: (1, "Personal"),
    Category.CRIMINAL_OFFENCE: (1, "Personal"),
    Category.CONFIDENTIAL: (2, "Governmental"),
    Category.PERSONAL: (1, "Personal"),
}


def finding(event: Event, asked: Asked) -> dict[str, Any]:
    """The finding of a request."""
    profiles = ("security_control",)
    document = common(event, uid=2006, activity=_CREATE, name="Create", profiles=profiles)
    document["metadata"]["uid"] = f"{event.id}:finding"
    return (
        document
        | controlled(asked)
        | {
            "actor": actor(event),
            "src_endpoint": source(event),
            "dst_endpoint": {"hostname": asked.host, "svc_name": asked.product},
            "finding_info": _info(event, asked),
            "data_security": _data_security(asked),
            "status_id": _NEW,
            "is_alert": is_alert(event),
            "unmapped": {"tool": asked.tool or "unlisted", "clauses": list(asked.clauses)},
        }
    )


def _info(event: Event, asked: Asked) -> dict[str, Any]:
    return {
        "uid": f"{event.id}:finding",
        "title": f"Protected data in a prompt to {asked.product}",
        "types": [category.value for category in asked.categories],
        "created_time": int(event.time.timestamp() * 1000),
    }


def _data_security(asked: Asked) -> dict[str, Any]:
    number, name = _DATA[asked.categories[0]]
    return {
        "detection_system_id": _DLP_GATEWAY,
        "detection_system": "DLP Gateway",
        "data_lifecycle_state_id": _IN_TRANSIT,
        "data_lifecycle_state": "Data in-Transit",
        "category_id": number,
        "category": name,
        "discovery_details": [
            {"type": entity, "count": count} for entity, count in sorted(asked.entities.items())
        ],
        "policy": {"name": "policy.yaml", "version": asked.policy_version},
    }
