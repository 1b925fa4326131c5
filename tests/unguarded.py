"""Takes away what keeps records append-only, as whoever owns the database could."""

from sqlalchemy import Connection, text


def unguard(connection: Connection) -> None:
    """Drop every trigger of ours, in the connection's transaction."""
    if connection.dialect.name == "sqlite":
        found = text("SELECT name, NULL FROM sqlite_master WHERE type = 'trigger'")
    else:
        found = text(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        )
    for name, table in connection.execute(found).all():
        on = f" ON {table}" if table else ""
        connection.execute(text(f"DROP TRIGGER {name}{on}"))
