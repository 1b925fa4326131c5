"""Passages: who is first mentioned in each text of a prompt, stored once.

A passage names the one before it, and a record the last of its own; so the turn of a conversation
files what it mentions first, and is found by all that was said before. A passage's name is a hash
over what it holds, which anybody can check and the tamper-evident log commits to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    Table,
    any_,
    delete,
    exists,
    func,
    select,
    true,
)

from gateway.audit.sealing import address_of
from gateway.audit.tables import INTERACTIONS, PASSAGE_MENTIONS, PASSAGES

Filed = tuple[bytes, int]
"""A token, and the number of its finding in the passage."""

_PARTS = 500
_FINDING_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is filed of a text, and the name of the passage before (empty: none)."""

    depth: int  # how many are before it
    parent: bytes
    filed: frozenset[Filed] = field(repr=False)


def chained(texts: Iterable[frozenset[Filed]]) -> dict[bytes, Passage]:
    """The passages of texts by their names, in order; none of a text that mentions nobody."""
    found: dict[bytes, Passage] = {}
    parent = b""
    for filed in filter(None, texts):
        name = passage_address(parent, filed)
        found[name] = Passage(depth=len(found), parent=parent, filed=filed)
        parent = name
    return found


def passage_address(parent: bytes, filed: Iterable[Filed]) -> bytes:
    """The name of a passage after `parent` (empty: the first)."""
    ordered = (
        number.to_bytes(_FINDING_BYTES, signed=True) + token
        for number, token in sorted((number, token) for token, number in filed)
    )
    return address_of(bytes([len(parent)]), parent, *ordered)


def rows_of_passages(
    events: Iterable[Mapping[bytes, Passage]],
) -> dict[Table, list[dict[str, object]]]:
    """What is to be there afterwards, in one order everywhere: two gateways must not deadlock."""
    found = {name: passage for event in events for name, passage in event.items()}
    if not found:
        return {}
    ordered = sorted(found.items(), key=lambda one: (one[1].depth, one[0]))
    mentions: list[dict[str, object]] = [
        {"token": token, "passage": name, "finding": number}
        for name, passage in ordered
        for token, number in sorted(passage.filed)
    ]
    passages: list[dict[str, object]] = [
        {"address": name, "parent": passage.parent or None} for name, passage in ordered
    ]
    return {PASSAGES: passages, PASSAGE_MENTIONS: mentions}


def leading_to(passages: Select[bytes] | CompoundSelect[bytes], engine: str) -> Select[str]:
    """The records that hold one of some passages: their last is that one, or comes after it."""
    (found,) = passages.subquery().columns
    within = select(found.label("address")).cte(recursive=True)
    after = select(PASSAGES.c.address).where(PASSAGES.c.parent == within.c.address)
    if engine == "sqlite":
        every = select(within.union(after).c.address)
        return select(INTERACTIONS.c.id).where(INTERACTIONS.c.passage.in_(every))
    # PostgreSQL takes any walk for a long one and would read whole tables instead: each step is a
    # look-up of its own, and an array is taken for a short one.
    step = after.correlate(within).offset(0).lateral()
    every = select(within.union(select(step.c.address).join_from(within, step, true())).c.address)
    last = any_(func.array(every.scalar_subquery()))
    return select(INTERACTIONS.c.id).where(INTERACTIONS.c.passage == last)


def last_passages(connection: Connection, records: Sequence[str]) -> set[bytes]:
    """The last passages of some records."""
    statement = select(INTERACTIONS.c.passage).where(
        INTERACTIONS.c.id.in_(records), INTERACTIONS.c.passage.is_not(None)
    )
    return set(connection.execute(statement).scalars())


def drop_unled(connection: Connection, ends: Iterable[bytes]) -> None:
    """Remove passages to which no record leads any more, and what they mention.

    `ends` are the last passages of records that have just been removed.
    """
    left = set(ends)
    while left:
        left = {
            parent for piece in batched(sorted(left), _PARTS) for parent in _drop(connection, piece)
        }


def _drop(connection: Connection, ends: Sequence[bytes]) -> Iterator[bytes]:
    """Drop those that nothing follows; the passages before them."""
    after = PASSAGES.alias("after")
    unled = select(PASSAGES.c.address).where(
        PASSAGES.c.address.in_(ends),
        ~exists(INTERACTIONS.c.id).where(INTERACTIONS.c.passage == PASSAGES.c.address),
        ~exists(after.c.address).where(after.c.parent == PASSAGES.c.address),
    )
    gone = list(connection.execute(unled).scalars())
    connection.execute(delete(PASSAGE_MENTIONS).where(PASSAGE_MENTIONS.c.passage.in_(gone)))
    dropped = delete(PASSAGES).where(PASSAGES.c.address.in_(gone)).returning(PASSAGES.c.parent)
    yield from filter(None, connection.execute(dropped).scalars())
