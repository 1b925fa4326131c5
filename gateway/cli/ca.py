"""`ca`: the certificate authority that clients must trust, for show and for making one early."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from gateway.cli.places import Places, with_places
from gateway.cli.program import NO
from gateway.cli.screen import show_fields
from gateway.errors import GatewayError

CERTIFICATE = "mitmproxy-ca-cert.pem"
PRIVATE = ("mitmproxy-ca.pem", "mitmproxy-ca.p12")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What people compare when they import the certificate."""

    path: Path
    subject: str
    fingerprint: str  # SHA-256, pairs of hex digits
    begins: datetime
    expires: datetime


def read_authority(path: Path) -> Authority:
    """The certificate in that PEM file. Raises GatewayError when there is none or it is no PEM."""
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except FileNotFoundError:
        raise GatewayError(
            f"There is no certificate at {path}. Start the gateway once, or run "
            "genai-gateway ca init."
        ) from None
    except ValueError:
        raise GatewayError(f"{path} is not a certificate in PEM form.") from None
    return Authority(
        path=path.resolve(),
        subject=certificate.subject.rfc4514_string(),
        fingerprint=certificate.fingerprint(SHA256()).hex(":").upper(),
        begins=certificate.not_valid_before_utc,
        expires=certificate.not_valid_after_utc,
    )


@click.group()
def ca() -> None:
    """The certificate authority that clients must trust.

    The gateway opens connections to generative-AI hosts with certificates of this authority. Put
    the certificate (never the key) on the organisation's devices, for example by group policy.
    """


@ca.command()
@with_places
def show(places: Places) -> None:
    """Show the certificate, its fingerprint and expiry.

    \b
    Example:
      genai-gateway ca show

    Exit codes: 0 shown, 1 there is none yet.
    """
    _show(places)


@ca.command()
@with_places
@click.pass_context
def init(ctx: click.Context, places: Places) -> None:
    """Make the certificate authority.

    For those who distribute the certificate before the first start, which would make one too, with
    the organisation's name on it. Never replaces one: clients would lose their trust in it. To
    renew, stop the gateway, move the folder <state>/ca away and run this again.

    \b
    Example:
      genai-gateway ca init

    Exit codes: 0 made, 1 there is one already or the folder cannot be written, 2 configuration.
    """
    configuration = places.load()
    places.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [sys.executable, "-m", "addons.ca", "--folder", str(configuration.paths.ca)]
    command += ["--organisation", configuration.gateway.organisation.name]
    # A process of its own, because the proxy's certificate format is the proxy's to know.
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own module, no shell
        ctx.exit(NO)
    _show(places)


def _show(places: Places) -> None:
    authority = read_authority(places.state / "ca" / CERTIFICATE)
    show_fields(
        (
            ("Certificate", str(authority.path)),
            ("Subject", authority.subject),
            ("SHA-256 fingerprint", authority.fingerprint),
            ("Valid from", f"{authority.begins:%d %B %Y}"),
            ("Valid until", f"{authority.expires:%d %B %Y}"),
        )
    )
