"""Cases may go after their time: by the database's word, with a tombstone for each of their steps.

A hold that stands and a restriction that stands are never removed.
"""

from collections.abc import Iterator

from alembic import op

revision = "0013"
down_revision = "0011"

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
    """Lets steps and records of a case go, and guards what stands."""
    _run(_postgres() if _is_postgres() else _sqlite())


def downgrade() -> None:
    """Nothing of a case goes any more."""
    _run(_postgres_back() if _is_postgres() else _sqlite_back())


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _run(statements: Iterator[str]) -> None:
    connection = op.get_bind()
    for statement in statements:
        connection.exec_driver_sql(statement)


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
