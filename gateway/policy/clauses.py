"""The clauses of the policy template by number and heading, for headings only."""

from collections.abc import Mapping

CLAUSES: Mapping[str, str] = {
    "3": "Scope",
    "4": "Tools and services",
    "5": "Ownership",
    "6": "Roles and responsibilities",
    "7": "Use",
    "7.1": "Permitted uses",
    "7.2": "Prohibited uses",
    "7.3": "Procurement",
    "8": "Ethics",
    "8.2": "Equality impact",
    "8.3": "Human oversight",
    "8.4": "Intellectual property",
    "8.5": "Environment",
    "9.1": "Disclosure",
    "9.2": "Records",
    "9.3": "Transparency",
    "10.1": "Data management",
    "10.2": "Data quality",
    "10.3": "Privacy",
    "10.4": "Data protection impact assessment",
    "10.5": "Security",
    "10.6": "Data sovereignty",
    "11.1": "Before deployment",
    "11.2": "Pilots",
    "11.3": "Monitoring",
    "11.4": "Pause and withdrawal",
    "11.5": "Handover",
    "12": "Law",
    "13": "Enforcement",
    "14": "Related policies",
    "15": "Training",
    "16": "Review",
    "17": "Acknowledgement",
}


def order(clause: str) -> tuple[int, ...]:
    """A key that sorts 10.3 after 7.2."""
    return tuple(int(part) for part in clause.split("."))


def title(clause: str) -> str:
    """`Clause 10.3, Privacy`; the number alone when the heading is the organisation's own."""
    heading = CLAUSES.get(clause)
    return f"Clause {clause}, {heading}" if heading else f"Clause {clause}"
