"""A draft of an algorithmic transparency record (ATRS) for each tool, from register and records.

The keys of the metadata are those of GOV.UK's finder (alphagov/specialist-publisher,
lib/documents/schemas/algorithmic_transparency_records.json); the other keys are ours, in the order
of the two tiers of the standard. What only the organisation can say is marked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gateway.audit.reports.counting import MODEL, cube, values
from gateway.audit.reports.figures import SMALL_NUMBERS, Routes
from gateway.audit.reports.report import BLANK, WITHHELD, Period, Report, Section, facts
from gateway.audit.reports.transparency import assessed
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.settings.load import Configuration
from gateway.types import Approval, Tool

_FINDER = "algorithmic_transparency_record_"
_PHASES = {Approval.APPROVED: "production", Approval.WITHDRAWN: "retired"}
_REGIONS = {"scotland": "scotland", "northern-ireland": "northern-ireland"}
_I = INTERACTIONS.c


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the records of the period say of tools, by their ids."""

    vendors: Mapping[str, tuple[str, ...]]
    models: Mapping[str, tuple[str, ...]]
    storage: Mapping[str, tuple[str, ...]]
    processing: Mapping[str, tuple[str, ...]]
    routes: Routes


def atrs(
    store: Store, configuration: Configuration, tools: Sequence[Tool], period: Period
) -> Report:
    """Drafts for these tools. Raises RecordError."""
    seen = _Seen(
        vendors=values(store, period, _I.vendor),
        models=values(store, period, MODEL),
        storage=values(store, period, _I.storage_region),
        processing=values(store, period, _I.processing_region),
        routes=Routes.of(cube(store, period)),
    )
    return Report(
        kind="atrs",
        title="Algorithmic transparency records: drafts",
        organisation=configuration.gateway.organisation.name,
        period=period,
        sections=tuple(_draft(configuration, tool, seen, period) for tool in tools),
    )


def _draft(configuration: Configuration, tool: Tool, seen: _Seen, period: Period) -> Section:
    return facts(
        tool.id,
        f"{tool.name} ({tool.id})",
        *_metadata(configuration, tool),
        *_first_tier(configuration, tool),
        *_second_tier(tool, seen, period),
        *_risks(configuration, tool),
        notes=(
            f"{BLANK} marks what the register and the records do not tell. {SMALL_NUMBERS}",
            "Check every line before it is published. Allowed values are in docs/reports.md.",
        ),
    )


def _metadata(configuration: Configuration, tool: Tool) -> Iterable[tuple[str, str, str]]:
    known = {
        "organisation": configuration.gateway.organisation.name,
        "task": tool.purpose,
        "phase": _PHASES.get(tool.approval, BLANK),
        "region": _REGIONS.get(configuration.gateway.cases.nation, BLANK),
        "other_tags": "generative AI",
    }
    names = (
        *("organisation", "organisation_type", "function", "capability", "task", "phase"),
        *("region", "date_published", "atrs_version", "other_tags"),
    )
    for name in names:
        yield _FINDER + name, _heading(name), known.get(name, BLANK)


def _first_tier(configuration: Configuration, tool: Tool) -> Iterable[tuple[str, str, str]]:
    yield "tier_1.name", "Name of the tool", tool.name
    yield "tier_1.description", "What it is used for", tool.purpose
    yield "tier_1.website", "Website", BLANK
    yield "tier_1.contact", "Contact", configuration.gateway.organisation.contact


def _second_tier(tool: Tool, seen: _Seen, period: Period) -> Iterable[tuple[str, str, str]]:
    yield "tier_2.owner.team", "Owner", tool.owner
    yield "tier_2.owner.supplier", "External supplier", _listed(seen.vendors.get(tool.id, ()))
    yield "tier_2.owner.procurement", "Procurement and terms of access", BLANK
    yield "tier_2.rationale.scope", "Scope", _scope(tool)
    yield "tier_2.rationale.benefit", "Benefits", BLANK
    yield "tier_2.rationale.alternatives", "Alternatives considered", BLANK
    yield "tier_2.decision.process", "Place in decisions", BLANK
    yield "tier_2.decision.human", "Human decisions and review", tool.conditions or BLANK
    yield "tier_2.decision.frequency", "Frequency and scale", _scale(tool, seen.routes, period)
    yield "tier_2.decision.training", "Required training", BLANK
    yield "tier_2.decision.appeals", "Appeals and review", BLANK
    yield "tier_2.tool.category", "Kind of tool", tool.category.replace("_", " ")
    yield "tier_2.tool.models", "Models", _listed(seen.models.get(tool.id, ()))
    yield "tier_2.data.kinds", "Data it may receive, pseudonymised", _listed(sorted(tool.data))
    yield "tier_2.data.storage", "Stored in", _listed(seen.storage.get(tool.id, ()))
    yield "tier_2.data.processing", "Processed in", _listed(seen.processing.get(tool.id, ()))
    yield "tier_2.data.training", "Data it was trained on", BLANK


def _risks(configuration: Configuration, tool: Tool) -> Iterable[tuple[str, str, str]]:
    rules = [rule for rule in configuration.policy.rules if rule.mode == "enforce"]
    yield "tier_2.risks.dpia", "Data protection impact assessment", assessed(tool.dpia) or BLANK
    yield "tier_2.risks.eqia", "Equality impact assessment", assessed(tool.eqia) or BLANK
    yield (
        "tier_2.risks.controls",
        "Controls",
        f"Every prompt passes the organisation's policy gateway ({len(rules)} rules in force, "
        f"policy {configuration.version}); records are kept: {tool.capture.value}.",
    )
    yield "tier_2.risks.risks", "Risks and mitigations", BLANK


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize().replace("Atrs", "ATRS")


def _scope(tool: Tool) -> str:
    who = "all staff" if "*" in tool.groups else f"groups: {', '.join(sorted(tool.groups))}"
    return f"{tool.purpose} ({who}; approval: {tool.approval.value})"


def _scale(tool: Tool, routes: Routes, period: Period) -> str:
    number = WITHHELD if routes.found.whole else routes.tools.get(tool.id, 0)
    return f"{number} prompts, {period.words}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(str(word).replace("_", " ") for word in words) or BLANK
