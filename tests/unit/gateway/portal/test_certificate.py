"""The throw-away authority of the practice tool."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from gateway.portal.certificate import Issued, issue


def verify(issued: Issued, host: str) -> None:
    store = Store([x509.load_pem_x509_certificate(issued.ca.read_bytes())])
    leaf = x509.load_pem_x509_certificate(issued.certificate.read_bytes())
    PolicyBuilder().store(store).build_server_verifier(x509.DNSName(host)).verify(leaf, [])


@pytest.mark.parametrize(
    "host", ["practice.genai-gateway.test", "paused.practice.genai-gateway.test"]
)
def test_it_holds_for_the_practice_hosts(tmp_path: Path, host: str) -> None:
    verify(issue(tmp_path), host)


@pytest.mark.parametrize(
    "host", ["genai-gateway.test", "api.openai.com", "a.b.practice.genai-gateway.test"]
)
def test_it_holds_for_no_other_host(tmp_path: Path, host: str) -> None:
    with pytest.raises(VerificationError):
        verify(issue(tmp_path), host)


def test_the_authority_may_vouch_for_practice_hosts_only(tmp_path: Path) -> None:
    authority = x509.load_pem_x509_certificate(issue(tmp_path).ca.read_bytes())
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert allowed.critical
    assert allowed.value.permitted_subtrees == [x509.DNSName("practice.genai-gateway.test")]


def test_the_files_are_the_gateways_own_and_hold_the_key_of_the_certificate(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "practice"
    issued = issue(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    key = serialization.load_pem_private_key(issued.key.read_bytes(), None)
    leaf = x509.load_pem_x509_certificate(issued.certificate.read_bytes())
    assert key.public_key() == leaf.public_key()


def test_every_start_makes_new_ones(tmp_path: Path) -> None:
    first = issue(tmp_path).ca.read_bytes()
    assert issue(tmp_path).ca.read_bytes() != first
