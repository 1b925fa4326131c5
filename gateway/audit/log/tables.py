"""The tables of the log. Leaves and checkpoints are only added; salts go with their records."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from gateway.audit.tables import METADATA, Moment

ENTRY = String(100)

LOG_QUEUE = Table(
    "log_queue",
    METADATA,
    Column("entry", ENTRY, primary_key=True),
    Column("queued", BigInteger, nullable=False),  # nanoseconds since 1970; order only
    Column("leaf", LargeBinary(32), nullable=False),
    Index(None, "queued"),
    sqlite_with_rowid=False,
)

LOG_SALTS = Table(
    "log_salts",
    METADATA,
    Column("entry", ENTRY, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("version", SmallInteger, nullable=False),  # of what the leaf is made from
    Column("salt", LargeBinary(32), nullable=False),
    sqlite_with_rowid=False,
)

LEAVES = Table(
    "leaves",
    METADATA,
    Column("log", Integer, primary_key=True, autoincrement=False),  # the year
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", ENTRY, nullable=False),
    Column("leaf", LargeBinary(32), nullable=False),
    Index("uq_leaves_entry", "entry", unique=True),
    sqlite_with_rowid=False,
)

CHECKPOINTS = Table(
    "checkpoints",
    METADATA,
    Column("log", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("time", Moment, nullable=False),
    Column("note", Text, nullable=False),
)

ANCHORINGS = Table(
    "anchorings",
    METADATA,
    Column("anchor", String(200), primary_key=True),
    Column("log", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),  # the newest checkpoint that is kept there
    Column("time", Moment, nullable=False),
    Column("answer", Text, nullable=False),  # a witness's cosignature, else ""
)

HOLDS = Table(
    "holds",
    METADATA,
    Column("hold", String(64), primary_key=True),  # the case or hold that keeps it
    Column("record", String(80), primary_key=True),
    Column("time", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("released", Moment),
    Column("released_by", String(200)),
    Index(None, "record"),
)

TOMBSTONES = Table(
    "tombstones",
    METADATA,
    Column("record", String(80), primary_key=True),
    Column("time", Moment, nullable=False),
    Column("reason", String(40), nullable=False),  # retention | anonymised | erasure
    Column("authority", String(400), nullable=False),  # the line of the schedule, or the case
    Column("who", String(200), nullable=False),
    Column("disposal", String(64), nullable=False),  # the activity that names it
    Index(None, "disposal"),
    sqlite_with_rowid=False,
)

TOTALS = Table(
    "totals",  # what is left of records that were anonymised: counts by month
    METADATA,
    Column("disposal", String(64), primary_key=True),  # the activity that anonymised them
    Column("line", Integer, primary_key=True, autoincrement=False),  # from 0
    Column("month", String(7), nullable=False),  # 2031-05, UTC
    Column("tool", String(200)),  # null: not listed
    Column("service", String(402), nullable=False),  # vendor: product
    Column("decision", String(20), nullable=False),
    Column("prompts", BigInteger, nullable=False),
    # In how many of these something of a category was found; one may be in several.
    Column("personal", BigInteger, nullable=False),
    Column("special_category", BigInteger, nullable=False),
    Column("criminal_offence", BigInteger, nullable=False),
    Column("confidential", BigInteger, nullable=False),
    Column("secret", BigInteger, nullable=False),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
