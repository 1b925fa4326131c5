"""The tamper-evident log: queue, salts, leaves, checkpoints, anchorings, holds and tombstones."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_TABLES = ("tombstones", "holds", "anchorings", "checkpoints", "leaves", "log_salts", "log_queue")


def upgrade() -> None:
    """Makes the tables, says of mentions where they stood, and finds them by their record."""
    _log()
    _checkpoints()
    _keeping()
    side = sa.Column("side", sa.SmallInteger(), nullable=False, server_default="0")
    op.add_column("mentions", side)
    op.create_index("ix_mentions_interaction_id", "mentions", ["interaction_id"])


def downgrade() -> None:
    """Takes the log away: afterwards nothing proves the records."""
    op.drop_index("ix_mentions_interaction_id", "mentions")
    op.drop_column("mentions", "side")
    for name in _TABLES:
        op.drop_table(name)


def _log() -> None:
    op.create_table(
        "log_queue",
        sa.Column("entry", sa.String(length=100), nullable=False),
        sa.Column("queued", sa.BigInteger(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("entry", name="pk_log_queue"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_log_queue_queued", "log_queue", ["queued"])
    op.create_table(
        "log_salts",
        sa.Column("entry", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("entry", name="pk_log_salts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "leaves",
        sa.Column("log", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.String(length=100), nullable=False),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("log", "position", name="pk_leaves"),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_leaves_entry", "leaves", ["entry"], unique=True)


def _checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("log", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("log", "size", name="pk_checkpoints"),
    )
    op.create_table(
        "anchorings",
        sa.Column("anchor", sa.String(length=200), nullable=False),
        sa.Column("log", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("anchor", "log", name="pk_anchorings"),
    )


def _keeping() -> None:
    op.create_table(
        "holds",
        sa.Column("hold", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=80), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("released", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("hold", "record", name="pk_holds"),
    )
    op.create_index("ix_holds_record", "holds", ["record"])
    op.create_table(
        "tombstones",
        sa.Column("record", sa.String(length=80), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("authority", sa.String(length=400), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("disposal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("record", name="pk_tombstones"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tombstones_disposal", "tombstones", ["disposal"])
