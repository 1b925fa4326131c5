"""Verifies the passages of the blind index: each mentions what its name says.

A record's leaf commits to the name of its last passage, and every name is a hash over the one
before; so a passage that is as its name says is as it was when the record was written.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from gateway.audit.log.verdicts import Damage, Verdict, Verification
from gateway.audit.log.verify_texts import astray
from gateway.audit.passages import Filed, passage_address
from gateway.audit.tables import INTERACTIONS, PASSAGE_MENTIONS, PASSAGES

_BATCH = 500


def verify_passages(connection: Connection, found: Verification) -> None:
    """Read every passage once, then look for names that lead nowhere."""
    after = b""
    while passages := _next(connection, after):
        _compare(connection, passages, found)
        after = passages[-1].address
    for record in astray(connection, INTERACTIONS, INTERACTIONS.c.passage, PASSAGES):
        _add(found, Verdict.MISSING, "whom a record mentions is gone", str(record[0]))
    for passage in astray(connection, PASSAGES, PASSAGES.c.parent, PASSAGES):
        _add(found, Verdict.MISSING, "a passage is gone to which records lead", passage[0].hex())


def _next(connection: Connection, after: bytes) -> Sequence[Row[Any]]:
    statement = select(PASSAGES).where(PASSAGES.c.address > after)
    return connection.execute(statement.order_by(PASSAGES.c.address).limit(_BATCH)).all()


def _compare(connection: Connection, passages: Sequence[Row[Any]], found: Verification) -> None:
    filed: defaultdict[bytes, set[Filed]] = defaultdict(set)
    names = [passage.address for passage in passages]
    for row in connection.execute(
        select(PASSAGE_MENTIONS).where(PASSAGE_MENTIONS.c.passage.in_(names))
    ):
        filed[row.passage].add((row.token, row.finding))
    for passage in passages:
        if passage_address(passage.parent or b"", filed[passage.address]) != passage.address:
            what = "what a passage mentions is not what its name says"
            _add(found, Verdict.ALTERED, what, passage.address.hex())


def _add(found: Verification, verdict: Verdict, detail: str, entry: str) -> None:
    found.add(Damage(verdict=verdict, detail=detail, entry=entry))
