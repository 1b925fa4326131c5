"""Tables about running the gateway, beside the records: how far it has sent, what it has seen."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from gateway.audit.tables import METADATA, Moment

# SQLite counts rows by itself only where the type is exactly INTEGER.
_COUNTED = BigInteger().with_variant(Integer, "sqlite")

SIEM_POSITIONS = Table(
    "siem_positions",
    METADATA,
    Column("destination", String(40), primary_key=True),
    Column("log", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),  # of the next entry to send
    Column("holder", String(100), nullable=False),  # the gateway whose turn it is
    Column("until", Moment, nullable=False),  # and for how long, if it does not say so again
)

FLOWS = Table(
    "flows",
    METADATA,
    Column("id", _COUNTED, primary_key=True, autoincrement=True),
    Column("time", Moment, nullable=False),
    Column("instance", String(200), nullable=False),
    Column("what", String(40), nullable=False),
    Column("times", Integer, nullable=False),
    Index(None, "time"),
)
