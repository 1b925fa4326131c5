"""Says the policy in force in plain English, clause by clause. It can be read aloud."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from detectors.types import Category
from gateway.policy.clauses import order, title
from gateway.policy.rules import Policy, Rule
from gateway.policy.words import ENTITIES, day, listed, named
from gateway.settings.gateway_file import Organisation
from gateway.settings.thresholds import Thresholds
from gateway.types import Approval, Effect, Tool

_EFFECTS: Mapping[Effect, str] = {
    Effect.ALLOW: "the request passes",
    Effect.NOTIFY: "the request passes and the person is told",
    Effect.JUSTIFY: "the request passes only with a reason, which is recorded",
    Effect.PSEUDONYMISE: "what was found is replaced before it leaves and put back in the answer",
    Effect.BLOCK: "the request is refused and nothing leaves",
}
_STANDING: Mapping[Approval, str] = {
    Approval.APPROVED: "is approved",
    Approval.LIMITED: "is approved with conditions",
    Approval.PAUSED: "is paused and cannot be used",
    Approval.WITHDRAWN: "is withdrawn and cannot be used",
}

_FLAGS: Mapping[str, Mapping[object, str]] = {
    "allow": {True: ", which this rule allows"},
    "where": {"text": " in what was typed", "files": " in a file"},
    "uncertain": {True: ", but the scanner is not sure"},
    "authorised": {
        True: " that the register lets the tool receive",
        False: " that the register does not let the tool receive",
    },
}
_NARROWING = {"kinds": " (only: {})", "tools": ", and the tool's category is {}"}
_SPELT = {"both": "storage or processing", "dpia": "DPIA", "eqia": "EqIA"}


def explain(policy: Policy, tools: Sequence[Tool], organisation: Organisation) -> str:
    """The effective policy and register as paragraphs, ending in a line break."""
    opening = (_opening(policy, organisation), _scoring(policy.thresholds))
    parts = [*opening, *_clauses(policy.rules), *_register(tools)]
    return "\n\n".join((*parts, _closing(organisation))) + "\n"


def _opening(policy: Policy, organisation: Organisation) -> str:
    return (
        f"{organisation.name} and generative AI: the rules in force."
        f" Policy version {policy.version}.\n"
        "Every rule is asked about every request, and the strictest answer counts. Where no rule"
        " speaks, the request passes. Text from earlier in a conversation is never a reason to"
        " refuse: it is replaced."
    )


def _scoring(thresholds: Thresholds) -> str:
    """From which scores on a finding counts, in one sentence for each that differs."""
    by_category = [(named((c,)), thresholds.of("", c)) for c in Category]
    by_entity = [(ENTITIES.get(e, e), score) for e, score in sorted(thresholds.entities.items())]
    counted = listed(f"{what} from {score:g}" for what, score in (*by_category, *by_entity))
    return (
        f"The scanner says from 0 to 1 how sure it is. What it finds counts: {counted}."
        f" Below that, and from {thresholds.uncertain:g} on, it is not sure;"
        " what it is even less sure of is left out."
    )


def _clauses(rules: Iterable[Rule]) -> Iterator[str]:
    ordered = sorted(rules, key=lambda rule: order(rule.clause))
    for clause, group in groupby(ordered, key=lambda rule: rule.clause):
        yield "\n".join((f"{title(clause)}.", *map(_sentence, group)))


def _sentence(rule: Rule) -> str:
    tried = (
        "" if rule.enforced else " This rule is only being tried out: it is counted, not applied."
    )
    return f"  When {when(rule)}, {_EFFECTS[rule.effect]}.{tried}"


def when(rule: Rule) -> str:
    """When the rule speaks, as half a sentence."""
    said = {name: _said(name, value) for name, value in rule.params.items()}
    said["scores"] = _scores(rule.params)
    return rule.check.when.format_map(said)


def _said(name: str, value: object) -> str:
    if name in _FLAGS:
        return _FLAGS[name].get(value, "")
    if name == "grace_days":
        return f"more than {value} days " if value else ""
    if isinstance(value, frozenset):
        return _chosen(name, value)
    return _SPELT.get(str(value), str(value))


def _chosen(name: str, values: frozenset[Any]) -> str:
    if all(isinstance(value, Category) for value in values):
        said = named(values, last="or")
        if name == "with_findings":
            return f" and the prompt holds {said}" if values else ""
        return said
    if name in _NARROWING:
        return _NARROWING[name].format(_plain(values)) if values else ""
    return listed(sorted(map(str, values)), last="or")


def _plain(values: frozenset[Any]) -> str:
    return listed(sorted(str(value).replace("_", " ") for value in values), last="or")


def _scores(params: Mapping[str, Any]) -> str:
    below = params.get("below_score")
    only = params.get("entities")
    kinds = f" ({listed(sorted(only), last='or')} only)" if only else ""
    return f"{kinds}, but the scanner is not sure" if below is not None else kinds


def _register(tools: Sequence[Tool]) -> Iterator[str]:
    yield "The register of tools. What is not in it is not approved."
    yield from map(_tool, tools)


def _tool(tool: Tool) -> str:
    sentences = (
        f"{tool.name} {_standing(tool)}. Purpose: {tool.purpose}. Owner: {tool.owner}.",
        f"Conditions: {tool.conditions}" if tool.conditions else "",
        _receives(tool),
        _regions(tool),
        f"Next review: {day(tool.review)}." if tool.review else "No review date is set.",
    )
    return "  " + "\n  ".join(sentence for sentence in sentences if sentence)


def _standing(tool: Tool) -> str:
    usable = tool.approval in {Approval.APPROVED, Approval.LIMITED}
    return _STANDING[tool.approval] + (f" for {_people(tool)}" if usable else "")


def _people(tool: Tool) -> str:
    named = listed(sorted(tool.groups), last="or")
    return "everybody" if "*" in tool.groups else f"people in {named}"


def _receives(tool: Tool) -> str:
    if not tool.data:
        return "It may not receive private data."
    until = f" until {day(tool.dpia.expires)}" if tool.dpia and tool.dpia.expires else ""
    under = f" under {tool.dpia.reference}{until}" if tool.dpia else ", but it has no DPIA"
    return f"It may receive {named(tool.data)}{under}."


def _regions(tool: Tool) -> str:
    named = (("keep", tool.storage_regions), ("process", tool.processing_regions))
    said = [f"{verb} data in {listed(sorted(r), last='or')}" for verb, r in named if r]
    return f"It may only {listed(said)}." if said else ""


def _closing(organisation: Organisation) -> str:
    stop = (
        f" To stop a tool at once: {organisation.pause_contact}"
        if organisation.pause_contact
        else ""
    )
    return f"In charge: {organisation.authority}. Questions: {organisation.contact}{stop}"
