"""Elastic Common Schema (gen_ai.* is its beta set): a nested document."""

from typing import Any

from gateway.siem.event import Asked, Ended, Event, Kind, Severity
from gateway.siem.json import without_empty
from gateway.siem.product import NAME, TITLE, version
from gateway.siem.rfc5424 import summary
from gateway.types import Effect, End

VERSION = "9.2.0"
_CATEGORY = {
    Kind.REQUEST: "api",
    Kind.ANSWER: "api",
    Kind.ACTIVITY: "database",
    Kind.TOOL_CHANGE: "configuration",
    Kind.CHECKPOINT: "database",
    Kind.TEST: "api",
}


def ecs(event: Event) -> dict[str, Any]:
    """One document for one event."""
    document: dict[str, Any] = {
        "@timestamp": event.time.isoformat(),
        "ecs": {"version": VERSION},
        "message": summary(event),
        "event": _event(event),
        "observer": {"vendor": TITLE, "product": NAME, "version": version(), "type": "proxy"},
        "user": {"name": event.actor},
        "genai_gateway": {
            "instance": event.instance,
            "subject": event.subject,
            "log": {"year": event.log or None, "position": event.position},
        },
    }
    if event.asked:
        _asked(document, event.asked)
    if event.ended:
        _ended(document, event.ended)
    if event.signed:
        document["genai_gateway"]["checkpoint"] = {
            "entries": event.signed.entries,
            "note": event.signed.note,
        }
    return without_empty(document)


def _event(event: Event) -> dict[str, Any]:
    alert = event.severity >= Severity.MEDIUM
    return {
        "id": event.id,
        "kind": "alert" if alert else "event",
        "category": [_CATEGORY[event.kind]],
        "type": [_type(event)],
        "action": event.name,
        "outcome": _outcome(event),
        "severity": event.severity.value,
        "provider": NAME,
        "dataset": f"{NAME}.{event.kind.value}",
        "duration": int(event.ended.duration_ms * 1_000_000) if event.ended else None,
    }


def _type(event: Event) -> str:
    if event.kind is Kind.TOOL_CHANGE:
        return "change"
    if event.kind is Kind.REQUEST and event.asked:
        return "denied" if event.asked.effect is Effect.BLOCK else "allowed"
    return "access" if event.kind is Kind.ACTIVITY else "info"


def _outcome(event: Event) -> str:
    if event.ended:
        return "success" if event.ended.end is End.COMPLETE else "failure"
    blocked = event.asked is not None and event.asked.effect is Effect.BLOCK
    return "failure" if blocked else "success"


def _asked(document: dict[str, Any], asked: Asked) -> None:
    document["user"]["roles"] = list(asked.groups)
    document["source"] = {"ip" if asked.has_ip else "address": asked.address}
    document["user_agent"] = {"original": asked.user_agent}
    document["destination"] = {"domain": asked.host}
    document["url"] = {"domain": asked.host, "path": asked.path}
    document["http"] = {"request": {"method": asked.method}}
    document["rule"] = {"name": list(asked.rules), "version": asked.policy_version}
    document["gen_ai"] = {
        "provider": {"name": asked.vendor},
        "request": {"model": asked.model},
        "conversation": {"id": asked.conversation},
    }
    document["genai_gateway"] |= {
        "tool": asked.tool or "unlisted",
        "product": asked.product,
        "effect": asked.effect.word,
        "clauses": list(asked.clauses),
        "categories": [category.value for category in asked.categories],
        "found": dict(asked.entities),
        "failure": asked.failure,
        "unread_parts": asked.unread or None,
    }


def _ended(document: dict[str, Any], ended: Ended) -> None:
    usage = {"input_tokens": ended.input_tokens, "output_tokens": ended.output_tokens}
    document.setdefault("gen_ai", {})["usage"] = usage
    if ended.status:
        document.setdefault("http", {})["response"] = {"status_code": ended.status}
    document["genai_gateway"] |= {"end": ended.end.value, "unrestored": ended.unrestored or None}
