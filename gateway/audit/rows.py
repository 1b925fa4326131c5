"""What happened, as rows. Only metadata stands in clear; whatever may name a person is sealed."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Table

from detectors.types import Category
from gateway.audit.events import Event, Row
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.kept import RECEIVED, RESTORED, Kept, Text, masked_texts, without
from gateway.audit.sealing import RecordKey
from gateway.audit.store import Store
from gateway.audit.tables import DATA_KEYS, ENDINGS, INTERACTIONS, MENTIONS, PAYLOADS
from gateway.types import Answer, Capture, Interaction, Reason, Screened

_LIMITS: dict[str, int] = {
    column.name: getattr(column.type, "length", None) or 500
    for table in (INTERACTIONS, ENDINGS, ACTIVITIES)
    for column in table.columns
}
_BIGGEST = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which gateway writes: its name, and this run of it."""

    instance: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What somebody did with the gateway or with its records."""

    actor: str
    action: str
    subject: str = field(repr=False)
    why: str = field(repr=False)


def request_event(store: Store, origin: Origin, screened: Screened, kept: Kept) -> Event:
    """The rows of a request: metadata, sealed texts and details, blind index."""
    interaction = screened.interaction
    key = store.periods.issue(interaction.id, interaction.time)
    details = _details(interaction)
    row = _interaction(interaction) | _outcome(screened)
    row |= {
        "run": origin.run,
        "instance": origin.instance,
        "capture": kept.capture.value,
        "details": key.seal("details", dumps(details)) if details else None,
        "body_hash": store.index.body_hash(interaction.prompt.sha256),
    }
    payloads = _payloads(interaction.id, key, kept)
    rows = {INTERACTIONS: [cleaned(row)], PAYLOADS: payloads, MENTIONS: _mentions(store, screened)}
    return Event(rows=rows | _key_rows(key, needed=bool(payloads or details)))


def answer_event(store: Store, origin: Origin, answer: Answer, kept: Kept) -> Event:
    """The rows of an ending; its texts lose what the request's own record may not hold."""
    ending = cleaned(
        {
            "interaction_id": answer.interaction_id,
            "time": answer.time,
            "instance": origin.instance,
            "outcome": answer.end.value,
            "status": answer.status,
            "model": answer.model,
            "input_tokens": _number(answer.input_tokens),
            "output_tokens": _number(answer.output_tokens),
            "first_byte_ms": answer.first_byte_ms,
            "duration_ms": answer.duration_ms,
            "unrestored": answer.unrestored,
        }
    )
    key = store.periods.issue(f"{answer.interaction_id}:answer", answer.time)
    payloads = _payloads(answer.interaction_id, key, _answer_kept(answer, kept))
    rows: dict[Table, Sequence[Row]] = {PAYLOADS: payloads}
    return Event(rows=rows | _key_rows(key, needed=bool(payloads)), ending=ending)


def activity_event(store: Store, instance: str, activity: Activity) -> Event:
    """The rows of an activity. What it was about and why are sealed: both may name a person."""
    moment, new_id = datetime.now(UTC), str(uuid4())
    key = store.periods.issue(new_id, moment)
    row = {
        "id": new_id,
        "time": moment,
        "instance": instance,
        "actor": activity.actor,
        "action": activity.action,
        "details": key.seal("details", dumps([activity.subject, activity.why])),
    }
    return Event(rows={ACTIVITIES: [cleaned(row)]} | _key_rows(key, needed=True))


def dumps(value: object) -> bytes:
    """Compact JSON, pure ASCII: whatever code points a prompt holds survive the way back."""
    return json.dumps(value, separators=(",", ":")).encode()


def cleaned(row: Row) -> Row:
    """The row with texts a database can hold: bounded, no NUL, no lone surrogates."""
    return {
        name: _clean(value, _LIMITS.get(name, 500)) if type(value) is str else value
        for name, value in row.items()
    }


def _clean(text: str, limit: int) -> str:
    if text.isascii() and len(text) <= limit and "\0" not in text:
        return text
    return text[:limit].encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _number(value: int | None) -> int | None:
    """Token counts come from the provider; a database integer has an end."""
    return None if value is None else max(-_BIGGEST, min(value, _BIGGEST))


