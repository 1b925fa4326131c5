"""What happened, as rows. Only metadata stands in clear; whatever may name a person is sealed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Table

from gateway.audit.cleaning import cleaned, number
from gateway.audit.events import Event, Row
from gateway.audit.kept import Kept
from gateway.audit.log.entering import Kind, answer_entry
from gateway.audit.mentions import answer_rows, passages_of
from gateway.audit.noted import noted
from gateway.audit.payloads import dumps, kept_of_answer, key_rows, payload_rows
from gateway.audit.staff import StaffPrivacy, staff_columns
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS, MENTIONS, PAYLOADS
from gateway.types import Answer, Interaction, Reason, Screened


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which gateway writes: its name, and this run of it."""

    instance: str
    run: str


def request_event(
    store: Store,
    origin: Origin,
    screened: Screened,
    kept: Kept,
    privacy: StaffPrivacy = StaffPrivacy(),  # noqa: B008 - frozen
) -> Event:
    """The rows of a request: metadata, sealed texts and details; whom it mentions."""
    interaction = screened.interaction
    period = store.periods.of(interaction.time, kept.capture.value)
    key = period.issue(interaction.id)
    details = _details(interaction) | noted(screened)
    if screened.signed_by:
        details["signed_by"] = screened.signed_by
    if privacy.pseudonymous:
        details["person"] = interaction.person.id
    row = _interaction(interaction) | _outcome(screened)
    row |= staff_columns(store.index, interaction, privacy)
    row |= {
        "run": origin.run,
        "instance": origin.instance,
        "capture": kept.capture.value,
        "details": key.seal("details", dumps(details)) if details else None,
        "body_hash": store.index.body_hash(interaction.prompt.sha256),
    }
    passages = passages_of(store.epochs.of(interaction.time), screened)
    row["passage"] = next(reversed(passages), None)
    payloads, chained = payload_rows(interaction.id, key, period, kept)
    rows = {INTERACTIONS: [cleaned(row)], PAYLOADS: payloads}
    return Event(
        entry=interaction.id,
        kind=Kind.REQUEST,
        rows=rows | key_rows(key, needed=bool(payloads or details)),
        texts=chained,
        passages=passages,
    )


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
            "input_tokens": number(answer.input_tokens),
            "output_tokens": number(answer.output_tokens),
            "first_byte_ms": answer.first_byte_ms,
            "duration_ms": answer.duration_ms,
            "unrestored": answer.unrestored,
        }
    )
    period = store.periods.of(answer.time, kept.capture.value)
    key = period.issue(answer_entry(answer.interaction_id))
    said = kept_of_answer(answer, kept)
    payloads, chained = payload_rows(answer.interaction_id, key, period, said)
    rows: dict[Table, Sequence[Row]] = {PAYLOADS: payloads}
    if answer.restored:
        rows[MENTIONS] = answer_rows(store.epochs.of(answer.time), answer)
    return Event(
        entry=answer_entry(answer.interaction_id),
        kind=Kind.ANSWER,
        rows=rows | key_rows(key, needed=bool(payloads)),
        texts=chained,
        ending=ending,
    )


def _interaction(interaction: Interaction) -> Row:
    prompt, service, tool = interaction.prompt, interaction.destination.service, interaction.tool
    return {
        "id": interaction.id,
        "time": interaction.time,
        "person_groups": sorted(interaction.person.groups),
        "person_source": interaction.person.source,
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
    if interaction.prompt.attached.notes:
        details["files"] = [asdict(note) for note in interaction.prompt.attached.notes]
    if interaction.prompt.unread:
        details["unread"] = [asdict(part) for part in interaction.prompt.unread]
    return details
