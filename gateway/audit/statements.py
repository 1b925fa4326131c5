"""Inserts of whole rows, compiled once for each database: the writer repeats the same few.

Only the compiling is saved; parameters are still bound by the driver and errors still SQLAlchemy's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, LargeBinary, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from gateway.audit.tables import Moment, compact

_Processor = Callable[[Any], Any] | None
_Rows = Sequence[Mapping[str, Any]]


class WholeRows:
    """The insert of one table. Rows must name every column."""

    def __init__(self, table: Table, dialect: Dialect, *, passing: bool) -> None:
        statement = passing_over(table)[dialect.name] if passing else insert(table)
        compiled = statement.inline().compile(dialect=dialect)
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


class Together:
    """One statement of PostgreSQL that inserts rows of several tables: all of them or none.

    The rows of a table go as one JSON value, which the database takes apart: one way there and
    back for a whole transaction, where a statement for each table would take one for each.
    """

    def __init__(
        self, tables: Sequence[Table], passing: frozenset[Table], dialect: Dialect
    ) -> None:
        names = [table.name for table in tables]
        inserts = [_from_json(table, passing=table in passing) for table in tables]
        parts = [f"w_{n} AS ({sql})" for n, sql in zip(names[:-1], inserts[:-1], strict=True)]
        self._sql = (f"WITH {', '.join(parts)} " if parts else "") + inserts[-1]
        self._columns = [
            (table, tuple((c.name, _json_processor(c.type, dialect)) for c in table.columns))
            for table in tables
        ]

    def execute(self, connection: Connection, rows: Mapping[Table, _Rows]) -> None:
        """Insert these rows. Raises what SQLAlchemy does; KeyError for a row without a column."""
        values = tuple(_as_json(rows[table], columns) for table, columns in self._columns)
        connection.exec_driver_sql(self._sql, values)


def _from_json(table: Table, *, passing: bool) -> str:
    columns = ", ".join(column.name for column in table.columns)
    rows = f"json_populate_recordset(NULL::{table.name}, %s::json)"
    pass_over = " ON CONFLICT DO NOTHING" if passing else ""
    into = f"INSERT INTO {table.name} ({columns}) "
    return into + f"SELECT {columns} FROM {rows}{pass_over}"  # noqa: S608 - names of our own tables


def _as_json(rows: _Rows, columns: Sequence[tuple[str, _Processor]]) -> str:
    return compact([{n: p(row[n]) if p else row[n] for n, p in columns} for row in rows])


@lru_cache(maxsize=64)
def together(tables: tuple[Table, ...], passing: frozenset[Table], dialect: Dialect) -> Together:
    """The statement for those tables; `passing` are those whose rows may be there already."""
    return Together(tables, passing, dialect)


def _json_processor(kind: Any, dialect: Dialect) -> _Processor:  # noqa: ANN401 - TypeEngine of anything
    """What turns a Python value into one that JSON has and the column's type reads."""
    if isinstance(kind, LargeBinary):
        return _hexadecimal
    bound = _processor(kind, dialect)
    return _moment(bound) if isinstance(kind, Moment) else bound


def _hexadecimal(value: bytes | None) -> str | None:
    return None if value is None else f"\\x{value.hex()}"


def _moment(bound: _Processor) -> _Processor:
    def said(value: datetime | None) -> str | None:
        aware = bound(value) if bound else value
        return aware.isoformat() if aware else None

    return said


@lru_cache(maxsize=64)
def whole_rows(table: Table, dialect: Dialect, *, passing: bool = False) -> WholeRows:
    """The insert of that table for that engine's dialect; `passing` over rows that are there."""
    return WholeRows(table, dialect, passing=passing)


def _processor(kind: Any, dialect: Dialect) -> _Processor:  # noqa: ANN401 - TypeEngine of anything
    """What turns a Python value into the driver's."""
    found: _Processor = kind.dialect_impl(dialect).bind_processor(dialect)
    return found
