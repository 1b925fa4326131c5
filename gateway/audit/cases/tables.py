"""The tables of cases. What a case says is sealed in its activities; these only find and count."""

from sqlalchemy import Column, Index, Integer, String, Table

from gateway.audit.tables import METADATA, Moment

CASE_STEPS = Table(
    "case_steps",
    METADATA,
    Column("case", String(60), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("activity", String(64), nullable=False),
    Index("uq_case_steps_activity", "activity", unique=True),
)

CASE_RECORDS = Table(
    "case_records",
    METADATA,
    Column("case", String(60), primary_key=True),
    Column("record", String(80), primary_key=True),
    Column("how", String(20), primary_key=True),  # user | mentioned | matched | named
    Column("step", Integer, nullable=False),  # that brought it in
    Index(None, "record"),
)

RESTRICTIONS = Table(
    "restrictions",
    METADATA,
    Column("record", String(80), primary_key=True),
    Column("case", String(60), primary_key=True),
    Column("time", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("lifted", Moment),
    Column("lifted_by", String(200)),
)
