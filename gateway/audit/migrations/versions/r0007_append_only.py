"""Append-only, enforced by the database: no change, no replacement, no removal without a tombstone.

Whoever owns the tables can take triggers away; that is what anchors outside the database are for.
"""

from collections.abc import Iterator

from alembic import op

revision = "0007"
down_revision = "0006"

# Table, its primary key, and the column that names the record a row belongs to ("": never removed).
# What belongs to an ending may be named "<record>:answer".
_TABLES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("interactions", ("id",), "id"),
    ("payloads", ("interaction_id", "kind"), "interaction_id"),
    ("endings", ("interaction_id",), "interaction_id"),
    ("mentions", ("token", "interaction_id", "finding"), "interaction_id"),
    ("judgements", ("id",), "interaction_id"),
    ("activities", ("id",), "id"),
    ("data_keys", ("record",), "record"),
    ("log_salts", ("entry",), "entry"),
    ("tool_changes", ("id",), ""),
    ("leaves", ("log", "position"), ""),
    ("checkpoints", ("log", "size"), ""),
    ("tombstones", ("record",), ""),
)
_REWRAPPED = "data_keys"  # wrapped anew when keys are rotated; never given to another record


def upgrade() -> None:
    """Makes the triggers."""
    connection = op.get_bind()
    for statement in _statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Takes the triggers away."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for table, _, _ in _TABLES:
        for what in ("no_update", "no_delete", "no_replace", "no_truncate"):
            on = f" ON {table}" if postgres else ""
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{what}{on}")
    if postgres:
        op.execute("DROP FUNCTION IF EXISTS genai_append_only")
        op.execute("DROP FUNCTION IF EXISTS genai_disposable")


def _statements(engine: str) -> Iterator[str]:
    if engine == "postgresql":
        yield from _FUNCTIONS
    for table, key, record in _TABLES:
        yield from (
            _postgres(table, record) if engine == "postgresql" else _sqlite(table, key, record)
        )


def _sqlite(table: str, key: tuple[str, ...], record: str) -> Iterator[str]:
    changed = (
        f"BEFORE UPDATE OF record ON {table}"
        if table == _REWRAPPED
        else (f"BEFORE UPDATE ON {table}")
    )
    yield (
        f"CREATE TRIGGER {table}_no_update {changed} "
        "BEGIN SELECT RAISE(ABORT, 'records are only added'); END"
    )
    unless = f"WHEN NOT {_disposable(record)} " if record else ""
    yield (
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless}"
        "BEGIN SELECT RAISE(ABORT, 'held, or no tombstone'); END"
    )
    # INSERT OR REPLACE removes the old row without asking the trigger above. A second ending is
    # passed over, not refused: its writer counts on that.
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    outcome = "RAISE(IGNORE)" if table == "endings" else "RAISE(ABORT, 'records are only added')"
    found = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {found} "
        f"BEGIN SELECT {outcome}; END"
    )


def _disposable(column: str) -> str:
    record = f"replace(OLD.{column}, ':answer', '')"
    return (
        f"(EXISTS (SELECT 1 FROM tombstones WHERE record = {record}) AND NOT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM holds WHERE record = {record} AND released IS NULL))"
    )


_FUNCTIONS = (
    """
CREATE FUNCTION genai_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'records are only added' USING ERRCODE = 'restrict_violation'; END $$
""",
    """
CREATE FUNCTION genai_disposable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE named text := replace(to_jsonb(OLD) ->> TG_ARGV[0], ':answer', '');
BEGIN
  IF EXISTS (SELECT 1 FROM tombstones WHERE record = named) AND NOT EXISTS
     (SELECT 1 FROM holds WHERE record = named AND released IS NULL) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'held, or no tombstone' USING ERRCODE = 'restrict_violation';
END $$
""",
)


def _postgres(table: str, record: str) -> Iterator[str]:
    of = " OF record" if table == _REWRAPPED else ""
    yield _trigger(table, "no_update", f"BEFORE UPDATE{of}", "ROW", "genai_append_only()")
    judge = f"genai_disposable('{record}')" if record else "genai_append_only()"
    yield _trigger(table, "no_delete", "BEFORE DELETE", "ROW", judge)
    yield _trigger(table, "no_truncate", "BEFORE TRUNCATE", "STATEMENT", "genai_append_only()")
    for what in ("no_update", "no_delete", "no_truncate"):
        # Always: also for a session that says it is a replica.
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{what}"


def _trigger(table: str, what: str, when: str, each: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{what} {when} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}"
    )
