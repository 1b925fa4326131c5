"""ArcSight Common Event Format, version 0: one line."""

from collections.abc import Iterator

from gateway.siem.event import Asked, Ended, Event, Severity
from gateway.siem.product import TITLE, version
from gateway.siem.rfc5424 import counted, summary

_GRADE = {
    Severity.INFORMATIONAL: 2,
    Severity.LOW: 4,
    Severity.MEDIUM: 6,
    Severity.HIGH: 8,
}
_HEADER = str.maketrans({"\\": r"\\", "|": r"\|"})
_EXTENSION = str.maketrans({"\\": r"\\", "=": r"\=", "\n": r"\n", "\r": r"\r"})


def cef(event: Event) -> str:
    """CEF:0|vendor|product|version|signature|name|severity|extension."""
    grade = str(_GRADE[event.severity])
    head = (TITLE, "gateway", version(), event.name, summary(event), grade)
    pairs = [f"{key}={extension(value)}" for key, value in _facts(event) if value]
    return "CEF:0|" + "|".join(header(part) for part in head) + "|" + " ".join(pairs)


def header(value: str) -> str:
    r"""A header field: \ and | get a backslash; it cannot hold a line break."""
    return " ".join(value.split()).translate(_HEADER)


def extension(value: str) -> str:
    r"""An extension value: \, = and line breaks get a backslash; other controls become spaces."""
    kept = "".join(c if c.isprintable() or c in "\r\n" else " " for c in value)
    return kept.translate(_EXTENSION)


def _facts(event: Event) -> Iterator[tuple[str, str]]:
    yield "rt", str(int(event.time.timestamp() * 1000))
    yield "externalId", event.id
    yield "deviceExternalId", event.instance
    yield "suser", event.actor
    yield from _labelled("cs1", "subject", event.subject)
    yield from _labelled("cn1", "logPosition", str(event.position))
    if event.asked:
        yield from _asked(event.asked)
    if event.signed:
        yield from _labelled("cn2", "entries", str(event.signed.entries))
        yield from _labelled("cs2", "signedNote", event.signed.note)
    if event.ended:
        yield from _ended(event.ended)
    else:
        yield "act", event.asked.effect.word if event.asked else event.action


def _asked(asked: Asked) -> Iterator[tuple[str, str]]:
    yield ("src" if asked.has_ip else "shost"), asked.address
    yield "requestClientApplication", asked.user_agent
    yield "dhost", asked.host
    yield "destinationServiceName", asked.product
    yield "requestMethod", asked.method
    yield "request", asked.path
    yield "reason", asked.failure
    yield from _labelled("cs2", "tool", asked.tool or "unlisted")
    yield from _labelled("cs3", "rules", ",".join(asked.rules))
    yield from _labelled("cs4", "clauses", ",".join(asked.clauses))
    yield from _labelled("cs5", "found", counted(asked.entities))
    yield from _labelled("cs6", "model", asked.model)


def _ended(ended: Ended) -> Iterator[tuple[str, str]]:
    yield "outcome", ended.end.value
    yield "act", "answer"
    if ended.input_tokens is not None:
        yield from _labelled("cn2", "inputTokens", str(ended.input_tokens))
    if ended.output_tokens is not None:
        yield from _labelled("cn3", "outputTokens", str(ended.output_tokens))


def _labelled(key: str, label: str, value: str) -> Iterator[tuple[str, str]]:
    if value:
        yield f"{key}Label", label
        yield key, value
