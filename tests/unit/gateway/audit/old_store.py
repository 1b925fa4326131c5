"""A store as an earlier version left it, on either engine: before key epochs, or before passages.

Each was written by that version with the keys of the samples: three records with their answers, all
signed by its log. All people are fictional.
"""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection, DateTime, MetaData, Table, insert

from gateway.audit.engine import open_engine
from gateway.audit.migrate import alembic_config

_FOLDER = Path(__file__).parents[3] / "golden" / "records"


def old_store(url: str, revision: str = "0010") -> None:
    """Make the tables of that revision at that URL and fill them."""
    engine = open_engine(url, create=True).execution_options(writes=True)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), revision)
        _fill(connection, revision)
    engine.dispose()


def _fill(connection: Connection, revision: str) -> None:
    tables = MetaData()
    written = (_FOLDER / f"revision-{revision}.json").read_text(encoding="utf-8")
    for name, rows in json.loads(written).items():
        table = Table(name, tables, autoload_with=connection)
        connection.execute(insert(table), [_typed(table, row) for row in rows])


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table, name, value) for name, value in row.items()}


def _value(table: Table, name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    if isinstance(table.c[name].type, DateTime) and value is not None:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if isinstance(value, int) and str(table.c[name].type) == "BOOLEAN":
        return bool(value)
    return value
