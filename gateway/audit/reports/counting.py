"""Counts of prompts, made by the database: what comes back has as many rows as a table has lines.

Only requests that carry a prompt count, and none under a restriction (UK GDPR, Article 18).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Text,
    case,
    distinct,
    func,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
)

from detectors.entities import CATEGORY
from detectors.types import Category
from gateway.audit.reports.anonymised import anonymised
from gateway.audit.reports.report import UNLISTED, Period
from gateway.audit.restricting import unrestricted
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED
from gateway.audit.tables import ENDINGS, INTERACTIONS

LINES = 200
"""So many lines a breakdown has at most; the rest is one line more."""

OTHERS = "all others"
_I, _E = INTERACTIONS.c, ENDINGS.c

PARTS = ("tool", "service", "decision", "month")
TOOL = func.coalesce(_I.tool, literal_column(f"'{UNLISTED}'"))
SEPARATOR = "\x1f"
SERVICE = _I.vendor + literal_column("': '") + _I.product
MODEL = func.coalesce(func.nullif(_E.model, literal_column("''")), _I.model)


def month(store: Store) -> ColumnElement[str]:
    """The month of a prompt, as 2031-05, in UTC."""
    if store.engine_name == "sqlite":
        return func.strftime(literal_column("'%Y-%m'"), _I.time)
    zoned = func.timezone(literal_column("'UTC'"), _I.time)
    return func.to_char(zoned, literal_column("'YYYY-MM'"))


def within(period: Period) -> list[ColumnElement[bool]]:
    """That an interaction counts: a condition for each part of it."""
    found = [_I.generative, unrestricted()]
    if period.since:
        found.append(_I.time >= period.since)
    if period.until:
        found.append(_I.time < period.until)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What one line of a breakdown adds up."""

    prompts: int
    people: int
    input_tokens: int
    output_tokens: int


_USE = (
    func.count().label("prompts"),
    func.count(distinct(_I.person_folded)).label("people"),
    func.coalesce(func.sum(_E.input_tokens), 0).label("input_tokens"),
    func.coalesce(func.sum(_E.output_tokens), 0).label("output_tokens"),
)


def total(store: Store, period: Period) -> Use:
    """All prompts together. Raises RecordError."""
    statement = select(*_USE).select_from(JOINED).where(*within(period))
    with store.read() as connection:
        return _use(connection.execute(statement).one())


def uses(store: Store, period: Period) -> dict[str, Use]:
    """What each tool adds up, the most used first, at most LINES. Raises RecordError.

    Tokens of prompts that were anonymised count too; prompts and people are of records.
    """
    statement = select(TOOL.label("line"), *_USE).select_from(JOINED).where(*within(period))
    ordered = statement.group_by(text("line")).order_by(text("prompts DESC"), text("line"))
    with store.read() as connection:
        found = {row.line: _use(row) for row in connection.execute(ordered.limit(LINES))}
    for tool, (asked, answered) in anonymised(store, period).tokens.items():
        use = found.get(tool, Use(prompts=0, people=0, input_tokens=0, output_tokens=0))
        found[tool] = replace(
            use, input_tokens=use.input_tokens + asked, output_tokens=use.output_tokens + answered
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """Prompts by tool, service, decision and month at once: one pass over the records for all."""

    lines: Mapping[tuple[str, ...], int]

    @property
    def total(self) -> int:
        """All prompts."""
        return sum(self.lines.values())

    def by(self, *parts: str) -> dict[str, int]:
        """Prompts by some of PARTS, joined by SEPARATOR; the rest beyond LINES is one line."""
        places = [PARTS.index(part) for part in parts]
        found: Counter[str] = Counter()
        for line, number in self.lines.items():
            found[SEPARATOR.join(line[place] for place in places)] += number
        most = sorted(found, key=lambda name: (-found[name], name))
        rest = sum(found[name] for name in most[LINES:])
        return {name: found[name] for name in most[:LINES]} | ({OTHERS: rest} if rest else {})


def cube(store: Store, period: Period) -> Cube:
    """Every combination that there is, and how many prompts it has. Raises RecordError.

    Those that were anonymised count too.
    """
    columns = (TOOL, SERVICE, _I.effect, month(store))
    labels = [column.label(f"part_{n}") for n, column in enumerate(columns)]
    statement = select(*labels, func.count()).select_from(INTERACTIONS).where(*within(period))
    with store.read() as connection:
        rows = connection.execute(statement.group_by(*(text(one.name) for one in labels)))
        lines = Counter({tuple(line): int(number) for *line, number in rows})
    return Cube(lines=lines + Counter(anonymised(store, period).lines))


def categories(store: Store, period: Period) -> dict[str, int]:
    """In how many prompts something of each category was found; one may be in several."""
    columns = [
        func.coalesce(func.sum(case((_found(category), 1), else_=0)), 0).label(category.value)
        for category in Category
    ]
    statement = select(*columns).select_from(INTERACTIONS).where(*within(period))
    with store.read() as connection:
        row = connection.execute(statement).one()
    gone = anonymised(store, period).categories
    return {name: int(number) + gone.get(name, 0) for name, number in row._asdict().items()}


def values(
    store: Store, period: Period, column: ColumnElement[Any], limit: int = 20
) -> dict[str, tuple[str, ...]]:
    """Which values of a column stand in the prompts of each tool, a few of each. RecordError."""
    statement = (
        select(TOOL.label("line"), column.label("value"))
        .select_from(JOINED)
        .where(*within(period), column.is_not(None))
        .distinct()
        .order_by(text("line"), text("value"))
        .limit(LINES * limit)
    )
    found: dict[str, tuple[str, ...]] = {}
    with store.read() as connection:
        for row in connection.execute(statement):
            if row.value and len(found.get(row.line, ())) < limit:
                found[row.line] = (*found.get(row.line, ()), str(row.value))
    return found


def _found(category: Category) -> ColumnElement[bool]:
    """The kinds stand as names of a short JSON text: searched as text, the same on every engine."""
    plain = type_coerce(_I.entities, Text)
    kinds = [name for name, of in CATEGORY.items() if of is category]
    return or_(*(plain.contains(f'"{kind}":', autoescape=True) for kind in kinds))


def _use(row: Row[*tuple[Any, ...]]) -> Use:
    return Use(
        prompts=int(row.prompts),
        people=int(row.people),
        input_tokens=int(row.input_tokens),
        output_tokens=int(row.output_tokens),
    )
