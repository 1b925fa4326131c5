"""The part `records` of config/gateway.yaml: where records are, their keys and their anchors."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gateway.settings.keeping import Connections
from gateway.settings.strict import Address, Strict, Words


class FileAnchor(Strict):
    """Checkpoints are added to a file: on another disk, a share, or a folder that is collected."""

    kind: Literal["file"]
    path: Path = Path("anchors/checkpoints.jsonl")  # from the state folder, unless absolute


class EmailAnchor(Strict):
    """A digest a day, to the data protection officer. The password is GATEWAY_SMTP_PASSWORD."""

    kind: Literal["email"]
    to: tuple[Words, ...] = Field(min_length=1)
    sender: Words
    server: Address
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""


class SyslogAnchor(Strict):
    """A line of syslog over TLS for each checkpoint. Files are named from the configuration."""

    kind: Literal["syslog"]
    address: Address
    ca_file: Path | None = None  # PEM; without it the system's authorities
    certificate_file: Path | None = None  # PEM of a client certificate, and its key
    key_file: Path | None = None
    facility: int = Field(default=13, ge=0, le=23)  # 13 is "log audit"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.key_file and not self.certificate_file:
            raise ValueError("'key_file' needs 'certificate_file'")
        return self


class WitnessAnchor(Strict):
    """A witness that cosigns checkpoints over HTTPS (C2SP tlog-witness)."""

    kind: Literal["witness"]
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    key: Words  # the witness's verifier key, "name+id+key"


class LocalKeys(Strict):
    """Period keys are wrapped with the sealing key of this machine."""

    kind: Literal["local"]


class VaultKeys(Strict):
    """By HashiCorp Vault's transit engine. The token is VAULT_TOKEN or in VAULT_TOKEN_FILE."""

    kind: Literal["vault"]
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    key: Words
    mount: Words = "transit"
    namespace: str = ""


class KmsKeys(Strict):
    """By AWS KMS. Credentials are found as usual: environment, profile, or the machine's role."""

    kind: Literal["kms"]
    key: Words  # id, alias or ARN
    region: Words
    endpoint: str = ""  # of a private endpoint


class Staff(Strict):
    """How the person who asked stands in the records."""

    address: Literal["keep", "omit"] = "keep"  # of their device
    person: Literal["named", "pseudonymous"] = "named"


KeyProvider = Annotated[LocalKeys | VaultKeys | KmsKeys, Field(discriminator="kind")]
Anchor = Annotated[
    FileAnchor | EmailAnchor | SyslogAnchor | WitnessAnchor, Field(discriminator="kind")
]


class Records(Strict):
    """The record store. GATEWAY_DATABASE_URL overrides; a password belongs there, not here."""

    # "sqlite" is <state>/records.db; else a SQLAlchemy URL, which may hold a password.
    database: str = Field(default="sqlite", repr=False)
    orphan_minutes: float = Field(default=30.0, gt=0)
    index_answers: bool = True  # answers are read too, so that they are found by whom they mention
    vault_days: float = Field(default=30.0, gt=0)
    checkpoint_events: int = Field(default=1_000, gt=0)
    checkpoint_seconds: float = Field(default=60.0, gt=0)
    # Where the log's checkpoints are kept outside the database, and how old the newest may be.
    anchors: tuple[Anchor, ...] = (FileAnchor(kind="file"),)
    anchor_hours: float = Field(default=24.0, gt=0)
    keys: KeyProvider = LocalKeys(kind="local")  # who wraps the period keys
    staff: Staff = Staff()
    connections: Connections = Connections()
