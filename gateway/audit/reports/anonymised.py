"""Counts of prompts whose records were anonymised: whole months, by tool, service and decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, literal_column, select

from detectors.types import Category
from gateway.audit.log.tables import TOTALS
from gateway.audit.reports.report import UNLISTED, Period
from gateway.audit.store import Store

_T = TOTALS.c
_TOOL = func.coalesce(_T.tool, literal_column(f"'{UNLISTED}'"))
_CATEGORIES = tuple(category.value for category in Category)
_SUMMED = ("prompts", *_CATEGORIES, "input_tokens", "output_tokens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymised:
    """Prompts by tool, service, decision and month; those of each category; tokens by tool.

    `tokens`: of what was asked and of the answers.
    """

    lines: Mapping[tuple[str, ...], int]
    categories: Mapping[str, int]
    tokens: Mapping[str, tuple[int, int]]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.lines.values())


def anonymised(store: Store, period: Period) -> Anonymised:
    """Of the months that lie in the period as a whole. Raises RecordError."""
    by = (_TOOL.label("listed"), _T.service, _T.decision, _T.month)
    sums = [func.sum(_T[name]) for name in _SUMMED]
    statement = select(*by, *sums).where(*_whole_months(period))
    grouped = statement.group_by(literal_column("listed"), *by[1:])
    with store.read() as connection:
        rows = [(tuple(row[:4]), list(map(int, row[4:]))) for row in connection.execute(grouped)]
    tokens: dict[str, tuple[int, int]] = {}
    for (tool, *_), numbers in rows:
        asked, answered = tokens.get(tool, (0, 0))
        tokens[tool] = (asked + numbers[-2], answered + numbers[-1])
    return Anonymised(
        lines={line: numbers[0] for line, numbers in rows},
        categories={
            name: sum(numbers[place] for _, numbers in rows)
            for place, name in enumerate(_CATEGORIES, 1)
        },
        tokens=tokens,
    )


def _whole_months(period: Period) -> list[ColumnElement[bool]]:
    found = []
    if period.since:
        found.append(_T.month >= _first_whole(period.since))
    if period.until:
        found.append(_T.month < period.until.astimezone(UTC).strftime("%Y-%m"))
    return found


def _first_whole(moment: datetime) -> str:
    """The first month that begins then or later."""
    utc = moment.astimezone(UTC)
    begun = utc > utc.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    month = utc.replace(day=1) + timedelta(days=31) if begun else utc
    return month.strftime("%Y-%m")
