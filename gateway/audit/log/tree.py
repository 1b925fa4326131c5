"""The tree of one log as the store holds it: read in order, checked on the way."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from gateway.audit.log.merkle import Frontier, tree_root
from gateway.audit.log.notes import Checkpoint, NoteError
from gateway.audit.log.tables import CHECKPOINTS, LEAVES
from gateway.errors import RecordError

_TILE = 256


class LogError(RecordError):
    """The log in the store is not what was signed, or has gaps. Nothing more may be signed."""


def latest_log(connection: Connection) -> int | None:
    """The year of the newest log that has leaves; None before the first leaf."""
    found: int | None = connection.execute(select(func.max(LEAVES.c.log))).scalar()
    return found


def any_checkpoint(connection: Connection) -> bool:
    """Whether anything was ever signed."""
    return connection.execute(select(CHECKPOINTS.c.size).limit(1)).first() is not None


def size_of(connection: Connection, log: int) -> int:
    """How many leaves a log has."""
    statement = select(func.max(LEAVES.c.position)).where(LEAVES.c.log == log)
    last = connection.execute(statement).scalar()
    return 0 if last is None else last + 1


def number_of_leaves(connection: Connection) -> int:
    """How many leaves all logs have together."""
    logs = connection.execute(select(LEAVES.c.log).distinct()).scalars()
    return sum(size_of(connection, log) for log in logs.all())


def leaves_from(connection: Connection, log: int, start: int) -> Iterator[tuple[int, bytes]]:
    """Position and leaf hash from a position on, in order, without holding them all."""
    statement = (
        select(LEAVES.c.position, LEAVES.c.leaf)
        .where(LEAVES.c.log == log, LEAVES.c.position >= start)
        .order_by(LEAVES.c.position)
    )
    streamed = connection.execute(statement, execution_options={"yield_per": 10_000})
    yield from ((position, leaf) for position, leaf in streamed)


def signed_roots(connection: Connection, log: int, after: int) -> dict[int, bytes]:
    """The roots that were signed for sizes above `after`. Raises LogError for what is no note."""
    statement = select(CHECKPOINTS.c.note).where(
        CHECKPOINTS.c.log == log, CHECKPOINTS.c.size > after
    )
    try:
        found = [Checkpoint.parse(note) for note in connection.execute(statement).scalars()]
    except NoteError as error:
        raise LogError(f"A checkpoint in the store cannot be read: {error}.") from None
    return {checkpoint.size: checkpoint.root for checkpoint in found}


def still_holds(connection: Connection, log: int, known: Frontier) -> None:
    """Raises LogError where the log no longer ends in, or goes on from, a tree that it once was.

    So it is after a failover to a database that never got the newest transactions.
    """
    if not known.size:
        return
    place = (LEAVES.c.log == log) & (LEAVES.c.position == known.size - 1)
    if connection.execute(select(LEAVES.c.leaf).where(place)).scalar() != known.last:
        raise LogError(f"The log of {log} lost entries: it is not what it was at {known.size}.")


def caught_up(connection: Connection, log: int, known: Frontier) -> Frontier:
    """The frontier brought up to what the store holds now. Raises LogError: gap, or other roots."""
    frontier, roots = known.copy(), signed_roots(connection, log, known.size)
    for position, leaf in leaves_from(connection, log, known.size):
        if position != frontier.size:
            raise LogError(f"The log of {log} has a gap at {frontier.size}.")
        frontier.append(leaf)
        if roots.pop(frontier.size, None) not in {None, frontier.root()}:
            raise LogError(f"The log of {log} is not what was signed at {frontier.size}.")
    if roots:
        raise LogError(f"The log of {log} is shorter than what was signed ({max(roots)}).")
    return frontier


class StoredSubtrees:
    """Subtree roots of one log for proofs; full tiles of 256 leaves are hashed only once."""

    def __init__(self, connection: Connection, log: int) -> None:
        self._connection = connection
        self._log = log
        self._tiles: list[bytes] = []
        self._latest: tuple[int, list[bytes]] = (-1, [])  # of which tile the leaves are at hand

    def __call__(self, start: int, end: int) -> bytes:
        """The root over the leaves from start up to, but not including, end.

        In proofs a subtree that is larger than a tile begins at a tile's edge.
        """
        if end - start < _TILE:
            return tree_root(self._leaves(start, end))
        first, last = start // _TILE, end // _TILE
        self._fill(last)
        frontier = Frontier()
        frontier.extend(self._tiles[first:last])
        if end % _TILE == 0:
            return frontier.root()
        return _joined(self._tiles[first:last], self._leaves(last * _TILE, end))

    def _fill(self, tiles: int) -> None:
        start = len(self._tiles) * _TILE
        tile: list[bytes] = []
        if len(self._tiles) >= tiles:
            return
        for position, leaf in leaves_from(self._connection, self._log, start):
            tile.append(leaf)
            if len(tile) == _TILE:
                self._tiles.append(tree_root(tile))
                tile = []
            if position + 1 >= tiles * _TILE:
                return

    def _leaves(self, start: int, end: int) -> list[bytes]:
        """Proofs ask for the parts of one tile one after the other: it is read once."""
        tile, first = self._latest
        if start // _TILE != tile or end - tile * _TILE > len(first):
            tile = start // _TILE
            self._latest = (tile, self._read(tile * _TILE, max(end, (tile + 1) * _TILE)))
        return self._latest[1][start - tile * _TILE : end - tile * _TILE]

    def _read(self, start: int, end: int) -> list[bytes]:
        statement = (
            select(LEAVES.c.leaf)
            .where(LEAVES.c.log == self._log, LEAVES.c.position >= start, LEAVES.c.position < end)
            .order_by(LEAVES.c.position)
        )
        return list(self._connection.execute(statement).scalars())


def _joined(tiles: list[bytes], rest: list[bytes]) -> bytes:
    """The root over full tiles and a part of one, which stands to their right."""
    frontier = Frontier()
    frontier.extend(tiles)
    return frontier.root_with(tree_root(rest))
