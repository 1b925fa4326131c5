"""Keys, certificates, disk."""

import base64
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.audit.keys import Keys
from gateway.cli.checks.installation import check_certificates, check_disk, check_keys
from gateway.cli.checks.line import Line, State
from gateway.settings.gateway_file import Egress, Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    return Paths(config=tmp_path, state=state)


def states(lines: object) -> list[State]:
    return [line.state for line in lines]  # type: ignore[attr-defined]


def certificate(path: Path, *, days: int) -> None:
    """A self-signed certificate that ends in so many days."""
    path.parent.mkdir(exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=100))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def authority(paths: Paths, *, days: int) -> list[Line]:
    certificate(paths.ca / "mitmproxy-ca-cert.pem", days=days)
    return list(check_certificates(paths, ()))


def test_keys_that_are_private_are_well(paths: Paths) -> None:
    Keys.load(paths.keys, {})
    assert states(check_keys(paths, {})) == [State.OK]


def test_a_missing_key_fails_and_is_not_made(paths: Paths) -> None:
    Keys.load(paths.keys, {})
    (paths.keys / "index.key").unlink()
    (line,) = check_keys(paths, {})
    assert line.state is State.FAIL
    assert "index.key" in line.said
    assert not (paths.keys / "index.key").exists()


@pytest.mark.parametrize("which", ["keys/sealing.key", "keys", "."])
def test_what_others_can_read_fails(paths: Paths, which: str) -> None:
    Keys.load(paths.keys, {})
    (paths.state / which).chmod(0o755)
    failed = [line for line in check_keys(paths, {}) if line.state is State.FAIL]
    assert len(failed) == 1
    assert failed[0].do.startswith("Run: chmod ")


def test_keys_from_the_environment_need_no_files(paths: Paths) -> None:
    key = base64.b64encode(os.urandom(32)).decode()
    names = ("PSEUDONYM", "SEALING", "INDEX", "CACHE", "CHECKPOINT")
    (line,) = check_keys(paths, {f"GATEWAY_{name}_KEY": key for name in names})
    assert line.state is State.OK
    assert "5 from the environment" in line.said
    assert key not in line.said


@pytest.mark.parametrize(("days", "state"), [(400, State.OK), (10, State.WARN), (-1, State.FAIL)])
def test_the_authority_is_judged_by_what_time_it_has_left(
    paths: Paths, days: int, state: State
) -> None:
    assert states(authority(paths, days=days)) == [state]


def test_a_missing_authority_fails_with_what_to_do(paths: Paths) -> None:
    (line,) = check_certificates(paths, ())
    assert line.state is State.FAIL
    assert "genai-gateway ca init" in line.do


def test_an_authority_key_that_others_can_read_fails(paths: Paths) -> None:
    authority(paths, days=400)
    (paths.ca / "mitmproxy-ca.pem").write_text("key")
    (paths.ca / "mitmproxy-ca.pem").chmod(0o644)
    assert states(check_certificates(paths, ())) == [State.OK, State.FAIL]


def test_the_files_that_egress_trusts_are_looked_at(paths: Paths, tmp_path: Path) -> None:
    authority(paths, days=400)
    good, old, text = (tmp_path / "pem" / name for name in ("good", "old", "text"))
    certificate(good, days=400)
    certificate(old, days=-1)
    text.write_text("no certificate")
    egress = tuple(
        Egress(host=f"{file.name}.test", address="127.0.0.1:1", ca_file=str(file))
        for file in (good, old, text, tmp_path / "missing")
    )
    lines = list(check_certificates(paths, egress))[1:]
    assert states(lines) == [State.OK, State.FAIL, State.FAIL, State.FAIL]
    assert "No such file" in lines[3].said


def test_the_disk_of_the_folder_is_measured(tmp_path: Path) -> None:
    line = check_disk(tmp_path)
    assert f"GB free at {tmp_path}" in line.said
