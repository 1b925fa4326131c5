"""Texts once each: texts by address, the chains that put them in order, and period keys as rows."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ADDRESSED = ("texts", "chains")
# A text and its place go when nothing leads to them any more.
_USED = {
    "texts": "SELECT 1 FROM chains WHERE text = OLD.address",
    "chains": (
        "SELECT 1 FROM payloads WHERE head = OLD.address UNION ALL "
        "SELECT 1 FROM chains WHERE parent = OLD.address"
    ),
}


def upgrade() -> None:
    """Makes the tables and their triggers. Records from before keep their texts where they are."""
    _tables()
    postgres = op.get_bind().dialect.name == "postgresql"
    kind = "BYTEA" if postgres else "BLOB"
    # Alembic cannot add a column with a foreign key to a table of SQLite without copying it.
    op.execute(
        f"ALTER TABLE payloads ADD COLUMN head {kind} "
        "CONSTRAINT fk_payloads_head_chains REFERENCES chains (address)"
    )
    op.create_index("ix_payloads_head", "payloads", ["head"])
    for statement in _postgres() if postgres else _sqlite():
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Takes the tables away, and with them the texts of records since the upgrade."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for table in _ADDRESSED:
        for what in ("no_update", "no_delete", "no_replace", "no_truncate"):
            on = f" ON {table}" if postgres else ""
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{what}{on}")
    if postgres:
        for table in _ADDRESSED:
            op.execute(f"DROP FUNCTION IF EXISTS genai_unused_{table}()")
        op.drop_constraint("fk_payloads_head_chains", "payloads")
    op.drop_index("ix_payloads_head", "payloads")
    op.drop_column("payloads", "head")
    for table in ("chains", "texts", "period_keys"):
        op.drop_table(table)


def _tables() -> None:
    op.create_table(
        "texts",
        sa.Column("address", sa.LargeBinary(length=32), nullable=False),
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_texts"),
    )
    op.create_table(
        "chains",
        sa.Column("address", sa.LargeBinary(length=32), nullable=False),
        sa.Column("parent", sa.LargeBinary(length=32)),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(length=32), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["chains.address"], name="fk_chains_parent_chains"),
        sa.ForeignKeyConstraint(["text"], ["texts.address"], name="fk_chains_text_texts"),
        sa.PrimaryKeyConstraint("address", name="pk_chains"),
    )
    op.create_index("ix_chains_parent", "chains", ["parent"])
    op.create_index("ix_chains_text", "chains", ["text"])
    op.create_table(
        "period_keys",
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_period_keys"),
    )


def _fixed(table: str) -> str:
    """The columns that never change: a text's key may be wrapped anew."""
    return "OF address, sealed" if table == "texts" else ""


def _sqlite() -> Iterator[str]:
    for table in _ADDRESSED:
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE {_fixed(table)} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'records are only added'); END"
        )
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"WHEN EXISTS ({_USED[table]}) "
            "BEGIN SELECT RAISE(ABORT, 'still in use'); END"
        )
        # What is there already is the same: its name is its hash. It is passed over.
        found = f"EXISTS (SELECT 1 FROM {table} WHERE address = NEW.address)"  # noqa: S608 - ours
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {found} "
            "BEGIN SELECT RAISE(IGNORE); END"
        )


def _postgres() -> Iterator[str]:
    for table in _ADDRESSED:
        yield f"""
CREATE FUNCTION genai_unused_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS ({_USED[table]}) THEN
    RAISE EXCEPTION 'still in use' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$
"""
        yield _trigger(table, "no_update", f"BEFORE UPDATE {_fixed(table)}", "ROW")
        yield _trigger(table, "no_delete", "BEFORE DELETE", "ROW", f"genai_unused_{table}()")
        yield _trigger(table, "no_truncate", "BEFORE TRUNCATE", "STATEMENT")
        for what in ("no_update", "no_delete", "no_truncate"):
            yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{what}"


def _trigger(
    table: str, what: str, when: str, each: str, function: str = "genai_append_only()"
) -> str:
    return (
        f"CREATE TRIGGER {table}_{what} {when} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}"
    )
