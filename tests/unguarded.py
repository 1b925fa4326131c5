"""Takes away what keeps records append-only, as whoever owns the database could."""

import sqlite3

from sqlalchemy import Connection, text

from gateway.audit.store import Store

_SQLITE_TRIGGERS = text("SELECT name, NULL FROM sqlite_master WHERE type = 'trigger'")
_POSTGRES_TRIGGERS = text(
    "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
)


def unguard(connection: Connection) -> None:
    """Drop every trigger of ours, in the connection's transaction."""
    found = _SQLITE_TRIGGERS if connection.dialect.name == "sqlite" else _POSTGRES_TRIGGERS
    for name, table in connection.execute(found).all():
        on = f" ON {table}" if table else ""
        connection.execute(text(f"DROP TRIGGER {name}{on}"))


def meddle(store: Store, *statements: str) -> None:
    """Run statements with neither triggers nor foreign keys in the way."""
    with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if store.engine_name == "sqlite":
            raw = sqlite3.connect(str(store._engine.url.database))
            with raw:
                for name, _ in connection.execute(_SQLITE_TRIGGERS).all():
                    raw.execute(f"DROP TRIGGER {name}")
                for statement in statements:
                    raw.execute(statement)
            raw.close()
            return
        connection.exec_driver_sql("SET session_replication_role = replica")
        ours = connection.execute(_POSTGRES_TRIGGERS).all()
        for name, table in ours:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)
        for name, table in ours:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
        connection.exec_driver_sql("SET session_replication_role = origin")
