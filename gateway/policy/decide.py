"""Decides what happens to one interaction. Pure: every rule is asked, the strictest effect wins."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.policy.question import PLACEHOLDERS, Question, Spoken
from gateway.policy.rules import Policy, Rule, build
from gateway.policy.words import found
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
_IN_FILE = (
    "A file that you attached holds {found}, and the gateway can replace nothing inside a file."
    " Take it out of the file, or paste the text you need instead of attaching the file."
)
_EARLIER = "Earlier in this conversation there is {found}; it was replaced before anything left."
_GIVE_REASON = " If you have a good reason, send the request again with it in the header {header}."


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
    return Reason(
        rule=rule.id,
        clause=rule.clause,
        effect=effect,
        message=_message(policy, rule.message + (_GIVE_REASON if ask else ""), question, spoken),
        hits=spoken.hits,
    )


def _message(policy: Policy, message: str, question: Question, spoken: Spoken) -> str:
    tool = question.interaction.tool
    said = {
        "tool": tool.name if tool else question.interaction.destination.service.product,
        "found": found(spoken.hits),
        "header": policy.header,
    }
    return message.format_map(dict.fromkeys(PLACEHOLDERS, "") | said | spoken.words)


def _replaced(rule: Rule, spoken: Spoken) -> Reason:
    """The reason of a rule that only found something in history: replaced, whatever its effect."""
    return Reason(
        rule=rule.id,
        clause=rule.clause,
        effect=Effect.PSEUDONYMISE,
        message=_EARLIER.format(found=found(spoken.hits)),
        hits=spoken.hits,
    )


def _unalterable(interaction: Interaction, mask: tuple[Hit, ...]) -> list[Reason]:
    """A refusal when something would have to be replaced where nothing can be."""
    segments = interaction.prompt.segments
    fixed = tuple(hit for hit in mask if not segments[hit.segment].writable)
    if not fixed:
        return []
    in_files = all(segments[hit.segment].role == "file" for hit in fixed)
    message = (_IN_FILE if in_files else _FIXED).format(found=found(fixed))
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
