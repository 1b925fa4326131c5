"""Reading a record for a case: noted first, and with special categories only when two agree."""

from collections.abc import Container
from datetime import UTC, datetime, timedelta

from detectors.entities import CATEGORY
from detectors.types import Category
from gateway.audit.cases.case import Case
from gateway.audit.cases.desk import Desk, changing
from gateway.audit.cases.fold import PERMIT_DAYS
from gateway.audit.cases.free_text import TEXTS
from gateway.audit.cases.scope import case_records
from gateway.audit.officers import Power
from gateway.audit.opening import Record, open_record
from gateway.errors import CaseError

_SPECIAL = frozenset({Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE})


def read_record(desk: Desk, record: str, *, why: str, four_eyes: bool) -> tuple[Case, Record]:
    """A record of the case with its texts, for who works on it or reviews the work.

    `four_eyes`: special categories need a permit.
    Raises CaseError: not a record of the case, gone, or nobody else has agreed to opening it.
    """
    with changing(desk, Power.WORK, Power.APPROVE) as change:
        _must_have(change.case.reference, record, case_records(change.connection, desk.reference))
        change.step("case.read", why=why, subject=record, record=record)
    opened = open_record(desk.store, record, restricted=True)
    if opened is None:
        raise CaseError(f"There is no record {record} any more.")
    if four_eyes and _is_special(opened):
        _must_be_permitted(change.case, record, desk.who.name)
    return change.case, opened


def permit(desk: Desk, record: str, *, why: str, days: int = PERMIT_DAYS) -> Case:
    """Agree that somebody else opens a record with special categories, for so many days.

    `record` may be TEXTS: a search through more texts than may be opened alone. Raises CaseError.
    """
    until = datetime.now(UTC) + timedelta(days=days)
    with changing(desk, Power.APPROVE) as change:
        change.must_be_open()
        if record != TEXTS:
            known = case_records(change.connection, desk.reference)
            _must_have(change.case.reference, record, known)
        change.step("case.permit", why=why, subject=record, record=record, until=until.isoformat())
        return change.case


def _must_have(reference: str, record: str, records: Container[str]) -> None:
    if record not in records:
        raise CaseError(f"{record} is not a record of {reference}.")


def _must_be_permitted(case: Case, record: str, reader: str) -> None:
    found = case.permits.get(record)
    agreed = found is not None and found.by.casefold() != reader.casefold()
    if found is None or not agreed or found.until <= datetime.now(UTC):
        raise CaseError(
            f"{record} holds special-category data: another officer must first agree "
            f"(genai-gateway case permit {case.reference} {record})."
        )


def _is_special(record: Record) -> bool:
    """By what was found in it, in new messages and in the history that came with them."""
    found = [finding.category for finding in record.findings]
    return any(
        category in _SPECIAL for category in (*found, *map(CATEGORY.get, record.facts["entities"]))
    )
