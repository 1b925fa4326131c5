"""Proofs of records: of the smallest checkpoint that covers them, and only where all is well."""

import base64

import pytest

from gateway.audit.disclosure.proofs import NotSigned, Proofs
from gateway.audit.log.merkle import is_included, leaf_hash
from gateway.audit.log.notes import Checkpoint
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.store import Store
from tests.unit.gateway.audit.cases.desks import ask
from tests.unit.gateway.audit.samples import KEYS


def signed(store: Store) -> None:
    Sequencer(store, KEYS.checkpoint).step(closing=True)


def proofs_of(store: Store, *records: str) -> tuple[Proofs, dict[str, str]]:
    with store.read() as connection:
        proofs = Proofs(connection, records)
        return proofs, dict(proofs.files())


def test_each_entry_is_proved_by_the_smallest_checkpoint_that_covers_all(filled: Store) -> None:
    signed(filled)
    ask(filled, "r5")
    signed(filled)
    proofs, files = proofs_of(filled, "r1", "r3")
    assert set(files) == {
        f"{r}.{k}.tlog-proof" for r in ("r1", "r3") for k in ("request", "answer")
    }
    (note,) = proofs.checkpoints.values()
    checkpoint = Checkpoint.parse(note)
    assert checkpoint.size == 8
    for text in files.values():
        head, _, of = text.partition("\n\n")
        assert of == note
        first, extra, index, *path = head.split("\n")
        assert first == "c2sp.org/tlog-proof@v1"
        leaf = leaf_hash(base64.b64decode(extra.removeprefix("extra ")))
        steps = [base64.b64decode(step) for step in path]
        position = int(index.removeprefix("index "))
        assert is_included(position, 8, leaf, steps, checkpoint.root)


def test_nothing_is_proved_before_it_is_signed(filled: Store) -> None:
    with pytest.raises(NotSigned):
        proofs_of(filled, "r1")
    signed(filled)
    ask(filled, "r5")
    with pytest.raises(NotSigned, match="try again"):
        proofs_of(filled, "r1", "r5")


def test_another_gateways_unsigned_entries_are_signed_at_the_end(filled: Store) -> None:
    Sequencer(filled, KEYS.checkpoint).step()
    signed(filled)
    assert len(proofs_of(filled, "r1")[1]) == 2
