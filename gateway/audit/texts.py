"""Texts, stored once for each person and period, and the chains that put them in order.

A text's name is the hash of its sealed form; the place of a text names the place before it. So a
record says which texts it holds, in which order, by one name, and the turn of a conversation costs
what is new in it. The tamper-evident log commits to that name.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import batched

from sqlalchemy import Connection, Row, Table, delete, exists, select

from gateway.audit.kept import Text
from gateway.audit.period_keys import PeriodKeys
from gateway.audit.sealing import PeriodKey, TextKey, address_of
from gateway.audit.tables import CHAINS, PAYLOADS, TEXTS, compact
from gateway.errors import RecordError

_LONGEST = 256  # places; what has more is no conversation, and is kept in one piece
_PARTS = 500


@dataclass(slots=True, kw_only=True)
class Chained:
    """The texts and places of one event, each once."""

    texts: dict[bytes, dict[str, object]] = field(default_factory=dict, repr=False)
    places: dict[bytes, dict[str, object]] = field(default_factory=dict, repr=False)

    def add(self, period: PeriodKey, owner: str, texts: Sequence[Text]) -> bytes:
        """Put texts in a chain; the name of its end."""
        pieces = [(_dumps([t["path"], t["role"]]), str(t["text"])) for t in texts]
        if len(pieces) > _LONGEST:
            whole = [[t["path"], t["role"], t["text"]] for t in texts]
            pieces = [(_dumps([]), compact(whole))]
        parent = b""
        for depth, (place, text) in enumerate(pieces):
            parent = self._place(period, owner, parent, depth, place, text)
        return parent

    def _place(  # noqa: PLR0913, PLR0917 - where, whose and what
        self, period: PeriodKey, owner: str, parent: bytes, depth: int, place: bytes, text: str
    ) -> bytes:
        content = text.encode("utf-8", "surrogatepass")
        key = period.text_key(owner, content)
        name = self._text(period, key, content)
        sealed = key.seal_place(place, parent)
        address = address_of(parent, name, sealed)
        self.places[address] = {
            "address": address,
            "parent": parent or None,
            "depth": depth,
            "text": name,
            "place": sealed,
        }
        return address

    def _text(self, period: PeriodKey, key: TextKey, content: bytes) -> bytes:
        sealed = key.seal(content)
        address = address_of(sealed)
        if address not in self.texts:
            self.texts[address] = {
                "address": address,
                "key_id": period.key_id,
                "wrapped": period.wrap_text_key(address, key),
                "sealed": sealed,
            }
        return address


def rows_of_texts(chained: Iterable[Chained]) -> dict[Table, list[dict[str, object]]]:
    """What is to be there afterwards, in one order everywhere: two gateways must not deadlock."""
    texts: dict[bytes, dict[str, object]] = {}
    places: dict[bytes, dict[str, object]] = {}
    for one in chained:
        texts |= one.texts
        places |= one.places
    if not places:
        return {}
    ordered = sorted(places.values(), key=lambda row: (row["depth"], row["address"]))
    return {TEXTS: [texts[address] for address in sorted(texts)], CHAINS: ordered}


def read_texts(
    connection: Connection, periods: PeriodKeys, heads: Iterable[bytes]
) -> dict[bytes, list[tuple[str, str, str]]]:
    """The texts of chains by the name of their end: path, role and text of each, in order.

    Raises RecordError: a text or a place is gone or altered, or its key is.
    """
    return {head: _read(periods, _rows(connection, head)) for head in dict.fromkeys(heads)}


def _rows(connection: Connection, head: bytes) -> Sequence[Row[tuple[object, ...]]]:
    """The places from the end to the beginning, with their texts."""
    columns = (CHAINS.c.address, CHAINS.c.parent, CHAINS.c.depth, CHAINS.c.text, CHAINS.c.place)
    last = select(*columns).where(CHAINS.c.address == head).cte("chain", recursive=True)
    before = select(*columns).join(last, CHAINS.c.address == last.c.parent)
    chain = last.union_all(before)
    statement = (
        select(chain, TEXTS.c.key_id, TEXTS.c.wrapped, TEXTS.c.sealed)
        .join(TEXTS, TEXTS.c.address == chain.c.text)
        .order_by(chain.c.depth)
    )
    found = connection.execute(statement).all()
    if not found or found[-1].address != head or len(found) != found[-1].depth + 1:
        raise RecordError("A text of this record is gone from the store.")
    return found


def _read(
    periods: PeriodKeys, rows: Sequence[Row[tuple[object, ...]]]
) -> list[tuple[str, str, str]]:
    texts: list[tuple[str, str, str]] = []
    for row in rows:
        key = periods.named(row.key_id).open_text_key(row.text, row.wrapped)
        text = key.open(row.sealed).decode("utf-8", "surrogatepass")
        place = json.loads(key.open_place(row.place, row.parent or b""))
        texts += [(*place, text)] if place else [(p, r, t) for p, r, t in json.loads(text)]
    return texts


def drop_unused(connection: Connection, heads: Iterable[bytes]) -> int:
    """Remove places, and their texts, to which no record leads any more; how many texts went.

    `heads` are the ends of chains whose records have just been removed.
    """
    texts: set[bytes] = set()
    ends = {head for head in heads if head}
    while ends:
        ends, gone = _drop_places(connection, sorted(ends))
        texts |= gone
    dropped = 0
    for piece in batched(sorted(texts), _PARTS):
        unused = TEXTS.c.address.in_(piece) & ~exists(CHAINS.c.text).where(
            CHAINS.c.text == TEXTS.c.address
        )
        dropped += connection.execute(delete(TEXTS).where(unused)).rowcount
    return dropped


def _drop_places(connection: Connection, ends: Sequence[bytes]) -> tuple[set[bytes], set[bytes]]:
    """Drop those that nothing follows; the places before them, and their texts."""
    parents: set[bytes] = set()
    texts: set[bytes] = set()
    after = CHAINS.alias("after")
    for piece in batched(ends, _PARTS):
        unused = (
            CHAINS.c.address.in_(piece)
            & ~exists(PAYLOADS.c.head).where(PAYLOADS.c.head == CHAINS.c.address)
            & ~exists(after.c.parent).where(after.c.parent == CHAINS.c.address)
        )
        gone = delete(CHAINS).where(unused).returning(CHAINS.c.parent, CHAINS.c.text)
        for row in connection.execute(gone):
            texts.add(row.text)
            if row.parent:
                parents.add(row.parent)
    return parents, texts


def _dumps(value: object) -> bytes:
    return compact(value).encode()


def heads_of(connection: Connection, records: Sequence[str]) -> set[bytes]:
    """The ends of the chains of some records."""
    statement = select(PAYLOADS.c.head).where(
        PAYLOADS.c.interaction_id.in_(records), PAYLOADS.c.head.is_not(None)
    )
    return set(connection.execute(statement).scalars())
