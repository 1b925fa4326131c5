"""A store with records of different ages, and schedules to go by. All people are fictional."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from detectors.types import Category
from gateway.audit.retention.run import Orders
from gateway.audit.store import Store
from gateway.settings.retention_file import Line, RetentionFile
from tests.unit.gateway.audit.cases.desks import ask

TODAY = date(2026, 11, 25)
CANARY = "quiddity-canary"
HEALTH = (("asthma", "HEALTH", Category.SPECIAL_CATEGORY), ("Jane Doe", "PERSON"))
SPECIAL = {
    "class": "special",
    "records": {"categories": ["special_category", "criminal_offence"]},
    "period": "30 days",
    "basis": "Art 9",
    "owner": "IG",
}
ROUTINE = {"class": "routine", "period": "90 days", "basis": "policy 10.2", "owner": "IG"}


def schedule(*rows: dict[str, Any]) -> RetentionFile:
    """A schedule for records alone."""
    return RetentionFile.model_validate({"schedule": rows or (SPECIAL, ROUTINE)})


def lines(*rows: dict[str, Any]) -> tuple[Line, ...]:
    """The lines of a schedule."""
    return schedule(*rows).schedule


def orders(*rows: dict[str, Any], **more: Any) -> Orders:
    """A run by that schedule."""
    return Orders(lines=lines(*rows), today=TODAY, actor="retention", **more)


def aged(store: Store, identity: str, days: int, **more: Any) -> None:
    """A record that was written so many days before TODAY."""
    moment = datetime.combine(TODAY - timedelta(days=days), time(12), UTC)
    more.setdefault("person", f"{CANARY}-{identity}")
    ask(store, identity, time=moment, **more)


def special(store: Store, identity: str, days: int) -> None:
    """The same about somebody's health."""
    aged(store, identity, days, text="Jane Doe has asthma", marks=HEALTH)
