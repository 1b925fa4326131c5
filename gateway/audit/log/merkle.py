"""The Merkle tree of RFC 6962 (RFC 9162, section 2): append, prove, check. Standard library only.

Hashes are 32 bytes. A leaf hash is SHA-256(0x00 || data), a node SHA-256(0x01 || left || right).
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_BYTES = 32

Subtree = Callable[[int, int], bytes]
"""The root over the leaves from start up to, but not including, end; at least one leaf."""


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: as much as is needed to append and to tell the root."""

    def __init__(self) -> None:
        self.size = 0
        self.last = b""  # the newest leaf; empty before the first
        self._hashes: list[bytes] = []  # of the full subtrees, largest first

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        self._hashes.append(leaf)
        self.last = leaf
        size = self.size
        while size & 1:
            right = self._hashes.pop()
            self._hashes.append(node_hash(self._hashes.pop(), right))
            size >>= 1
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The root over all leaves so far."""
        return _folded(self._hashes) if self._hashes else EMPTY_ROOT

    def root_with(self, right: bytes) -> bytes:
        """The root if one smaller subtree stood to the right of all so far."""
        return _folded([*self._hashes, right])

    def copy(self) -> "Frontier":
        """Another one that goes on from here by itself."""
        twin = Frontier()
        twin.size, twin.last, twin._hashes = self.size, self.last, list(self._hashes)
        return twin


def _folded(hashes: Sequence[bytes]) -> bytes:
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def subtrees_of(leaves: Sequence[bytes]) -> Subtree:
    """Subtree roots over leaves that are at hand."""
    return lambda start, end: tree_root(leaves[start:end])


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The audit path of one leaf in the tree of `size` leaves (RFC 6962, 2.1.1).

    Raises ValueError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("there is no such leaf in a tree of that size")
    return _path(index, 0, size, subtree)


def _path(index: int, start: int, end: int, subtree: Subtree) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(index, start, middle, subtree), subtree(middle, end)]
    return [*_path(index, middle, end, subtree), subtree(start, middle)]


def consistency_proof(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """That the tree of `old` leaves is the beginning of the tree of `size` (RFC 6962, 2.1.2).

    Raises ValueError unless 0 < old <= size.
    """
    if not 0 < old <= size:
        raise ValueError("a consistency proof goes from a tree with leaves to one not smaller")
    return _steps(old, 0, size, subtree, whole=True)


def _steps(old: int, start: int, end: int, subtree: Subtree, *, whole: bool) -> list[bytes]:
    if old == end:
        return [] if whole else [subtree(start, end)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_steps(old, start, middle, subtree, whole=whole), subtree(middle, end)]
    return [*_steps(old, middle, end, subtree, whole=False), subtree(start, middle)]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def is_included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows that leaf in the tree with that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or len(leaf) != HASH_BYTES:
        return False
    node, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(
    old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes
) -> bool:
    """Whether the proof shows that the older tree is the newer one's beginning (RFC 9162, 2.1.4.2).

    From an empty tree nothing is proved, so that is refused.
    """
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not proof or any(len(step) != HASH_BYTES for step in steps):
        return False
    return _climb(old - 1, size - 1, steps) == (old_root, root)


def _climb(node: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots as the steps give them; None when they do not fit the sizes."""
    while node & 1:
        node, last = node >> 1, last >> 1
    older = newer = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        node, last = node >> 1, last >> 1
    return (older, newer) if last == 0 else None
