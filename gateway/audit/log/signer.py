"""Who signs checkpoints, and what the logs of one store are called."""

import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select

from gateway.audit.house_tables import META
from gateway.audit.log.notes import Checkpoint, VerifierKey, sign

_STORE_ID = "store_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs the checkpoints of one store's logs. `name` tells stores apart, copies included."""

    name: str
    key: Ed25519PrivateKey = field(repr=False)

    @property
    def verifier(self) -> VerifierKey:
        """What others check signatures with."""
        return VerifierKey(name=self.name, public=self.key.public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> str:
        """The checkpoint as a signed note."""
        return sign(checkpoint.text(), self.name, self.key)


def signer_of(store_id: str, seed: bytes) -> Signer:
    """The signer of a store, from the 32 bytes of its checkpoint key."""
    return Signer(name=store_name(store_id), key=Ed25519PrivateKey.from_private_bytes(seed))


def store_name(store_id: str) -> str:
    """What a store's signatures are under."""
    return f"genai-gateway/{store_id}"


def origin_of(store_id: str, log: int) -> str:
    """The origin line of a log's checkpoints: the store, and the year of the log."""
    return f"{store_name(store_id)}/{log}"


def log_of(origin: str) -> int:
    """The year of a log, from its origin. Raises ValueError."""
    return int(origin.rpartition("/")[2])


def store_id_of(connection: Connection) -> str:
    """The store's own name, made with the store; "" when it has none yet."""
    found = connection.execute(select(META.c.value).where(META.c.name == _STORE_ID)).scalar()
    return found or ""


def name_store(connection: Connection) -> None:
    """Give a store its name, once."""
    if not store_id_of(connection):
        connection.execute(insert(META), {"name": _STORE_ID, "value": secrets.token_hex(8)})
