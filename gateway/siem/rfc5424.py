"""Syslog structured data (RFC 5424, 6.3)."""

from collections.abc import Mapping

from gateway.siem.event import Asked, Ended, Event, Signed

_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "]": r"\]"})


def structured(event: Event, *, enterprise: int) -> str:
    """One element, genai@<enterprise number>, with a parameter for each fact."""
    facts = {
        "event": event.name,
        "id": event.id,
        "subject": event.subject,
        "instance": event.instance,
        "log": str(event.log),
        "position": str(event.position),
        "actor": event.actor,
    }
    facts |= _asked(event.asked) if event.asked else {}
    facts |= _ended(event.ended) if event.ended else {}
    facts |= _signed(event.signed) if event.signed else {}
    params = "".join(f' {name}="{escaped(value)}"' for name, value in facts.items() if value)
    return f"[genai@{enterprise}{params}]"


def escaped(value: str) -> str:
    r"""A PARAM-VALUE: backslash before ", \ and ]; control characters become spaces."""
    return printable(value).translate(_ESCAPED)


def printable(value: str) -> str:
    """On one line: every control character and line separator becomes a space."""
    return "".join(c if c.isprintable() else " " for c in value)


def summary(event: Event) -> str:
    """One line for people."""
    who = event.actor or "nobody"
    if event.ended:
        return printable(f"answer {event.ended.end.value} for {who}")
    if event.asked:
        return printable(f"{event.asked.effect.word} for {who} to {event.asked.host}")
    if event.signed:
        return printable(f"checkpoint of {event.subject}: {event.signed.entries} entries")
    by = f" by {event.actor}" if event.actor else ""
    return printable(f"{event.action or event.kind.value}{by}: {event.subject or '-'}")


def counted(numbers: Mapping[str, int]) -> str:
    """Kinds and their counts in one word, e.g. PERSON=2,UK_NHS=1."""
    return ",".join(f"{name}={number}" for name, number in sorted(numbers.items()))


def _asked(asked: Asked) -> dict[str, str]:
    return {
        "groups": ",".join(asked.groups),
        "address": asked.address,
        "host": asked.host,
        "vendor": asked.vendor,
        "product": asked.product,
        "tool": asked.tool or "unlisted",
        "model": asked.model,
        "method": asked.method,
        "path": asked.path,
        "conversation": asked.conversation,
        "effect": asked.effect.word,
        "rules": ",".join(asked.rules),
        "clauses": ",".join(asked.clauses),
        "found": counted(asked.entities),
        "failure": asked.failure,
        "unread": str(asked.unread or ""),
        "policy": asked.policy_version,
    }


def _ended(ended: Ended) -> dict[str, str]:
    return {
        "end": ended.end.value,
        "status": str(ended.status or ""),
        "inputTokens": "" if ended.input_tokens is None else str(ended.input_tokens),
        "outputTokens": "" if ended.output_tokens is None else str(ended.output_tokens),
        "durationMs": f"{ended.duration_ms:.0f}",
        "unrestored": str(ended.unrestored or ""),
    }


def _signed(signed: Signed) -> dict[str, str]:
    return {"entries": str(signed.entries), "note": signed.note}
