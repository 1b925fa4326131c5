"""Signed notes and tree checkpoints (C2SP signed-note and tlog-checkpoint), with Ed25519.

Needs the standard library and cryptography only.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "\u2014"
_HEAD = f"{_DASH} "
_ROOT_BYTES = 32


class NoteError(ValueError):
    """A note, a checkpoint or a key that is not what it should be. Says what, never the content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """The public half of a key that signs notes. Its text form is `name+id+key`."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that stand before each signature."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_b64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """From its text form. Raises NoteError."""
        try:
            name, key_id, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise NoteError("a verifier key reads name+id+key") from None
        if not name or any(character.isspace() for character in name):
            raise NoteError("the name of a verifier key holds no space and is not empty")
        if raw[:1] != _ED25519 or len(raw) != 1 + _ROOT_BYTES:
            raise NoteError("the verifier key is not one of Ed25519")
        key = cls(name=name, public=raw[1:])
        if key.id.hex() != key_id.lower():
            raise NoteError("the id of the verifier key does not fit the key")
        return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log was at one moment: its name, its number of leaves, the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The body of the note (C2SP tlog-checkpoint)."""
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """From the body of a note; lines after the third are extensions. Raises NoteError."""
        lines = text.split("\n")
        try:
            origin, size, root = lines[0], lines[1], base64.b64decode(lines[2], validate=True)
        except (IndexError, binascii.Error):
            raise NoteError("a checkpoint holds an origin, a size and a root") from None
        plain = size.isascii() and size.isdigit() and (size == "0" or size[0] != "0")
        if not origin or not plain or len(root) != _ROOT_BYTES:
            raise NoteError("a checkpoint holds an origin, a size and a root of 32 bytes")
        return cls(origin=origin, size=int(size), root=root)


def sign(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """The text as a note with one signature. Raises NoteError for a text that no note can hold."""
    if not text.endswith("\n") or any(ord(sign) < 32 and sign != "\n" for sign in text):
        raise NoteError("the text of a note ends in a line break and has no control characters")
    return f"{text}\n{signature_line(text, name, key)}"


def signature_line(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """The line that signs a note's text."""
    verifier = VerifierKey(name=name, public=key.public_key().public_bytes_raw())
    return f"{_HEAD}{name} {_b64(verifier.id + key.sign(text.encode()))}\n"


def verified(note: str, keys: Iterable[VerifierKey]) -> tuple[str, tuple[str, ...]]:
    """The text of a note, and the names of the known keys that signed it.

    Signatures of unknown keys are passed over; one of a known key that does not hold spoils the
    note, and so does having none of a known key. Raises NoteError.
    """
    text, lines = _parts(note)
    known = {(key.name, key.id): key for key in keys}
    names: list[str] = []
    for line in lines:
        name, raw = _signature(line)
        key = known.get((name, raw[:4]))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], text.encode())
        except InvalidSignature:
            raise NoteError(f"the signature of {name} does not hold") from None
        names.append(name)
    if not names:
        raise NoteError("no signature of a known key")
    return text, tuple(names)


def _parts(note: str) -> tuple[str, list[str]]:
    end = note.rfind("\n\n")
    if end < 0 or not note.endswith("\n"):
        raise NoteError("a note is a text, an empty line and signatures")
    return note[: end + 1], note[end + 2 :].splitlines()


def _signature(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raw = b""
    if dash != _DASH or not name or len(raw) < 5:
        raise NoteError("a line that should be a signature is none")
    return name, raw


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
