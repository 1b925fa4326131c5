"""Signed notes and checkpoints: the published example, round trips, and what is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.log.notes import Checkpoint, NoteError, VerifierKey, sign, verified

# From the C2SP signed-note specification.
EXAMPLE = (
    "This is an example message.\n"
    "\n"
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n"
)
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
VERIFIER = VerifierKey(name="council/log", public=KEY.public_key().public_bytes_raw())


def test_the_published_example_holds() -> None:
    text, names = verified(EXAMPLE, [VerifierKey.parse(EXAMPLE_KEY)])
    assert text == "This is an example message.\n"
    assert names == ("example.com/foo",)


def test_a_key_reads_back_from_its_text() -> None:
    assert VerifierKey.parse(str(VERIFIER)) == VERIFIER
    assert str(VerifierKey.parse(EXAMPLE_KEY)) == EXAMPLE_KEY


@given(st.integers(0, 2**62), st.binary(min_size=32, max_size=32))
def test_a_signed_checkpoint_reads_back(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(origin="council/log/2026", size=size, root=root)
    text, _ = verified(sign(checkpoint.text(), "council/log", KEY), [VERIFIER])
    assert Checkpoint.parse(text) == checkpoint


def test_a_changed_text_is_refused() -> None:
    note = sign("council/log/2026\n5\n", "council/log", KEY)
    with pytest.raises(NoteError, match="does not hold"):
        verified(note.replace("5", "6", 1), [VERIFIER])


def test_a_note_of_unknown_keys_alone_is_refused() -> None:
    with pytest.raises(NoteError, match="no signature of a known key"):
        verified(EXAMPLE, [VERIFIER])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\nno signature\n",
        "text\n\n\u2014 name !!\n",
        "text\n\n\u2014 name QQ==\n",
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(NoteError):
        verified(note, [VERIFIER])


@pytest.mark.parametrize(
    "text",
    [
        "origin\n5\n",
        "origin\nfive\nAAAA\n",
        "origin\n05\n" + "A" * 43 + "=\n",
        "\n5\n" + "A" * 43 + "=\n",
        "origin\n-1\n" + "A" * 43 + "=\n",
        "origin\n\u0665\n" + "A" * 43 + "=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name+key",
        "name+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "na me+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AgkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.parse(text)


@pytest.mark.parametrize("text", ["no line break", "bell\a\n"])
def test_what_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        sign(text, "council/log", KEY)
