"""Brings a record store to the shape this version knows, and refuses one that is newer."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from gateway.errors import RecordError

HEAD = "0013"
_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_204_118_533  # any number, as long as every gateway asks for the same one


def is_current(connection: Connection) -> bool:
    """Whether the store has the shape this version knows. Writes nothing."""
    return MigrationContext.configure(connection).get_current_revision() == HEAD


def migrate(connection: Connection) -> None:
    """Upgrade inside the connection's transaction; gateways that start together take turns.

    Raises RecordError when the store was upgraded by a newer version.
    """
    if connection.dialect.name == "postgresql":
        # The limits of everyday statements do not fit a change to a large table.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    current = MigrationContext.configure(connection).get_current_revision()
    if current == HEAD:
        return
    known = {script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()}
    if current is not None and current not in known:
        raise RecordError(
            f"The record store is at revision {current}, which this version (at {HEAD}) does not "
            "know: a newer gateway has upgraded it. Run that version, or restore a backup."
        )
    command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """Alembic, told where the migrations are and which connection to use."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
