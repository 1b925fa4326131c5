"""The tables of the record store. Texts and found values stand in none of their clear columns."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


compact = json.JSONEncoder(separators=(",", ":")).encode
"""Compact JSON, pure ASCII. Made once: `json.dumps` with options makes an encoder each time."""


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A naive time is an error (ValueError): nobody can say later what it meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a record's time must say its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives it back without its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A small list or mapping, as compact JSON text on every engine."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401
        """Keys keep the order they came in."""
        return None if value is None else compact(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """As it was given."""
        return None if value is None else json.loads(value)


def led_to(column: Column[Any]) -> Index:
    """An index for finding the rows that lead to another, among many that lead nowhere."""
    there = column.is_not(None)
    return Index(None, column, sqlite_where=there, postgresql_where=there)


def _owner() -> Column[str]:
    return Column("interaction_id", ForeignKey("interactions.id"), primary_key=True)


INTERACTIONS = Table(
    "interactions",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("time", Moment, nullable=False),
    Column("run", String(64), nullable=False),
    Column("instance", String(200), nullable=False),
    Column("person", String(200), nullable=False),
    Column("person_folded", String(400), nullable=False),
    Column("person_groups", Json, nullable=False),
    Column("person_source", String(40), nullable=False),
    Column("address", String(100), nullable=False),
    Column("user_agent", String(300), nullable=False),
    Column("host", String(255), nullable=False),
    Column("vendor", String(200), nullable=False),
    Column("product", String(200), nullable=False),
    Column("tool", String(200)),  # null: not listed
    Column("tool_category", String(40)),
    Column("storage_region", String(100)),
    Column("processing_region", String(100)),
    Column("dialect", String(100), nullable=False),
    Column("model", String(200), nullable=False),
    Column("method", String(20), nullable=False),
    Column("path", String(500), nullable=False),
    Column("stream", Boolean, nullable=False),
    Column("generative", Boolean, nullable=False),
    Column("conversation", String(200), nullable=False),
    Column("effect", String(20), nullable=False),
    Column("clauses", Json, nullable=False),  # ["7.2", ...]
    Column("rules", Json, nullable=False),  # [{"rule", "clause", "effect"}, ...]
    Column("observed", Json, nullable=False),  # the same, of rules that only watch
    Column("policy_version", String(100), nullable=False),
    Column("entities", Json, nullable=False),  # {"PERSON": 2, ...}
    Column("issued", Integer, nullable=False),  # pseudonyms in force
    Column("segments", Integer, nullable=False),
    Column("unread", Json, nullable=False),  # {"why": how many}; which parts is sealed
    Column("failure", String(40), nullable=False),
    Column("justified", Boolean, nullable=False),
    Column("details", LargeBinary),  # sealed: justification, unread parts
    Column("capture", String(20), nullable=False),
    Column("attempt", SmallInteger, nullable=False),
    Column("body_hash", String(64), nullable=False),
    Column("key_fingerprint", String(64), nullable=False),
    Column("timings", Json, nullable=False),  # stage -> milliseconds
    Column("passage", ForeignKey("passages.address")),  # the last that mentions somebody
    Index(None, "time", "id"),
    Index(None, "person_folded", "time"),
    Index(None, "tool", "time"),
    Index(None, "effect", "time"),
    Index(None, "run"),
)
led_to(INTERACTIONS.c.passage)

DATA_KEYS = Table(
    "data_keys",
    METADATA,
    Column("record", String(80), primary_key=True),
    Column("key_id", String(40), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

PAYLOADS = Table(
    "payloads",
    METADATA,
    _owner(),
    Column("kind", String(20), primary_key=True),
    Column("same_as", String(20)),  # the kind that holds the same texts
    Column("sealed", LargeBinary),  # which of the texts are new; before revision 8 the texts
    Column("head", ForeignKey("chains.address")),  # the last of its texts; null: in `sealed`
    Index(None, "head"),
)

TEXTS = Table(
    "texts",
    METADATA,
    Column("address", LargeBinary(32), primary_key=True),  # SHA-256 of `sealed`
    Column("key_id", String(40), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

CHAINS = Table(
    "chains",
    METADATA,
    Column("address", LargeBinary(32), primary_key=True),  # SHA-256 of parent, text, sealed place
    Column("parent", ForeignKey("chains.address")),  # the text before; null: the first
    Column("depth", Integer, nullable=False),  # how many are before it
    Column("text", ForeignKey("texts.address"), nullable=False),
    Column("place", LargeBinary, nullable=False),  # sealed: path and role
    Index(None, "parent"),
    Index(None, "text"),
)

PERIOD_KEYS = Table(
    "period_keys",
    METADATA,
    Column("key_id", String(40), primary_key=True),
    Column("time", Moment, nullable=False),
    Column("provider", String(40), nullable=False),  # who can unwrap it
    Column("wrapped", LargeBinary, nullable=False),
)

ENDINGS = Table(
    "endings",
    METADATA,
    _owner(),
    Column("time", Moment, nullable=False),
    Column("instance", String(200), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("status", Integer, nullable=False),
    Column("model", String(200), nullable=False),
    Column("input_tokens", BigInteger),
    Column("output_tokens", BigInteger),
    Column("first_byte_ms", Float),
    Column("duration_ms", Float, nullable=False),
    Column("unrestored", Integer, nullable=False),
)

PASSAGES = Table(
    "passages",
    METADATA,
    Column("address", LargeBinary(32), primary_key=True),  # SHA-256 of parent and mentions
    Column("parent", ForeignKey("passages.address")),  # the one before it; null: the first
    sqlite_with_rowid=False,
)
led_to(PASSAGES.c.parent)

PASSAGE_MENTIONS = Table(
    "passage_mentions",
    METADATA,
    Column("token", LargeBinary(16), primary_key=True),
    Column("passage", ForeignKey("passages.address"), primary_key=True),
    Column("finding", Integer, primary_key=True),  # words of one name share its number
    Index(None, "passage"),
    sqlite_with_rowid=False,
)

# Of answers; before revision 12 also of what was asked.
MENTIONS = Table(
    "mentions",
    METADATA,
    Column("token", LargeBinary(16), primary_key=True),
    _owner(),
    Column("side", SmallInteger, primary_key=True),  # 0: in what was asked, 1: in the answer
    Column("finding", Integer, primary_key=True),  # words of one name share its number
    Index(None, "interaction_id"),
    sqlite_with_rowid=False,
)
