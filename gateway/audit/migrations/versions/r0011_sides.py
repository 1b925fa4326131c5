"""The side belongs to the key of a mention: findings of an answer are numbered from 0, like others.

They were numbered behind the request's. Leaves from before this still say the old numbers
(gateway.audit.log.committed), so that nothing of the log changes.
"""

from collections.abc import Iterator

from alembic import op

revision = "0011"
down_revision = "0010"

_OLD = ("token", "interaction_id", "finding")
_NEW = ("token", "interaction_id", "side", "finding")
_BEHIND = 1_000_000


def upgrade() -> None:
    """Numbers the findings of answers anew; rows, rights and the other triggers stay."""
    _change(_NEW, f"finding - {_BEHIND} * side")


def downgrade() -> None:
    """Numbers them behind the request's again."""
    _change(_OLD, f"finding + {_BEHIND} * side")


def _change(key: tuple[str, ...], finding: str) -> None:
    connection = op.get_bind()
    for statement in (_postgres if connection.dialect.name == "postgresql" else _sqlite)(
        key, finding
    ):
        connection.exec_driver_sql(statement)


def _postgres(key: tuple[str, ...], finding: str) -> Iterator[str]:
    """In place: what others may do with the table hangs on it."""
    yield "ALTER TABLE mentions DISABLE TRIGGER mentions_no_update"
    yield "ALTER TABLE mentions DROP CONSTRAINT pk_mentions"
    yield "ALTER TABLE mentions ALTER COLUMN side DROP DEFAULT"
    yield f"UPDATE mentions SET finding = {finding} WHERE side > 0"  # noqa: S608 - our own words
    yield f"ALTER TABLE mentions ADD CONSTRAINT pk_mentions PRIMARY KEY ({', '.join(key)})"
    yield "ALTER TABLE mentions ENABLE ALWAYS TRIGGER mentions_no_update"


def _sqlite(key: tuple[str, ...], finding: str) -> Iterator[str]:
    """A key cannot be changed there: the rows move to a new table, in the order of its key."""
    yield f"""
CREATE TABLE mentions_new (
  token BLOB NOT NULL,
  interaction_id VARCHAR(64) NOT NULL,
  side SMALLINT NOT NULL,
  finding INTEGER NOT NULL,
  CONSTRAINT pk_mentions PRIMARY KEY ({", ".join(key)}),
  CONSTRAINT fk_mentions_interaction_id_interactions
    FOREIGN KEY (interaction_id) REFERENCES interactions (id)
) WITHOUT ROWID
"""
    yield (
        "INSERT INTO mentions_new (token, interaction_id, side, finding) "  # noqa: S608 - ours
        f"SELECT token, interaction_id, side, {finding} FROM mentions ORDER BY {', '.join(key)}"
    )
    yield "DROP TABLE mentions"
    yield "ALTER TABLE mentions_new RENAME TO mentions"
    yield "CREATE INDEX ix_mentions_interaction_id ON mentions (interaction_id)"
    yield from _triggers(key)


def _triggers(key: tuple[str, ...]) -> Iterator[str]:
    """As revision 7 has them; they went with the old table."""
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    tombstone = "EXISTS (SELECT 1 FROM tombstones WHERE record = OLD.interaction_id)"
    hold = "EXISTS (SELECT 1 FROM holds WHERE record = OLD.interaction_id AND released IS NULL)"
    added = "BEGIN SELECT RAISE(ABORT, 'records are only added'); END"
    yield f"CREATE TRIGGER mentions_no_update BEFORE UPDATE ON mentions {added}"
    yield (
        f"CREATE TRIGGER mentions_no_delete BEFORE DELETE ON mentions "
        f"WHEN NOT ({tombstone} AND NOT {hold}) "
        "BEGIN SELECT RAISE(ABORT, 'held, or no tombstone'); END"
    )
    yield (
        "CREATE TRIGGER mentions_no_replace BEFORE INSERT ON mentions "  # noqa: S608 - ours
        f"WHEN EXISTS (SELECT 1 FROM mentions WHERE {same}) {added}"
    )
