"""The transparency report (clause 9.3): which tools are used, for what, and how much."""

from collections.abc import Sequence

from gateway.audit.reports.counting import cube
from gateway.audit.reports.figures import (
    SMALL_NUMBERS,
    Routes,
    breakdowns,
    energy,
    of_anonymised,
    summed,
)
from gateway.audit.reports.report import Period, Report, Section, facts
from gateway.audit.store import Store
from gateway.settings.load import Configuration
from gateway.types import Assessment, Tool


def transparency(
    store: Store, configuration: Configuration, tools: Sequence[Tool], period: Period
) -> Report:
    """To be published. `tools` is the register in force. Raises RecordError."""
    organisation, counted = configuration.gateway.organisation, cube(store, period)
    return Report(
        kind="transparency",
        title="Use of generative AI",
        organisation=organisation.name,
        period=period,
        sections=(
            facts(
                "about",
                "About this report",
                ("organisation", "Organisation", organisation.name),
                ("authority", "In charge of generative AI", organisation.authority),
                ("contact", "Questions and complaints", organisation.contact),
                ("policy_version", "Policy in force", configuration.version),
                ("prompts", "Prompts in this period", summed(counted)),
                notes=(SMALL_NUMBERS, *of_anonymised(store, period)),
            ),
            _register(tools),
            *breakdowns(store, period, counted),
            energy(store, period, Routes.of(counted)),
        ),
    )


def _register(tools: Sequence[Tool]) -> Section:
    columns = ("tool", "name", "category", "approval", "purpose", "owner", "dpia", "eqia", "review")
    return Section(
        name="register",
        title="Approved tools",
        columns=columns,
        rows=tuple(
            (
                tool.id,
                tool.name,
                tool.category.replace("_", " "),
                tool.approval.value,
                tool.purpose,
                tool.owner,
                assessed(tool.dpia),
                assessed(tool.eqia),
                tool.review.isoformat() if tool.review else "",
            )
            for tool in tools
        ),
    )


def assessed(assessment: Assessment | None) -> str:
    """The reference of an assessment and its last valid day; empty when there is none."""
    if assessment is None:
        return ""
    until = f", valid until {assessment.expires.isoformat()}" if assessment.expires else ""
    return f"{assessment.reference}{until}"
