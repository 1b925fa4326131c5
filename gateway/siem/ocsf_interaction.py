"""OCSF API Activity with the profiles ai_operation and security_control: prompts and answers."""

from typing import Any

from gateway.siem.event import Asked, Ended, Event
from gateway.siem.ocsf_common import actor, common, is_alert, source
from gateway.types import Effect, End

_PROFILES = ("ai_operation", "security_control")
_CREATE, _SUCCESS, _FAILURE = 1, 1, 2
_USER, _ASSISTANT = 1, 2
# action_id, disposition_id
CONTROLLED = {
    Effect.ALLOW: (1, 1),  # allowed
    Effect.NOTIFY: (3, 19),  # observed, alert
    Effect.JUSTIFY: (1, 8),  # allowed, approved
    Effect.PSEUDONYMISE: (4, 11),  # modified, corrected
    Effect.BLOCK: (2, 2),  # denied, blocked
}
_ACTIONS = {1: "Allowed", 2: "Denied", 3: "Observed", 4: "Modified"}
_DISPOSITIONS = {1: "Allowed", 2: "Blocked", 8: "Approved", 11: "Corrected", 19: "Alert"}


def interaction(event: Event, asked: Asked) -> dict[str, Any]:
    """A prompt that was decided, or the answer to it."""
    document = common(event, uid=6003, activity=_CREATE, name="Create", profiles=_PROFILES)
    return (
        document
        | controlled(asked)
        | {
            "actor": actor(event),
            "src_endpoint": source(event),
            "dst_endpoint": {"hostname": asked.host, "svc_name": asked.product},
            "api": _api(asked),
            "http_request": {
                "http_method": asked.method,
                "user_agent": asked.user_agent,
                "url": {"hostname": asked.host, "path": asked.path or "/", "scheme": "https"},
            },
            "http_response": _response(event.ended),
            "ai_model": _model(asked),
            "message_context": _context(asked, event.ended),
            "status_id": _status(asked, event.ended),
            "status_code": event.ended.end.value if event.ended else asked.failure,
            "duration": int(event.ended.duration_ms) if event.ended else None,
            "is_alert": is_alert(event),
            "unmapped": _unmapped(asked, event.ended),
        }
    )


def controlled(asked: Asked) -> dict[str, Any]:
    """What the gateway did about it, and by which rules."""
    action, disposition = CONTROLLED[asked.effect]
    return {
        "action_id": action,
        "action": _ACTIONS[action],
        "disposition_id": disposition,
        "disposition": _DISPOSITIONS[disposition],
        "authorizations": [
            {"decision": effect, "policy": {"uid": rule, "version": asked.policy_version}}
            for rule, effect in asked.rules.items()
        ],
    }


def _api(asked: Asked) -> dict[str, Any]:
    service = {"name": asked.product, "uid": asked.tool or "unlisted"}
    return {"operation": f"{asked.method} {asked.path}".strip(), "service": service}


def _model(asked: Asked) -> dict[str, str]:
    return {"ai_provider": asked.vendor, "name": asked.model} if asked.model else {}


def _context(asked: Asked, ended: Ended | None) -> dict[str, Any]:
    tokens = (ended.input_tokens, ended.output_tokens) if ended else (None, None)
    return {
        "uid": asked.conversation,
        "service": {"name": asked.product, "uid": asked.host},
        "ai_role_id": _ASSISTANT if ended else _USER,
        "ai_role": "Assistant" if ended else "User",
        "prompt_tokens": tokens[0],
        "completion_tokens": tokens[1],
        "total_tokens": sum(n for n in tokens if n) if any(tokens) else None,
    }


def _response(ended: Ended | None) -> dict[str, int]:
    return {"code": ended.status} if ended and ended.status else {}


def _status(asked: Asked, ended: Ended | None) -> int:
    if ended:
        return _SUCCESS if ended.end is End.COMPLETE else _FAILURE
    return _FAILURE if asked.effect is Effect.BLOCK else _SUCCESS


def _unmapped(asked: Asked, ended: Ended | None) -> dict[str, Any]:
    return {
        "tool": asked.tool or "unlisted",
        "effect": asked.effect.word,
        "clauses": list(asked.clauses),
        "found": dict(asked.entities),
        "unread_parts": asked.unread or None,
        "unrestored_pseudonyms": (ended.unrestored or None) if ended else None,
    }
