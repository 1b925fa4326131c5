"""Passages: whom each text of a prompt is the first to mention, once for all records that hold it.

What was filed before stays where it is: leaves commit to it, and searches look at both. So no row
is moved, and a gateway of an older version may run on.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# A passage and what it mentions go when nothing leads to it any more.
_LED_TO = (
    "SELECT 1 FROM interactions WHERE passage = OLD.{0} UNION ALL "
    "SELECT 1 FROM passages WHERE parent = OLD.{0}"
)
_TABLES = {"passages": ("address",), "passage_mentions": ("token", "passage", "finding")}
_NAMED = {"passages": "address", "passage_mentions": "passage"}


def upgrade() -> None:
    """Makes the tables, their triggers, and the column that leads to them."""
    postgres = op.get_bind().dialect.name == "postgresql"
    _tables()
    kind = "BYTEA" if postgres else "BLOB"
    # Alembic cannot add a column with a foreign key to a table of SQLite without copying it.
    op.execute(
        f"ALTER TABLE interactions ADD COLUMN passage {kind} "
        "CONSTRAINT fk_interactions_passage_passages REFERENCES passages (address)"
    )
    _index("interactions", "passage")
    for table in _TABLES:
        for statement in (_postgres if postgres else _sqlite)(table):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Takes the tables away: of prompts since the upgrade nobody is found any more."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for table in _TABLES:
        for what in ("no_update", "no_delete", "no_replace", "no_truncate"):
            on = f" ON {table}" if postgres else ""
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{what}{on}")
    if postgres:
        op.drop_constraint("fk_interactions_passage_passages", "interactions")
    op.drop_index("ix_interactions_passage", "interactions")
    op.drop_column("interactions", "passage")
    for table in reversed(_TABLES):
        op.drop_table(table)
        if postgres:
            op.execute(f"DROP FUNCTION genai_unled_{table}()")


def _tables() -> None:
    op.create_table(
        "passages",
        sa.Column("address", sa.LargeBinary(length=32), nullable=False),
        sa.Column("parent", sa.LargeBinary(length=32)),
        sa.ForeignKeyConstraint(
            ["parent"], ["passages.address"], name="fk_passages_parent_passages"
        ),
        sa.PrimaryKeyConstraint("address", name="pk_passages"),
        sqlite_with_rowid=False,
    )
    _index("passages", "parent")
    op.create_table(
        "passage_mentions",
        sa.Column("token", sa.LargeBinary(length=16), nullable=False),
        sa.Column("passage", sa.LargeBinary(length=32), nullable=False),
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage"], ["passages.address"], name="fk_passage_mentions_passage_passages"
        ),
        sa.PrimaryKeyConstraint("token", "passage", "finding", name="pk_passage_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_passage_mentions_passage", "passage_mentions", ["passage"])


def _index(table: str, column: str) -> None:
    """Of the rows that lead somewhere: many do not."""
    there = sa.text(f"{column} IS NOT NULL")
    op.create_index(
        f"ix_{table}_{column}", table, [column], sqlite_where=there, postgresql_where=there
    )


def _sqlite(table: str) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'records are only added'); END"
    )
    yield (
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"WHEN EXISTS ({_LED_TO.format(_NAMED[table])}) "
        "BEGIN SELECT RAISE(ABORT, 'still in use'); END"
    )
    # What is there already is the same: its name is a hash over it. It is passed over.
    same = " AND ".join(f"{column} = NEW.{column}" for column in _TABLES[table])
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - our own names
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        "BEGIN SELECT RAISE(IGNORE); END"
    )


def _postgres(table: str) -> Iterator[str]:
    yield f"""
CREATE FUNCTION genai_unled_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS ({_LED_TO.format(_NAMED[table])}) THEN
    RAISE EXCEPTION 'still in use' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$
"""
    triggers = {
        "no_update": "BEFORE UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION genai_append_only()",
        "no_delete": "BEFORE DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION genai_unled_{0}()",
        "no_truncate": (
            "BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION genai_append_only()"
        ),
    }
    for what, how in triggers.items():
        yield f"CREATE TRIGGER {table}_{what} {how.format(table)}"
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{what}"
