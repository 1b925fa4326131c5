"""Period keys wrapped by AWS KMS. Needs the extra "aws" (botocore) and the usual credentials."""

from typing import Any

from gateway.errors import RecordError

_SECONDS = 10


class KmsProvider:
    """Asks KMS. The key's name is bound in as encryption context, and so is in CloudTrail."""

    name = "kms"

    def __init__(self, key: str, *, region: str, endpoint: str = "") -> None:
        from botocore.config import Config  # noqa: PLC0415 - an extra
        from botocore.session import Session  # noqa: PLC0415

        limits = Config(
            connect_timeout=_SECONDS, read_timeout=_SECONDS, retries={"total_max_attempts": 3}
        )
        self._kms: Any = Session().create_client(
            "kms", region_name=region, endpoint_url=endpoint or None, config=limits
        )
        self._key = key

    def wrap(self, key_id: str, key: bytes) -> bytes:
        """KMS's own form. Raises RecordError."""
        return self._ask("encrypt", key_id, Plaintext=key)["CiphertextBlob"]  # type: ignore[no-any-return]

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """The key. Raises RecordError."""
        return self._ask("decrypt", key_id, CiphertextBlob=wrapped)["Plaintext"]  # type: ignore[no-any-return]

    def _ask(self, operation: str, key_id: str, **content: bytes) -> Any:  # noqa: ANN401 - untyped
        try:
            return getattr(self._kms, operation)(
                KeyId=self._key, EncryptionContext={"genai-gateway": key_id}, **content
            )
        # botocore's errors may name accounts and addresses.
        except Exception as error:  # noqa: BLE001
            raise RecordError(
                f"The key provider kms did not answer as it should ({type(error).__name__})."
            ) from None
