"""Rules and the policy they make up. Mistakes are found here, at load, not on a prompt."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

import gateway.policy.checks  # noqa: F401 - importing the file registers its checks
from gateway.errors import ConfigError, Problem
from gateway.policy.question import PLACEHOLDERS
from gateway.policy.registry import CHECKS, Check
from gateway.settings.policy_file import Mode, PolicyFile, RuleRow
from gateway.settings.shape import problems
from gateway.settings.thresholds import DEFAULTS, Thresholds
from gateway.settings.yaml_file import Document, Place
from gateway.types import Effect

JUSTIFICATION_HEADER = "x-genai-justification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line of the policy: when `check` speaks, `effect` is asked for and `message` is read."""

    id: str
    clause: str
    check: Check
    params: Mapping[str, Any]
    effect: Effect
    message: str
    message_cy: str = ""
    mode: Mode = "enforce"

    @property
    def enforced(self) -> bool:
        """False for a rule that is only tried out."""
        return self.mode == "enforce"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All rules, from which score findings count, and the version that every record names.

    `header` carries a justification.
    """

    version: str
    rules: tuple[Rule, ...]
    thresholds: Thresholds = DEFAULTS
    header: str = field(default=JUSTIFICATION_HEADER)


def build(
    policy_file: PolicyFile, *, version: str, justification_header: str = JUSTIFICATION_HEADER
) -> Policy:
    """The policy of that file. Raises ConfigError with every rule that cannot be used."""
    found: list[Problem] = []
    rules: list[Rule] = []
    for number, row in policy_file.numbered():
        try:
            rules.append(_rule(policy_file.document, number, row))
        except ConfigError as error:
            found.extend(error.problems)
    if found:
        raise ConfigError(*found)
    return Policy(
        version=version,
        rules=tuple(rules),
        thresholds=policy_file.thresholds,
        header=justification_header,
    )


def _rule(document: Document, number: int, row: RuleRow) -> Rule:
    place: Place = ("rules", number)
    wrong = [document.problem((*place, key), said) for key, said in _mistakes(row)]
    if row.check not in CHECKS:
        raise ConfigError(*wrong)
    chosen = CHECKS[row.check]
    try:
        params = dict(chosen.shape.model_validate(row.params))
    except ValidationError as error:
        unfit = problems(document, error, chosen.shape, under=(*place, "params"))
        raise ConfigError(*wrong, *unfit) from None
    if wrong:
        raise ConfigError(*wrong)
    return Rule(
        id=row.id,
        clause=row.clause,
        check=chosen,
        params=params,
        effect=row.severity,
        message=row.message,
        message_cy=row.message_cy,
        mode=row.mode,
    )


def _mistakes(row: RuleRow) -> Iterator[tuple[str, str]]:
    """What is wrong with a rule, as (key, message)."""
    if row.check not in CHECKS:
        near = get_close_matches(row.check, CHECKS, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(sorted(CHECKS))}"
        yield "check", f"there is no check '{row.check}'; {hint}"
    elif row.severity is Effect.PSEUDONYMISE and not CHECKS[row.check].finds:
        # It would let the request pass with nothing replaced.
        yield "effect", f"'{row.check}' finds nothing that could be pseudonymised; use block"
    yield from (("message", said) for said in _placeholders(row.message))
    yield from (("message_cy", said) for said in _placeholders(row.message_cy))


def _placeholders(message: str) -> Iterator[str]:
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(message) if name is not None]
    except ValueError:
        yield "has an unpaired curly bracket"
        return
    known = ", ".join("{%s}" % name for name in PLACEHOLDERS)  # noqa: UP031 - braces
    for name in names:
        if name not in PLACEHOLDERS:
            yield f"{{{name}}} is not a placeholder; there are {known}"
