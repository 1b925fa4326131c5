"""How the gateway is: what /readyz, the doctor and the metrics say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`ready`: takes traffic. `warnings`: somebody must look. `checks`: name to state."""

    ready: bool
    warnings: tuple[str, ...] = ()
    checks: Mapping[str, str] = field(default_factory=dict)


def certificate_expiry(folder: Path) -> datetime | None:
    """When the CA certificate that clients trust ends; None before it exists."""
    from cryptography import x509  # noqa: PLC0415 - only the metrics and the doctor ask

    try:
        pem = (folder / "mitmproxy-ca-cert.pem").read_bytes()
    except OSError:
        return None
    return x509.load_pem_x509_certificate(pem).not_valid_after_utc
