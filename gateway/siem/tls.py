"""What a receiver is shown, and by what it is known."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from gateway.siem.sending import SendError


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Files in PEM. They are read at each connection, so that renewed ones count at once."""

    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    authorization: Path | None = None  # holds the value of a header

    def context(self) -> ssl.SSLContext:
        """TLS 1.2 or later, certificate and name checked. Raises SendError."""
        try:
            context = ssl.create_default_context(cafile=self.ca)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            if self.certificate:
                context.load_cert_chain(self.certificate, self.key)
        except OSError as error:  # SSLError is one
            said = error.strerror or type(error).__name__
            raise SendError(f"a certificate file cannot be used ({said})") from None
        return context

    def header(self) -> dict[str, str]:
        """The Authorization header, if there is one. Raises SendError."""
        if self.authorization is None:
            return {}
        try:
            value = self.authorization.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SendError(f"the authorization file cannot be read ({error.strerror})") from None
        return {"authorization": value}
