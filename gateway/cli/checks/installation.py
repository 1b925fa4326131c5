"""Checks of what lies on this machine: keys, certificates, disk."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from gateway.audit.keys import Keys
from gateway.cli.ca import CERTIFICATE, PRIVATE, read_authority
from gateway.cli.checks.line import Line, fail, ok, warn
from gateway.errors import GatewayError
from gateway.settings.gateway_file import Egress, Paths

_RENEW = timedelta(days=30)
_KEYS = tuple(field.name for field in fields(Keys))
_LITTLE, _TOO_LITTLE = 5_000_000_000, 500_000_000  # bytes free


def check_keys(paths: Paths, environment: Mapping[str, str]) -> Iterator[Line]:
    """Every key is somewhere, and nobody else can read it."""
    handed = [name for name in _KEYS if _from_environment(name, environment)]
    files = [paths.keys / f"{name}.key" for name in _KEYS if name not in handed]
    missing = [file.name for file in files if not file.exists()]
    if missing:
        do = "Start the gateway once, or restore the key files from your backup."
        yield fail("keys", f"missing in {paths.keys}: {', '.join(missing)}", do)
        return
    yield from _private(
        "keys", [path for path in (paths.state, paths.keys, *files) if path.exists()]
    )
    where = [f"{len(files)} in {paths.keys}"] if files else []
    where += [f"{len(handed)} from the environment"] if handed else []
    yield ok("keys", ", ".join(where) + "; keep a copy in a safe place")


def _from_environment(name: str, environment: Mapping[str, str]) -> bool:
    variable = f"GATEWAY_{name.upper()}_KEY"
    return bool(environment.get(variable) or environment.get(f"{variable}_FILE"))


def _private(name: str, paths: list[Path]) -> Iterator[Line]:
    for path in paths:
        if path.stat().st_mode & 0o077:
            mode = "700" if path.is_dir() else "600"
            yield fail(name, f"others can read {path}", f"Run: chmod {mode} {path}")


def check_certificates(paths: Paths, egress: tuple[Egress, ...]) -> Iterator[Line]:
    """The gateway's own authority, and the files that egress entries trust."""
    try:
        authority = read_authority(paths.ca / CERTIFICATE)
    except (GatewayError, OSError) as error:
        do = "Start the gateway once, or run: genai-gateway ca init"
        yield fail("certificate", _why(error), do)
    else:
        do = "Move <state>/ca away, make a new one and put its certificate on the clients."
        yield _expiry("certificate", str(authority.path), authority.expires, do)
        yield from _private("certificate", [p for n in PRIVATE if (p := paths.ca / n).exists()])
    for entry in egress:
        if entry.ca_file:
            yield _trusted(entry)


def _why(error: GatewayError | OSError) -> str:
    return (getattr(error, "strerror", "") or str(error)).partition(". ")[0]


def _trusted(entry: Egress) -> Line:
    name = f"CA file for {entry.host}"
    do = "Correct egress in gateway.yaml, or renew the file."
    try:
        certificates = x509.load_pem_x509_certificates(Path(entry.ca_file).read_bytes())
    except OSError as error:
        return fail(name, f"{entry.ca_file} cannot be read: {error.strerror}", do)
    except ValueError:
        return fail(name, f"{entry.ca_file} holds no certificate in PEM form", do)
    expires = min(certificate.not_valid_after_utc for certificate in certificates)
    return _expiry(name, entry.ca_file, expires, do)


def _expiry(name: str, path: str, expires: datetime, do: str) -> Line:
    left = expires - datetime.now(UTC)
    said = f"{path}, valid until {expires:%d %B %Y}"
    if left < timedelta(0):
        return fail(name, f"{path} expired on {expires:%d %B %Y}", do)
    return warn(name, said, do) if left < _RENEW else ok(name, said)


def check_disk(folder: Path) -> Line:
    """Room for records."""
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:.1f} GB free at {folder}"
    do = "Make room: without it no record can be written, and then nothing is let through."
    if free < _TOO_LITTLE:
        return fail("disk", said, do)
    return warn("disk", said, do) if free < _LITTLE else ok("disk", said)
