"""Decides what happens to one interaction. Pure: every rule is asked, the strictest effect wins."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.policy import sayings
from gateway.policy.question import Question, Spoken
from gateway.policy.rules import Policy, Rule, build
from gateway.types import Decision, Effect, Hit, Interaction, Reason

__all__ = ["Policy", "Rule", "build", "decide"]

_ALLOWED = Reason(rule="allowed", clause="7.1", effect=Effect.ALLOW, message=sayings.ALLOWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """What a rule that speaks says: at most one reason, and the hits it wants replaced."""

    rule: Rule
    reason: Reason | None
    mask: tuple[Hit, ...]


def decide(
    policy: Policy, interaction: Interaction, hits: Sequence[Hit], *, today: date
) -> Decision:
    """The decision on an interaction in which these hits were found.

    Findings in resent history never block: they are replaced. A rule in observe mode is reported
    under `observed` and changes nothing else. A check that raises is not skipped: the error goes
    up and the caller refuses the request.
    """
    question = Question(
        interaction=interaction, hits=tuple(hits), today=today, thresholds=policy.thresholds
    )
    voices = _voices(policy, question)
    enforced = [voice for voice in voices if voice.rule.enforced]
    mask = _in_order(hit for voice in enforced for hit in voice.mask)
    reasons = [voice.reason for voice in enforced if voice.reason]
    reasons += _unalterable(interaction, mask)
    return Decision(
        effect=max((reason.effect for reason in reasons), default=Effect.ALLOW),
        reasons=tuple(reasons) or (_ALLOWED,),
        policy_version=policy.version,
        mask=mask,
        observed=tuple(v.reason for v in voices if v.reason and not v.rule.enforced),
    )


def _voices(policy: Policy, question: Question) -> list[_Voice]:
    """Every rule is asked; those that stay silent leave nothing."""
    asked = ((rule, rule.check.ask(question, rule.params)) for rule in policy.rules)
    return [_voice(policy, rule, question, spoken) for rule, spoken in asked if spoken is not None]


def _voice(policy: Policy, rule: Rule, question: Question, spoken: Spoken) -> _Voice:
    effect = _effect(rule, question.interaction)
    mask = spoken.hits if effect >= Effect.PSEUDONYMISE else ()
    new = tuple(hit for hit in spoken.hits if _is_new(question.interaction, hit))
    if new or not spoken.hits:
        reason = _reason(policy, rule, question, replace(spoken, hits=new))
    elif mask:
        reason = _replaced(rule, spoken)
    else:
        reason = None  # said when the text was new
    return _Voice(rule=rule, reason=reason, mask=mask)


def _effect(rule: Rule, interaction: Interaction) -> Effect:
    """`justify` lets a request pass that carries a reason, and stops it otherwise."""
    if rule.effect is Effect.JUSTIFY and not interaction.justification.strip():
        return Effect.BLOCK
    return rule.effect


def _is_new(interaction: Interaction, hit: Hit) -> bool:
    return interaction.prompt.segments[hit.segment].new


def _reason(policy: Policy, rule: Rule, question: Question, spoken: Spoken) -> Reason:
    effect = _effect(rule, question.interaction)
    ask = effect is not rule.effect and "{header}" not in rule.message
    tool = question.interaction.tool
    name = tool.name if tool else question.interaction.destination.service.product
    english, welsh = sayings.message(rule, spoken, {"tool": name, "header": policy.header}, ask=ask)
    return Reason(
        rule=rule.id,
        clause=rule.clause,
        effect=effect,
        message=english,
        message_cy=welsh,
        hits=spoken.hits,
    )


def _replaced(rule: Rule, spoken: Spoken) -> Reason:
    """The reason of a rule that only found something in history: replaced, whatever its effect."""
    english, welsh = sayings.earlier(spoken.hits)
    return Reason(
        rule=rule.id,
        clause=rule.clause,
        effect=Effect.PSEUDONYMISE,
        message=english,
        message_cy=welsh,
        hits=spoken.hits,
    )


def _unalterable(interaction: Interaction, mask: tuple[Hit, ...]) -> list[Reason]:
    """A refusal when something would have to be replaced where nothing can be."""
    segments = interaction.prompt.segments
    fixed = tuple(hit for hit in mask if not segments[hit.segment].writable)
    if not fixed:
        return []
    in_files = all(segments[hit.segment].role == "file" for hit in fixed)
    signed = interaction.prompt.signed
    english, welsh = sayings.in_file(fixed) if in_files else sayings.fixed(fixed, signed=signed)
    return [
        Reason(
            rule="unalterable",
            clause="10.3",
            effect=Effect.BLOCK,
            message=english,
            message_cy=welsh,
            hits=fixed,
        )
    ]


def _in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Each hit once, by segment and place."""
    by_segment: dict[int, dict[Hit, None]] = defaultdict(dict)
    for hit in hits:
        by_segment[hit.segment][hit] = None
    return tuple(
        hit
        for segment in sorted(by_segment)
        for hit in sorted(by_segment[segment], key=lambda h: (h.finding.start, h.finding.end))
    )
