"""What stays of records that are anonymised: how many prompts, by month, tool, service, decision.

No person, group, device, address, conversation, text or hash of one: nothing about somebody.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from detectors.types import Category
from gateway.audit.cases.scope import pieces_of
from gateway.audit.retention.due import found
from gateway.audit.summaries import JOINED
from gateway.audit.tables import ENDINGS, INTERACTIONS

_I, _E = INTERACTIONS.c, ENDINGS.c


def totals_of(connection: Connection, records: Sequence[str]) -> list[Mapping[str, Any]]:
    """Counts of interactions, by their ids, as rows of TOTALS; only of those that carry a prompt.

    Raises SQLAlchemyError.
    """
    added: dict[tuple[Any, ...], list[int]] = {}
    for piece in pieces_of(records):
        for row in connection.execute(_counted(connection, piece)).mappings():
            sums = added.setdefault(tuple(row[name] for name in _BY), [0] * len(_SUMS))
            for place, name in enumerate(_SUMS):
                sums[place] += int(row[name])
    ordered = sorted(added.items(), key=lambda item: tuple(map(str, item[0])))
    return [
        {"line": line, **dict(zip(_BY, by, strict=True)), **dict(zip(_SUMS, sums, strict=True))}
        for line, (by, sums) in enumerate(ordered)
    ]


def month_of(connection: Connection) -> ColumnElement[str]:
    """The month of an interaction, as 2031-05, in UTC."""
    if connection.dialect.name == "sqlite":
        return func.strftime("%Y-%m", _I.time)
    return func.to_char(func.timezone("UTC", _I.time), "YYYY-MM")


_BY = ("month", "tool", "service", "decision")
_SUMS = ("prompts", *(category.value for category in Category), "input_tokens", "output_tokens")


def _counted(connection: Connection, records: Sequence[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    by = {
        "month": month_of(connection),
        "tool": _I.tool,
        "service": _I.vendor + ": " + _I.product,
        "decision": _I.effect,
    }
    rows = (
        select(
            *(column.label(name) for name, column in by.items()),
            *(case((found([one]), 1), else_=0).label(one.value) for one in Category),
            func.coalesce(_E.input_tokens, 0).label("input_tokens"),
            func.coalesce(_E.output_tokens, 0).label("output_tokens"),
        )
        .select_from(JOINED)
        .where(_I.id.in_(records), _I.generative)
        .subquery()
    )
    grouped = [rows.c[name] for name in _BY]
    sums = (func.sum(rows.c[name]).label(name) for name in _SUMS[1:])
    return select(*grouped, func.count().label("prompts"), *sums).group_by(*grouped)
