"""How records and cases end: cases go after their time, and of records counts may stay.

A case goes with a tombstone for each of its steps; a hold or a restriction that stands never does.
Counts of what was anonymised are only added, like the tombstones beside them.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_STEP = "OLD.activity"
_GONE = 'NOT EXISTS (SELECT 1 FROM case_steps WHERE "case" = OLD."{case}")'  # its last step went
# When a row may go: after the steps of its case, in the same transaction.
_UNLESS = {
    "case_records": _GONE.format(case="case"),
    "holds": f"OLD.released IS NOT NULL AND {_GONE.format(case='hold')}",
    "restrictions": f"OLD.lifted IS NOT NULL AND {_GONE.format(case='case')}",
}
_NEW = ("holds", "restrictions")


def upgrade() -> None:
    """Lets steps and records of a case go, guards what stands, and makes the table of counts."""
    _table()
    _run(_guard_postgres() if _is_postgres() else _guard_sqlite())
    _run(_postgres() if _is_postgres() else _sqlite())


def downgrade() -> None:
    """Nothing of a case goes any more, and the counts go."""
    op.drop_table("totals")
    _run(_postgres_back() if _is_postgres() else _sqlite_back())


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _run(statements: Iterator[str]) -> None:
    connection = op.get_bind()
    for statement in statements:
        connection.exec_driver_sql(statement)


def _table() -> None:
    op.create_table(
        "totals",
        sa.Column("disposal", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("tool", sa.String(length=200), nullable=True),
        sa.Column("service", sa.String(length=402), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in (
                *("prompts", "personal", "special_category", "criminal_offence", "confidential"),
                *("secret", "input_tokens", "output_tokens"),
            )
        ),
        sa.PrimaryKeyConstraint("disposal", "line", name="pk_totals"),
        sqlite_with_rowid=False,
    )


def _guard_sqlite() -> Iterator[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'records are only added'); END"
    yield f"CREATE TRIGGER totals_no_update BEFORE UPDATE ON totals {refuse}"
    yield f"CREATE TRIGGER totals_no_delete BEFORE DELETE ON totals {refuse}"
    same = "SELECT 1 FROM totals WHERE disposal = NEW.disposal AND line = NEW.line"
    yield (
        f"CREATE TRIGGER totals_no_replace BEFORE INSERT ON totals WHEN EXISTS ({same}) {refuse}"
    )


def _guard_postgres() -> Iterator[str]:
    for what, when, each in (
        ("no_update", "UPDATE", "ROW"),
        ("no_delete", "DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    ):
        yield (
            f"CREATE TRIGGER totals_{what} BEFORE {when} ON totals "
            f"FOR EACH {each} EXECUTE FUNCTION genai_append_only()"
        )
        yield f"ALTER TABLE totals ENABLE ALWAYS TRIGGER totals_{what}"


def _sqlite() -> Iterator[str]:
    step = (
        f"EXISTS (SELECT 1 FROM tombstones WHERE record = {_STEP}) AND NOT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM holds WHERE record = {_STEP} AND released IS NULL)"
    )
    for table, unless in {"case_steps": step, **_UNLESS}.items():
        yield f"DROP TRIGGER IF EXISTS {table}_no_delete"
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT ({unless}) "
            "BEGIN SELECT RAISE(ABORT, 'held, or no tombstone'); END"
        )


def _sqlite_back() -> Iterator[str]:
    for table in ("case_steps", *_UNLESS):
        yield f"DROP TRIGGER {table}_no_delete"
        if table not in _NEW:
            yield (
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'records are only added'); END"
            )


def _postgres() -> Iterator[str]:
    """A step goes like any record that has a tombstone (revision 7)."""
    yield from _trigger("case_steps", "genai_disposable('activity')")
    for table, unless in _UNLESS.items():
        yield (
            f"CREATE FUNCTION genai_{table}_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {unless} THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'held, or no tombstone' USING ERRCODE = 'restrict_violation'; END $$"
        )
        yield from _trigger(table, f"genai_{table}_end()")


def _postgres_back() -> Iterator[str]:
    for table in ("case_steps", "case_records"):
        yield from _trigger(table, "genai_append_only()")
    for table in _NEW:
        yield f"DROP TRIGGER {table}_no_delete ON {table}"
    for table in _UNLESS:
        yield f"DROP FUNCTION genai_{table}_end"


def _trigger(table: str, function: str) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {table}_no_delete ON {table}"
    yield (
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}"
    )
    yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_delete"
