"""Verifies texts: each is what its name says, and so is each place in a chain of them.

A record commits to the name of the end of its chain, and every name is a hash over the one before;
so a text that is as its name says is as it was when the record was written.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Table, select

from gateway.audit.log.verdicts import Damage, Verdict, Verification
from gateway.audit.sealing import address_of
from gateway.audit.tables import CHAINS, PAYLOADS, TEXTS

_BATCH = 500
_TOLD = 1_000


def verify_texts(connection: Connection, found: Verification) -> None:
    """Read every text and place once, then look for names that lead nowhere."""
    texts = select(TEXTS.c.address, TEXTS.c.sealed)
    for row in _streamed(connection, texts):
        if address_of(row.sealed) != row.address:
            _add(found, Verdict.ALTERED, "a text is not what its name says", row.address.hex())
    places = select(CHAINS.c.address, CHAINS.c.parent, CHAINS.c.text, CHAINS.c.place)
    for row in _streamed(connection, places):
        if address_of(row.parent or b"", row.text, row.place) != row.address:
            what = "the place of a text is not what its name says"
            _add(found, Verdict.ALTERED, what, row.address.hex())
    for record in astray(connection, PAYLOADS, PAYLOADS.c.head, CHAINS):
        _add(found, Verdict.MISSING, "the texts of a record are gone", str(record[0]))
    for column, table in ((CHAINS.c.parent, CHAINS), (CHAINS.c.text, TEXTS)):
        for place in astray(connection, CHAINS, column, table):
            _add(found, Verdict.MISSING, "a text is gone to which records lead", place[0].hex())


def _streamed(connection: Connection, statement: Select[Any]) -> Iterable[Row[Any]]:
    return connection.execute(statement, execution_options={"yield_per": _BATCH})


def astray(
    connection: Connection, table: Table, column: Column[Any], target: Table
) -> Iterable[Row[Any]]:
    """Rows that name what is not there."""
    other = target.alias("other")
    statement = (
        select(next(iter(table.primary_key.columns)))
        .outerjoin(other, other.c.address == column)
        .where(column.is_not(None), other.c.address.is_(None))
    )
    return connection.execute(statement.limit(_TOLD))


def _add(found: Verification, verdict: Verdict, detail: str, entry: str) -> None:
    found.add(Damage(verdict=verdict, detail=detail, entry=entry))
