"""Verifies a record store against its log: read-only, without any key that opens a text.

What it can prove depends on checkpoints that were kept elsewhere ("anchors"): without them, whoever
owns the store and the signing key can cut its end off or write it anew.
"""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, select

from gateway.audit.log.merkle import Frontier
from gateway.audit.log.notes import VerifierKey
from gateway.audit.log.signed import Signed
from gateway.audit.log.tables import CHECKPOINTS, LEAVES
from gateway.audit.log.verdicts import Damage, LogSummary, Verdict, Verification
from gateway.audit.log.verify_passages import verify_passages
from gateway.audit.log.verify_records import Leaf, verify_records, verify_the_rest
from gateway.audit.log.verify_texts import verify_texts

_BATCH = 500

Progress = Callable[[int], None]
"""Told how many more leaves have been checked."""


def verify(
    connection: Connection,
    keys: Sequence[VerifierKey],
    *,
    anchors: Iterable[str] = (),
    progress: Progress = lambda _: None,
) -> Verification:
    """Check every log of the store and every record of it; `anchors` are notes kept elsewhere."""
    found = Verification()
    signed = Signed(found, keys)
    checkpoints = select(CHECKPOINTS.c.size, CHECKPOINTS.c.note)
    for size, note in connection.execute(checkpoints.order_by(CHECKPOINTS.c.log, "size")):
        signed.take(note, size=size)
    for note in anchors:
        signed.take_anchor(note)
    logs = set(connection.execute(select(LEAVES.c.log).distinct()).scalars())
    for log in sorted(logs | signed.logs):
        _LogCheck(log, signed, found).run(connection, progress)
    verify_the_rest(connection, found)
    verify_texts(connection, found)
    verify_passages(connection, found)
    return found


class _LogCheck:
    """One log: places without gaps, roots as signed, and each record as committed to."""

    def __init__(self, log: int, signed: Signed, found: Verification) -> None:
        self._log, self._signed, self._found = log, signed, found
        self._roots = signed.roots_of(log)
        self._largest = max(self._roots, default=0)
        self._frontier = Frontier()
        self._next = 0  # the position that must come
        self._astray = False  # no later root can hold once one did not
        self._compare(0)

    def run(self, connection: Connection, progress: Progress) -> None:
        """Read the log once, in order."""
        for leaves in _batches(connection, self._log):
            for position, _, leaf in leaves:
                self._place(position, leaf)
            verify_records(connection, self._log, leaves, self._found)
            progress(len(leaves))
        self._end()

    def _place(self, position: int, leaf: bytes) -> None:
        if position != self._next:
            self._damage(Verdict.GAP, "no leaf stands here", self._next)
        self._next = position + 1
        self._frontier.append(leaf)
        self._compare(position)

    def _compare(self, position: int) -> None:
        signed = self._roots.pop(self._frontier.size, None)
        if signed not in {None, self._frontier.root()} and not self._astray:
            self._astray = True
            what = "the leaves up to here are not those that were signed"
            self._damage(Verdict.ALTERED, what, position)

    def _end(self) -> None:
        size = self._frontier.size
        if self._roots:
            what = f"{self._largest} leaves were signed, {size} are there"
            self._damage(Verdict.TRUNCATED, what, size)
        anchored = self._signed.anchored(self._log)
        if size and not anchored:
            self._damage(Verdict.UNANCHORED, "no checkpoint that was kept elsewhere was given")
        self._found.logs.append(
            LogSummary(
                log=self._log,
                leaves=size,
                signed=self._largest,
                anchored=anchored,
            )
        )

    def _damage(self, verdict: Verdict, detail: str, position: int | None = None) -> None:
        self._found.add(Damage(verdict=verdict, detail=detail, log=self._log, position=position))


def _batches(connection: Connection, log: int) -> Iterable[list[Leaf]]:
    statement = (
        select(LEAVES.c.position, LEAVES.c.entry, LEAVES.c.leaf)
        .where(LEAVES.c.log == log)
        .order_by(LEAVES.c.position)
    )
    streamed = connection.execute(statement, execution_options={"yield_per": _BATCH})
    for part in streamed.partitions():
        yield [(row.position, row.entry, row.leaf) for row in part]
