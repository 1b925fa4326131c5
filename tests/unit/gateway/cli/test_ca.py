"""`ca`: made once, with the organisation's name, readable by its owner only."""

import stat
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from tests.unit.gateway.cli.conftest import Run


def test_a_new_authority_carries_the_organisations_name(
    cli: Run, config: Path, state: Path
) -> None:
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("This organisation", "Loamshire Council", 1), encoding="utf-8")
    assert cli("ca", "init").exit_code == 0
    shown = cli("ca", "show").stdout
    pem = (state / "ca" / "mitmproxy-ca-cert.pem").read_bytes()
    certificate = x509.load_pem_x509_certificate(pem)
    assert "CN=Loamshire Council GenAI gateway" in shown
    assert certificate.fingerprint(SHA256()).hex(":").upper() in shown
    assert f"{certificate.not_valid_after_utc:%d %B %Y}" in shown
    assert b"PRIVATE KEY" not in pem


def test_the_private_key_is_private(cli: Run, state: Path) -> None:
    cli("ca", "init")
    key = state / "ca" / "mitmproxy-ca.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700


def test_an_authority_is_never_replaced(cli: Run, state: Path) -> None:
    cli("ca", "init")
    before = (state / "ca" / "mitmproxy-ca.pem").read_bytes()
    assert cli("ca", "init").exit_code == 1
    assert (state / "ca" / "mitmproxy-ca.pem").read_bytes() == before


def test_a_missing_authority_is_said_with_what_to_do(cli: Run) -> None:
    done = cli("ca", "show")
    assert done.exit_code == 1
    assert "genai-gateway ca init" in done.stderr


def test_a_file_that_is_no_certificate_is_said_to_be_that(cli: Run, state: Path) -> None:
    (state / "ca").mkdir(parents=True)
    (state / "ca" / "mitmproxy-ca-cert.pem").write_text("no", encoding="utf-8")
    done = cli("ca", "show")
    assert done.exit_code == 1
    assert "is not a certificate" in done.stderr
