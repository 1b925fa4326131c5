"""Sealing of texts: AES-256-GCM, under a key of its own for each record and each text.

Those keys are wrapped by a period key. Destroying a wrapped key makes one record or one text
unreadable; destroying a period key, everything of that period.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

from gateway.audit.keys import KEY_BYTES, derive_subkey
from gateway.errors import RecordError

_VERSION, _TEXT_VERSION = b"\x01", b"\x02"
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: 96 bits from a random generator
_ONLY_NONCE = bytes(_NONCE_BYTES)  # of a key that seals one text and nothing else
_SIV_BYTES = 64  # RFC 5297: AES-256-SIV takes two keys


def seal(key: bytes, content: bytes, aad: bytes) -> bytes:
    """Version byte, random nonce, ciphertext, tag. `aad` says what the content belongs to."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, content, aad)


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """What was sealed. Raises RecordError: altered, moved to another record, or another key."""
    start = len(_VERSION) + _NONCE_BYTES
    if not sealed.startswith(_VERSION):
        raise RecordError("A sealed text has an unknown format; was it written by a newer version?")
    return _decrypted(key, sealed[len(_VERSION) : start], sealed[start:], aad)


def _decrypted(key: bytes, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, sealed, aad)
    except InvalidTag:
        raise RecordError(
            "A sealed text does not open: it was altered or sealed with another key."
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKey:
    """The data key of one record. `key_id` names the period key that wrapped it."""

    record: str
    key_id: str
    wrapped: bytes = field(repr=False)
    key: bytes = field(repr=False)

    def seal(self, part: str, content: bytes) -> bytes:
        """Seal one part of the record; it opens only as that part of that record."""
        return seal(self.key, content, _aad(self.record, part))

    def open(self, part: str, sealed: bytes) -> bytes:
        """The content of one part. Raises RecordError."""
        return unseal(self.key, sealed, _aad(self.record, part))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKey:
    """The key of one text, made from the text: the same text of the same owner has the same."""

    key: bytes = field(repr=False)

    def seal(self, content: bytes) -> bytes:
        """The text, sealed; the same each time, so that its hash can be its name."""
        return _TEXT_VERSION + AESGCM(self.key).encrypt(_ONLY_NONCE, content, b"text")

    def open(self, sealed: bytes) -> bytes:
        """The text. Raises RecordError."""
        if not sealed.startswith(_TEXT_VERSION):
            raise RecordError("A text has an unknown format; was it written by a newer version?")
        return _decrypted(self.key, _ONLY_NONCE, sealed[len(_TEXT_VERSION) :], b"text")

    def seal_place(self, place: bytes, parent: bytes) -> bytes:
        """Where the text stands after `parent`; the same each time: the nonce is made from both."""
        nonce = hmac.digest(self.key, b"nonce" + parent + place, "sha256")[:_NONCE_BYTES]
        return nonce + AESGCM(self._place_key).encrypt(nonce, place, parent)

    def open_place(self, sealed: bytes, parent: bytes) -> bytes:
        """Where the text stands. Raises RecordError."""
        return _decrypted(self._place_key, sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], parent)

    @property
    def _place_key(self) -> bytes:
        return hmac.digest(self.key, b"place", "sha256")


class PeriodKey:
    """Wraps the keys of the records and texts of one period and class."""

    def __init__(self, key_id: str, key: bytes) -> None:
        self.key_id = key_id
        self._key = key
        self._alike = derive_subkey(key, "texts alike")
        self._siv = AESSIV(derive_subkey(key, "text keys", _SIV_BYTES))

    def issue(self, record: str) -> RecordKey:
        """A new data key for one record."""
        return self._record_key(record, os.urandom(KEY_BYTES))

    def open(self, record: str, wrapped: bytes) -> RecordKey:
        """The data key of a record read back. Raises RecordError."""
        key = unseal(self._key, wrapped, _aad(record, "data key"))
        return RecordKey(record=record, key_id=self.key_id, wrapped=wrapped, key=key)

    def rewrap(self, key: RecordKey) -> RecordKey:
        """A record's key that another period key wrapped, wrapped by this one."""
        return self._record_key(key.record, key.key)

    def _record_key(self, record: str, key: bytes) -> RecordKey:
        wrapped = seal(self._key, key, _aad(record, "data key"))
        return RecordKey(record=record, key_id=self.key_id, wrapped=wrapped, key=key)

    def text_key(self, owner: str, content: bytes) -> TextKey:
        """The key of a text of somebody: nobody else's equal text has it."""
        name = owner.encode("utf-8", "surrogatepass")
        made = hmac.new(self._alike, len(name).to_bytes(4) + name, hashlib.sha256)
        made.update(content)
        return TextKey(key=made.digest())

    def wrap_text_key(self, address: bytes, key: TextKey) -> bytes:
        """A text's key, wrapped; the same each time (RFC 5297)."""
        return self._siv.encrypt(key.key, [address])

    def open_text_key(self, address: bytes, wrapped: bytes) -> TextKey:
        """The key of a text read back. Raises RecordError."""
        try:
            return TextKey(key=self._siv.decrypt(wrapped, [address]))
        except InvalidTag:
            raise RecordError(
                "The key of a text does not open: it was altered or wrapped by another key."
            ) from None


def address_of(*parts: bytes) -> bytes:
    """The name of sealed content: its SHA-256, which anybody can check without a key."""
    return hashlib.sha256(b"".join(parts)).digest()


def _aad(record: str, part: str) -> bytes:
    return f"genai-gateway|{record}|{part}".encode()
