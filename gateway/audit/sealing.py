"""Sealing of texts: AES-256-GCM under a data key per record, itself wrapped by a period key."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.audit.keys import KEY_BYTES, derive_subkey
from gateway.errors import RecordError

_VERSION = b"\x01"
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: 96 bits from a random generator


def seal(key: bytes, content: bytes, aad: bytes) -> bytes:
    """Version byte, random nonce, ciphertext, tag. `aad` says what the content belongs to."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, content, aad)


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """What was sealed. Raises RecordError: altered, moved to another record, or another key."""
    start = len(_VERSION) + _NONCE_BYTES
    if not sealed.startswith(_VERSION):
        raise RecordError("A sealed text has an unknown format; was it written by a newer version?")
    try:
        return AESGCM(key).decrypt(sealed[len(_VERSION) : start], sealed[start:], aad)
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


class PeriodKeys:
    """The keys that wrap data keys: one a month, named by `key_id` so that they can be rotated."""

    def __init__(self, sealing_key: bytes) -> None:
        self._sealing_key = sealing_key
        self._periods: dict[str, bytes] = {}

    def issue(self, record: str, moment: datetime) -> RecordKey:
        """A new data key for one record."""
        utc = moment.astimezone(UTC)
        key_id = f"1:{utc.year}-{utc.month:02}"
        key = os.urandom(KEY_BYTES)
        wrapped = seal(self._period(key_id), key, _aad(record, "data key"))
        return RecordKey(record=record, key_id=key_id, wrapped=wrapped, key=key)

    def open(self, record: str, key_id: str, wrapped: bytes) -> RecordKey:
        """The data key of a record read back. Raises RecordError."""
        key = unseal(self._period(key_id), wrapped, _aad(record, "data key"))
        return RecordKey(record=record, key_id=key_id, wrapped=wrapped, key=key)

    def _period(self, key_id: str) -> bytes:
        if key_id not in self._periods:
            self._periods[key_id] = derive_subkey(self._sealing_key, f"period {key_id}")
        return self._periods[key_id]


def _aad(record: str, part: str) -> bytes:
    return f"genai-gateway|{record}|{part}".encode()
