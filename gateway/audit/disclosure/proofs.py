"""Proofs that the records given out stand in the tamper-evident log as they were."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from gateway.audit.cases.scope import pieces_of
from gateway.audit.log.committed import body_of, commitment_of
from gateway.audit.log.entering import Kind, answer_entry
from gateway.audit.log.merkle import inclusion_proof
from gateway.audit.log.reading import rows_of
from gateway.audit.log.tables import CHECKPOINTS, LEAVES, LOG_SALTS
from gateway.audit.log.tree import StoredSubtrees
from gateway.audit.log.verdicts import Verification
from gateway.audit.log.verify_records import Leaf, verify_records
from gateway.errors import RecordError

FIRST_LINE = "c2sp.org/tlog-proof@v1"
_NAMES = {Kind.REQUEST: "request", Kind.ANSWER: "answer"}


class NotSigned(RecordError):
    """No checkpoint covers the records yet."""

    def __init__(self) -> None:
        super().__init__("The log has not signed these records yet; try again in a minute.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One entry in its log, with the commitment that its leaf hashes."""

    entry: str
    record: str
    kind: Kind
    log: int
    position: int
    commitment: bytes = field(repr=False)


class Proofs:
    """The proofs of some records: made of the smallest signed checkpoints that cover them all."""

    def __init__(self, connection: Connection, records: Sequence[str]) -> None:
        """Raises NotSigned, and RecordError for a record that is not what the log has of it."""
        self._connection = connection
        self._placed = [one for piece in pieces_of(records) for one in _placed(connection, piece)]
        self.checkpoints: Mapping[int, str] = {
            log: _checkpoint(connection, log, last) for log, last in _last(self._placed).items()
        }

    def files(self) -> Iterator[tuple[str, str]]:
        """Name and text of a proof for each entry (C2SP tlog-proof); its data is the commitment."""
        subtrees = {log: StoredSubtrees(self._connection, log) for log in self.checkpoints}
        for one in self._placed:
            note = self.checkpoints[one.log]
            size = int(note.split("\n")[1])
            path = inclusion_proof(one.position, size, subtrees[one.log])
            yield f"{one.record}.{_NAMES[one.kind]}.tlog-proof", _text(one, path, note)


def _text(placed: Placed, path: Sequence[bytes], note: str) -> str:
    head = [FIRST_LINE, f"extra {_b64(placed.commitment)}", f"index {placed.position}"]
    return "\n".join((*head, *map(_b64, path), "", note))


def _placed(connection: Connection, records: Sequence[str]) -> Iterator[Placed]:
    """The entries of these records that are in the log, each proved to be what it committed to."""
    kinds = dict.fromkeys(records, Kind.REQUEST)
    kinds |= {answer_entry(record): Kind.ANSWER for record in records}
    owners = dict(zip(kinds, [*records, *records], strict=True))
    leaves = _leaves(connection, kinds)
    commitments = _commitments(connection, kinds)
    if commitments.keys() - {entry for found in leaves.values() for _, entry, _ in found}:
        raise NotSigned
    for log, entries in leaves.items():
        _must_be_sound(connection, log, entries)
        for position, entry, _ in entries:
            yield Placed(
                entry=entry,
                record=owners[entry],
                kind=kinds[entry],
                log=log,
                position=position,
                commitment=commitments[entry],
            )


def _leaves(connection: Connection, kinds: Mapping[str, Kind]) -> dict[int, list[Leaf]]:
    table = LEAVES.c
    statement = select(table.log, table.position, table.entry, table.leaf)
    found: dict[int, list[Leaf]] = {}
    for piece in pieces_of(list(kinds)):
        rows = connection.execute(statement.where(table.entry.in_(piece)).order_by(table.entry))
        for log, position, entry, leaf in rows:
            found.setdefault(log, []).append((position, entry, leaf))
    return found


def _commitments(connection: Connection, kinds: Mapping[str, Kind]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for kind in _NAMES:
        entries = [entry for entry, of in kinds.items() if of is kind]
        salts = {
            row.entry: row
            for row in connection.execute(select(LOG_SALTS).where(LOG_SALTS.c.entry.in_(entries)))
        }
        for entry, rows in rows_of(connection, kind, entries).items():
            if salt := salts.get(entry):
                body = body_of(entry, salt.kind, rows, salt.version)
                found[entry] = commitment_of(salt.salt, body)
    return found


def _must_be_sound(connection: Connection, log: int, entries: Sequence[Leaf]) -> None:
    found = Verification()
    verify_records(connection, log, entries, found)
    if not found.sound:
        entry = found.damages[0].entry
        raise RecordError(
            f"{entry} is not what the log committed to: nothing was written. Run "
            "'genai-gateway records verify', and leave the database as it is."
        )


def _last(placed: Sequence[Placed]) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in placed:
        found[one.log] = max(found.get(one.log, 0), one.position)
    return dict(sorted(found.items()))


def _checkpoint(connection: Connection, log: int, last: int) -> str:
    table = CHECKPOINTS.c
    smallest = select(func.min(table.size)).where(table.log == log, table.size > last)
    statement = select(table.note).where(table.log == log, table.size == smallest.scalar_subquery())
    note: str | None = connection.execute(statement).scalar()
    if note is None:
        raise NotSigned
    return note


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
