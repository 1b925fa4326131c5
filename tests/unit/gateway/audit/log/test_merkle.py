"""The tree of RFC 6962: known roots, published vectors, and proofs of trees of every small shape."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.log.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    subtrees_of,
    tree_root,
)

VECTORS = Path(__file__).parents[4] / "golden" / "merkle"
# The eight leaves of the Certificate Transparency tests, and their root.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
LEAVES += ["606162636465666768696a6b6c6d6e6f"]
ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"

trees = st.lists(st.binary(max_size=4), min_size=1, max_size=70).map(
    lambda contents: [leaf_hash(content) for content in contents]
)


def vectors(name: str) -> list[dict[str, Any]]:
    lines = (VECTORS / f"{name}.jsonl").read_text().splitlines()
    assert len(lines) == 98
    return [json.loads(line) for line in lines]


def raw(text: str | None) -> bytes:
    return base64.b64decode(text) if text else b""


def proof(case: dict[str, Any]) -> list[bytes]:
    return [raw(step) for step in case["proof"] or []]


def test_the_root_of_no_leaves_is_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY_ROOT == tree_root([])


def test_a_known_tree_has_its_known_root() -> None:
    assert tree_root([leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]).hex() == ROOT


@pytest.mark.parametrize("case", vectors("inclusion"), ids=lambda case: case["desc"])
def test_published_inclusion_vectors(case: dict[str, Any]) -> None:
    holds = is_included(
        case["leafIdx"], case["treeSize"], raw(case["leafHash"]), proof(case), raw(case["root"])
    )
    assert holds is not case["wantErr"]


@pytest.mark.parametrize("case", vectors("consistency"), ids=lambda case: case["desc"])
def test_published_consistency_vectors(case: dict[str, Any]) -> None:
    holds = is_consistent(
        case["size1"], case["size2"], proof(case), raw(case["root1"]), raw(case["root2"])
    )
    assert holds is not case["wantErr"]


@given(trees, st.data())
def test_every_leaf_is_proved_to_be_in_its_tree_and_in_no_other(
    leaves: Sequence[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_proof(index, len(leaves), subtrees_of(leaves))
    assert is_included(index, len(leaves), leaves[index], path, tree_root(leaves))
    assert not is_included(index, len(leaves), leaf_hash(b"other"), path, tree_root(leaves))


@given(trees, st.data())
def test_every_beginning_of_a_tree_is_proved_to_be_one(
    leaves: Sequence[bytes], data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    steps = consistency_proof(old, len(leaves), subtrees_of(leaves))
    roots = tree_root(leaves[:old]), tree_root(leaves)
    assert is_consistent(old, len(leaves), steps, *roots)
    changed = tree_root([leaf_hash(b"other"), *leaves[1:old]])
    assert not is_consistent(old, len(leaves), steps, changed, roots[1])


@given(trees, trees)
def test_a_frontier_goes_on_where_it_was_copied(
    first: Sequence[bytes], second: Sequence[bytes]
) -> None:
    frontier = Frontier()
    frontier.extend(first)
    twin = frontier.copy()
    twin.extend(second)
    assert frontier.root() == tree_root(first)
    assert twin.root() == tree_root([*first, *second])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(index, size, subtrees_of([b"x" * 32]))


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3)])
def test_only_a_smaller_tree_with_leaves_can_be_a_beginning(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="consistency proof"):
        consistency_proof(old, size, subtrees_of([b"x" * 32] * 3))
