"""Cases: their steps, the records they are about, and records that ordinary search must not show.

Steps and records of a case are only added, like the activities that the steps stand for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_KEPT = (("case_steps", ("case", "number")), ("case_records", ("case", "record", "how")))
_TRIGGERS = ("no_update", "no_delete", "no_replace", "no_truncate")


def upgrade() -> None:
    """Makes the tables and their triggers."""
    _tables()
    connection = op.get_bind()
    for table, key in _KEPT:
        make = _postgres if connection.dialect.name == "postgresql" else _sqlite
        for statement in make(table, key):
            connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Takes the cases away; what was done in them stays among the activities."""
    for table, _ in _KEPT:
        for what in _TRIGGERS:
            on = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{what}{on}")
    for table in ("restrictions", "case_records", "case_steps"):
        op.drop_table(table)


def _tables() -> None:
    op.create_table(
        "case_steps",
        sa.Column("case", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("activity", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("case", "number", name="pk_case_steps"),
    )
    op.create_index("uq_case_steps_activity", "case_steps", ["activity"], unique=True)
    op.create_table(
        "case_records",
        sa.Column("case", sa.String(length=60), nullable=False),
        sa.Column("record", sa.String(length=80), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case", "record", "how", name="pk_case_records"),
    )
    op.create_index("ix_case_records_record", "case_records", ["record"])
    op.create_table(
        "restrictions",
        sa.Column("record", sa.String(length=80), nullable=False),
        sa.Column("case", sa.String(length=60), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("lifted", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("record", "case", name="pk_restrictions"),
    )


def _sqlite(table: str, key: tuple[str, ...]) -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'records are only added'); END"
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
    found = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {found} {refuse}",
    ]


def _postgres(table: str, _key: tuple[str, ...]) -> list[str]:
    made = {
        "no_update": ("BEFORE UPDATE", "ROW"),
        "no_delete": ("BEFORE DELETE", "ROW"),
        "no_truncate": ("BEFORE TRUNCATE", "STATEMENT"),
    }
    statements = []
    for what, (when, each) in made.items():
        trigger = f"{table}_{what}"
        statements += [
            f"CREATE TRIGGER {trigger} {when} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION genai_append_only()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}",
        ]
    return statements
