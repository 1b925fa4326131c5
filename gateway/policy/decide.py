"""Decides what happens to one interaction. Pure: every rule is asked, the strictest effect wins."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gateway.policy import words
from gateway.policy.question import PLACEHOLDERS, Question, Spoken
from gateway.policy.rules import Policy, Rule, build
from gateway.types import Decision, Effect, Hit, Interaction, Reason

__all__ = ["Policy", "Rule", "build", "decide"]

_ALLOWED = Reason(
    rule="allowed",
    clause="7.1",
    effect=Effect.ALLOW,
    message="The policy allows this use. Check what the tool answers before you rely on it.",
)
_FIXED = (
    "Part of this conversation holds {found} that would have to be replaced, but it stands where"
    " the gateway cannot change it: the provider has signed it, or it is part of the web address."
    " Start a new conversation without it."
)
_EARLIER = "Earlier in this conversation there is {found}; it was replaced before anything left."
_GIVE_REASON = " If you have a good reason, send the request again with it in the header {header}."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """What one rule says of one interaction: at most one reason, and the hits it wants replaced."""

    reason: Reason | None
    mask: tuple[Hit, ...] = ()


def decide(
    policy: Policy, interaction: Interaction, hits: Sequence[Hit], *, today: date
) -> Decision:
    """The decision on an interaction in which these hits were found.

    Findings in resent history never block: they are replaced. A rule in observe mode is reported
    under `observed` and changes nothing else. A check that raises is not skipped: the error goes
    up and the caller refuses the request.
    """
    question = Question(interaction=interaction, hits=tuple(hits), today=today)
    voices = [(rule, _ask(policy, rule, question)) for rule in policy.rules]
    enforced = [voice for rule, voice in voices if rule.enforced]
    mask = _in_order(hit for voice in enforced for hit in voice.mask)
    reasons = [voice.reason for voice in enforced if voice.reason]
    reasons += _unalterable(interaction, mask)
    return Decision(
        effect=max((reason.effect for reason in reasons), default=Effect.ALLOW),
        reasons=tuple(reasons) or (_ALLOWED,),
        policy_version=policy.version,
        mask=mask,
        observed=tuple(v.reason for rule, v in voices if v.reason and not rule.enforced),
    )


def _ask(policy: Policy, rule: Rule, question: Question) -> _Voice:
    spoken = rule.check.ask(question, rule.params)
    if spoken is None:
        return _Voice(reason=None)
    effect = _effect(rule, question.interaction)
    mask = spoken.hits if effect >= Effect.PSEUDONYMISE else ()
    new = tuple(hit for hit in spoken.hits if _is_new(question.interaction, hit))
    if new or not spoken.hits:
        reason = _reason(policy, rule, question, spoken, effect, new)
    elif mask:
        reason = _replaced(rule, spoken)
    else:
        reason = None  # said when the text was new
    return _Voice(reason=reason, mask=mask)


def _effect(rule: Rule, interaction: Interaction) -> Effect:
    """`justify` lets a request pass that carries a reason, and stops it otherwise."""
    if rule.effect is Effect.JUSTIFY and not interaction.justification.strip():
        return Effect.BLOCK
    return rule.effect


def _is_new(interaction: Interaction, hit: Hit) -> bool:
    return interaction.prompt.segments[hit.segment].new


def _reason(  # noqa: PLR0913, PLR0917 - what a sentence is made of
    policy: Policy,
    rule: Rule,
    question: Question,
    spoken: Spoken,
    effect: Effect,
    new: tuple[Hit, ...],
) -> Reason:
    message = rule.message
    if effect is not rule.effect and "{header}" not in message:
        message += _GIVE_REASON
    tool = question.interaction.tool
    name = tool.name if tool else question.interaction.destination.service.product
    said = {"tool": name, "found": words.found(new), "header": policy.header, **spoken.words}
    filled = message.format_map(dict.fromkeys(PLACEHOLDERS, "") | said)
    return Reason(rule=rule.id, clause=rule.clause, effect=effect, message=filled, hits=new)


def _replaced(rule: Rule, spoken: Spoken) -> Reason:
    """The reason of a rule that only found something in history: replaced, whatever its effect."""
    return Reason(
        rule=rule.id,
        clause=rule.clause,
        effect=Effect.PSEUDONYMISE,
        message=_EARLIER.format(found=words.found(spoken.hits)),
        hits=spoken.hits,
    )


def _unalterable(interaction: Interaction, mask: tuple[Hit, ...]) -> list[Reason]:
    """A refusal when something would have to be replaced where nothing can be."""
    segments = interaction.prompt.segments
    fixed = tuple(hit for hit in mask if not segments[hit.segment].writable)
    if not fixed:
        return []
    message = _FIXED.format(found=words.found(fixed))
    return [
        Reason(rule="unalterable", clause="10.3", effect=Effect.BLOCK, message=message, hits=fixed)
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
