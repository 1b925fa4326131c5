"""Alembic's way in: runs the migrations on the connection it is handed, inside its transaction."""

from alembic import context

from gateway.audit.house_tables import META


def run() -> None:
    """Alembic executes this file for its effect; nothing else imports it."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=META.metadata,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
