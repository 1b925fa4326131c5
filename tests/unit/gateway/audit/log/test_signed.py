"""Notes from the store and from elsewhere: what they promise together."""

from gateway.audit.log.notes import Checkpoint
from gateway.audit.log.signed import Signed
from gateway.audit.log.signer import log_of, origin_of, signer_of
from gateway.audit.log.verdicts import Verification

SIGNER = signer_of("store", b"k" * 32)


def note(size: int, root: bytes = b"r" * 32, store: str = "store") -> str:
    return SIGNER.sign(Checkpoint(origin=origin_of(store, 2026), size=size, root=root))


def taken() -> tuple[Verification, Signed]:
    found = Verification()
    return found, Signed(found, [SIGNER.verifier])


def test_roots_of_both_are_expected_and_the_largest_kept_elsewhere_is_known() -> None:
    found, signed = taken()
    signed.take(note(3), size=3)
    signed.take_anchor(note(5))
    signed.take_anchor(note(3))
    assert signed.roots_of(2026) == {3: b"r" * 32, 5: b"r" * 32}
    assert (signed.anchored(2026), signed.anchored(2025)) == (5, 0)
    assert found.sound


def test_two_roots_for_one_size_are_a_fork() -> None:
    found, signed = taken()
    signed.take(note(3), size=3)
    signed.take_anchor(note(3, b"x" * 32))
    assert found.verdicts["FORK"] == 1


def test_another_store_is_a_fork() -> None:
    found, signed = taken()
    signed.take(note(3), size=3)
    signed.take_anchor(note(4, store="another"))
    assert found.verdicts["FORK"] == 1


def test_a_row_with_the_note_of_another_size_is_altered() -> None:
    found, signed = taken()
    signed.take(note(3), size=4)
    assert found.verdicts["ALTERED"] == 1


def test_an_origin_that_names_no_year_is_told() -> None:
    found, signed = taken()
    strange = Checkpoint(origin="genai-gateway/store/ever", size=1, root=b"r" * 32)
    signed.take_anchor(SIGNER.sign(strange))
    assert found.verdicts["BAD-SIGNATURE"] == 1
    assert log_of(origin_of("store", 2026)) == 2026
