"""What wraps period keys, and the one that needs nothing but the sealing key."""

from typing import Protocol

from gateway.audit.keys import derive_subkey
from gateway.audit.sealing import seal, unseal


class KeyProvider(Protocol):
    """Wraps and unwraps keys. `name` is kept with what it wrapped: "local", "vault", "kms"."""

    @property
    def name(self) -> str:
        """Which provider, for the record store."""

    def wrap(self, key_id: str, key: bytes) -> bytes:
        """The key, wrapped; it opens only as the key of that name. Raises RecordError."""

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """The key. Raises RecordError: another provider's, altered, or it cannot be reached."""


class LocalProvider:
    """Wraps with the sealing key, from the environment or a file."""

    name = "local"

    def __init__(self, sealing_key: bytes) -> None:
        self._key = derive_subkey(sealing_key, "period keys")

    def wrap(self, key_id: str, key: bytes) -> bytes:
        """AES-256-GCM (gateway.audit.sealing)."""
        return seal(self._key, key, _aad(key_id))

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """The key. Raises RecordError."""
        return unseal(self._key, wrapped, _aad(key_id))


def _aad(key_id: str) -> bytes:
    return f"genai-gateway|period key|{key_id}".encode()
