"""Tables beside the interactions: activities, register changes, vault, running gateways."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from gateway.audit.tables import METADATA, Moment

# SQLite counts rows by itself only where the type is exactly INTEGER.
_COUNTED = BigInteger().with_variant(Integer, "sqlite")

ACTIVITIES = Table(
    "activities",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("time", Moment, nullable=False),
    Column("instance", String(200), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("action", String(100), nullable=False),
    Column("details", LargeBinary, nullable=False),  # sealed: subject and why may name a person
    Index(None, "time", "id"),
)

TOOL_CHANGES = Table(
    "tool_changes",
    METADATA,
    Column("id", _COUNTED, primary_key=True, autoincrement=True),
    Column("time", Moment, nullable=False),
    Column("tool", String(200), nullable=False),
    Column("approval", String(20)),  # null: the register's own word counts again
    Column("who", String(200), nullable=False),
    Column("why", Text, nullable=False),
    sqlite_autoincrement=True,
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("time", Moment, nullable=False),
    Column("instance", String(200), nullable=False),
    Column("interaction_id", ForeignKey("interactions.id"), nullable=False),
    Column("who", String(200), nullable=False),
    Column("source", String(20), nullable=False),  # report | label
    Column("verdict", String(20), nullable=False),  # correct | false_alarm | missed
    Column("entity", String(100), nullable=False),  # "" = not said
    Column("details", LargeBinary, nullable=False),  # sealed: note, finding, place
    Index(None, "time", "id"),
    Index(None, "interaction_id"),
)

VAULT = Table(
    "vault",
    METADATA,
    Column("id", _COUNTED, primary_key=True, autoincrement=True),
    Column("owner", LargeBinary(16), nullable=False),  # keyed hash of person, tool, conversation
    Column("expires", Moment, nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index(None, "owner"),
    Index(None, "expires"),
)

UPLOADS = Table(
    "uploads",
    METADATA,
    Column("id", _COUNTED, primary_key=True, autoincrement=True),
    Column("owner", LargeBinary(16), nullable=False),  # keyed hash of vendor and id
    Column("expires", Moment, nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index(None, "owner"),
    Index(None, "expires"),
)

SIGHTINGS = Table(
    "sightings",
    METADATA,
    Column("id", _COUNTED, primary_key=True, autoincrement=True),
    Column("time", Moment, nullable=False),
    Column("host", String(255), nullable=False),
    Column("how", String(20), nullable=False),
    Column("what", String(200), nullable=False),
    Column("person", LargeBinary(16), nullable=False),  # keyed hash: to be counted, not named
    Column("times", Integer, nullable=False),
    Index(None, "time"),
)

RUNS = Table(
    "runs",
    METADATA,
    Column("run", String(64), primary_key=True),
    Column("instance", String(200), nullable=False),
    Column("place", String(300), nullable=False),  # the machine and process space of `pid`
    Column("pid", Integer, nullable=False),
    Column("started", String(40), nullable=False),  # of the process, by its machine's own clock
    Column("seen", Moment, nullable=False),
    Column("closed", Moment),
)

META = Table(
    "meta",
    METADATA,
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)
