"""Inserts of whole rows, compiled once for each database: the writer repeats the same few.

Only the compiling is saved; parameters are still bound by the driver and errors still SQLAlchemy's.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

_Processor = Callable[[Any], Any] | None


class WholeRows:
    """The insert of one table. Rows must name every column."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        compiled = insert(table).inline().compile(dialect=dialect)
        self._sql = str(compiled)
        self._columns = tuple((c.name, _processor(c.type, dialect)) for c in table.columns)
        self._positional = dialect.positional

    def execute(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert these rows. Raises what SQLAlchemy does; KeyError for a row without a column."""
        values = ([(n, p(row[n]) if p else row[n]) for n, p in self._columns] for row in rows)
        if self._positional:
            connection.exec_driver_sql(self._sql, [tuple(v for _, v in row) for row in values])
        else:
            connection.exec_driver_sql(self._sql, [dict(row) for row in values])


def passing_over(table: Table) -> Mapping[str, sqlite.Insert | postgresql.Insert]:
    """For each engine the insert that passes over rows whose key is there already."""
    return {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
    }


@lru_cache(maxsize=64)
def whole_rows(table: Table, dialect: Dialect) -> WholeRows:
    """The insert of that table for that engine's dialect."""
    return WholeRows(table, dialect)


def _processor(kind: Any, dialect: Dialect) -> _Processor:  # noqa: ANN401 - TypeEngine of anything
    """What turns a Python value into the driver's."""
    found: _Processor = kind.dialect_impl(dialect).bind_processor(dialect)
    return found
