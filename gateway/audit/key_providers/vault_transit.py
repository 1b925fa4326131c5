"""Period keys wrapped by the transit engine of HashiCorp Vault or OpenBao, which keeps its own key.

Needs the extra "vault" (hvac). The token may do nothing but encrypt and decrypt with one key.
"""

import base64
import binascii
from typing import Any

from gateway.errors import RecordError

_SECONDS = 10


class VaultTransitProvider:
    """Asks Vault. The key's name is bound in as associated data."""

    name = "vault"

    def __init__(self, url: str, *, token: str, key: str, mount: str, namespace: str = "") -> None:
        import hvac  # noqa: PLC0415 - an extra; who does not use Vault need not have it

        self._transit: Any = hvac.Client(
            url=url, token=token, namespace=namespace or None, timeout=_SECONDS
        ).secrets.transit
        self._key, self._mount = key, mount

    def wrap(self, key_id: str, key: bytes) -> bytes:
        """Vault's own form, which names the version of its key. Raises RecordError."""
        answer = self._ask(self._transit.encrypt_data, key_id, plaintext=_text(key))
        return str(answer["ciphertext"]).encode()

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """The key. Raises RecordError."""
        answer = self._ask(self._transit.decrypt_data, key_id, ciphertext=wrapped.decode("latin-1"))
        try:
            return base64.b64decode(answer["plaintext"], validate=True)
        except (binascii.Error, ValueError):
            raise RecordError("The key provider vault answered something that is no key.") from None

    def _ask(self, call: Any, key_id: str, **content: str) -> Any:  # noqa: ANN401 - hvac is untyped
        try:
            return call(
                self._key,
                mount_point=self._mount,
                associated_data=_text(key_id.encode()),
                **content,
            )["data"]
        # requests' and hvac's errors have no common base, and their texts may hold addresses.
        except Exception as error:  # noqa: BLE001
            raise RecordError(
                f"The key provider vault did not answer as it should ({type(error).__name__})."
            ) from None


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
