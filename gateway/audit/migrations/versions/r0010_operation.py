"""How far events were sent, and how many requests the proxy saw."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Both are changed in place or added to, and hold no record: no trigger guards them."""
    op.create_table(
        "siem_positions",
        sa.Column("destination", sa.String(length=40), nullable=False),
        sa.Column("log", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("destination", name="pk_siem_positions"),
    )
    op.create_table(
        "flows",
        sa.Column("id", _COUNTED, autoincrement=True, nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("instance", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_flows"),
    )
    op.create_index("ix_flows_time", "flows", ["time"])


def downgrade() -> None:
    """Takes both away, with everything in them."""
    op.drop_table("flows")
    op.drop_table("siem_positions")