def _interaction(interaction: Interaction) -> Row:
    prompt, service, tool = interaction.prompt, interaction.destination.service, interaction.tool
    return {
        "id": interaction.id,
        "time": interaction.time,
        "person": interaction.person.id,
        "person_folded": interaction.person.id.casefold(),
        "person_groups": sorted(interaction.person.groups),
        "person_source": interaction.person.source,
        "address": interaction.device.address,
        "user_agent": interaction.device.user_agent,
        "host": interaction.destination.host,
        "vendor": service.vendor,
        "product": service.product,
        "tool": tool.id if tool else None,
        "tool_category": tool.category.value if tool else None,
        "storage_region": service.storage_region,
        "processing_region": service.processing_region,
        "dialect": prompt.dialect,
        "model": prompt.model,
        "method": interaction.method,
        "path": interaction.path,
        "stream": prompt.stream,
        "generative": prompt.generative,
        "conversation": prompt.conversation,
        "segments": len(prompt.segments),
        "unread": dict(Counter(part.why for part in prompt.unread)),
        "justified": bool(interaction.justification),
        "attempt": interaction.attempt,
        "key_fingerprint": interaction.key_fingerprint,
    }


def _outcome(screened: Screened) -> Row:
    decision = screened.decision
    return {
        "effect": decision.effect.word,
        "clauses": decision.clauses,
        "rules": _rules(decision.reasons),
        "observed": _rules(decision.observed),
        "policy_version": decision.policy_version,
        "entities": dict(sorted(Counter(hit.finding.entity for hit in screened.hits).items())),
        "issued": len(screened.issued),
        "failure": screened.failure,
        "timings": dict(screened.timings_ms),
    }


def _rules(reasons: Sequence[Reason]) -> list[Row]:
    return [{"rule": r.rule, "clause": r.clause, "effect": r.effect.word} for r in reasons]


def _details(interaction: Interaction) -> Row:
    details: Row = {}
    if interaction.justification:
        details["justification"] = interaction.justification
    if interaction.prompt.unread:
        details["unread"] = [asdict(part) for part in interaction.prompt.unread]
    return details


def _payloads(interaction_id: str, key: RecordKey, kept: Kept) -> list[Row]:
    sealed: list[Row] = [
        {"kind": kind, "same_as": None, "sealed": key.seal(kind, dumps(texts))}
        for kind, texts in kept.texts.items()
    ]
    same: list[Row] = [
        {"kind": kind, "same_as": other, "sealed": None} for kind, other in kept.same_as.items()
    ]
    return [{"interaction_id": interaction_id} | row for row in (*sealed, *same)]


def _key_rows(key: RecordKey, *, needed: bool) -> dict[Table, list[Row]]:
    row: Row = {"record": key.record, "key_id": key.key_id, "wrapped": key.wrapped}
    return {DATA_KEYS: [row]} if needed else {}


def _answer_kept(answer: Answer, kept: Kept) -> Kept:
    """Masked keeps only what the provider sent; an answer without names to restore is kept once."""
    if kept.capture is Capture.METADATA:
        return kept
    received, restored = _text(answer.received, kept), _text(answer.restored, kept)
    if kept.capture is Capture.MASKED or restored == received:
        same = {RESTORED: RECEIVED} if received and kept.capture is Capture.FULL else {}
        found = {RECEIVED: received}
    else:
        same, found = {}, {RECEIVED: received, RESTORED: restored}
    texts = {kind: text for kind, text in found.items() if text}
    return Kept(capture=kept.capture, texts=texts, same_as=same, hidden={})


def _text(text: str, kept: Kept) -> list[Text]:
    if not text:
        return []
    cleared = without(text, kept.hidden)
    return [{"path": "answer", "role": "assistant", "new": True, "text": cleared}]


def _mentions(store: Store, screened: Screened) -> list[Row]:
    interaction = screened.interaction
    pairs = dict.fromkeys(_tokens(store, screened))
    return [
        {"token": token, "interaction_id": interaction.id, "finding": finding}
        for token, finding in pairs
    ]


def _tokens(store: Store, screened: Screened) -> Iterator[tuple[bytes, int]]:
    """Who is mentioned, by finding; then the references of every text, as finding -1."""
    segments = screened.interaction.prompt.segments
    seen: set[tuple[str, str]] = set()
    for hit in screened.hits:
        if hit.finding.category is not Category.PERSONAL:
            continue
        value = segments[hit.segment].text[hit.finding.start : hit.finding.end]
        if (hit.finding.entity, value) in seen:
            continue
        seen.add((hit.finding.entity, value))
        for token in store.index.tokens_of(hit.finding.entity, value):
            yield token, len(seen)
    secrets = [hit for hit in screened.hits if hit.finding.category is Category.SECRET]
    for token in store.index.tokens_for_references(masked_texts(segments, secrets)):
        yield token, -1
