"""Interactions, their sealed texts, their endings, and who they mention."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Interactions, their sealed texts, their endings, and who they mention."""
    _interactions()
    _data_keys()
    _payloads()
    _endings()
    _mentions()


def downgrade() -> None:
    """Takes the tables away, with everything in them."""
    for name in ("mentions", "endings", "payloads", "data_keys", "interactions"):
        op.drop_table(name)


def _interactions() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run", sa.String(length=64), nullable=False),
        sa.Column("instance", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("person_folded", sa.String(length=400), nullable=False),
        sa.Column("person_groups", sa.Text(), nullable=False),
        sa.Column("person_source", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("vendor", sa.String(length=200), nullable=False),
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("tool", sa.String(length=200), nullable=True),
        sa.Column("tool_category", sa.String(length=40), nullable=True),
        sa.Column("storage_region", sa.String(length=100), nullable=True),
        sa.Column("processing_region", sa.String(length=100), nullable=True),
        sa.Column("dialect", sa.String(length=100), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("stream", sa.Boolean(), nullable=False),
        sa.Column("generative", sa.Boolean(), nullable=False),
        sa.Column("conversation", sa.String(length=200), nullable=False),
        sa.Column("effect", sa.String(length=20), nullable=False),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.String(length=100), nullable=False),
        sa.Column("entities", sa.Text(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=False),
        sa.Column("failure", sa.String(length=40), nullable=False),
        sa.Column("justified", sa.Boolean(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("capture", sa.String(length=20), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("key_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("timings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interactions"),
    )
    op.create_index("ix_interactions_effect_time", "interactions", ["effect", "time"])
    op.create_index("ix_interactions_person_folded_time", "interactions", ["person_folded", "time"])
    op.create_index("ix_interactions_run", "interactions", ["run"])
    op.create_index("ix_interactions_time_id", "interactions", ["time", "id"])
    op.create_index("ix_interactions_tool_time", "interactions", ["tool", "time"])


def _data_keys() -> None:
    op.create_table(
        "data_keys",
        sa.Column("record", sa.String(length=80), nullable=False),
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record", name="pk_data_keys"),
    )


def _payloads() -> None:
    op.create_table(
        "payloads",
        sa.Column("interaction_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("same_as", sa.String(length=20), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name="fk_payloads_interaction_id_interactions"
        ),
        sa.PrimaryKeyConstraint("interaction_id", "kind", name="pk_payloads"),
    )


def _endings() -> None:
    op.create_table(
        "endings",
        sa.Column("interaction_id", sa.String(length=64), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("instance", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=True),
        sa.Column("output_tokens", sa.BigInteger(), nullable=True),
        sa.Column("first_byte_ms", sa.Float(), nullable=True),
        sa.Column("duration_ms", sa.Float(), nullable=False),
        sa.Column("unrestored", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name="fk_endings_interaction_id_interactions"
        ),
        sa.PrimaryKeyConstraint("interaction_id", name="pk_endings"),
    )


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("token", sa.LargeBinary(length=16), nullable=False),
        sa.Column("interaction_id", sa.String(length=64), nullable=False),
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name="fk_mentions_interaction_id_interactions"
        ),
        sa.PrimaryKeyConstraint("token", "interaction_id", "finding", name="pk_mentions"),
        sqlite_with_rowid=False,
    )
