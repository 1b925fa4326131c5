"""The authority: made with the organisation's name, private, and never replaced."""

from pathlib import Path

import pytest
from cryptography import x509

from addons import ca
from gateway.errors import ConfigError


def test_an_authority_is_made_once_and_its_keys_are_private(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ca"
    arguments = ["--folder", str(folder), "--organisation", "Calderwick Council"]
    assert not ca.exists(folder)
    assert ca.main(arguments) == 0
    assert ca.exists(folder)
    made = (folder / "mitmproxy-ca-cert.pem").read_bytes()
    subject = x509.load_pem_x509_certificate(made).subject.rfc4514_string()
    assert "Calderwick Council" in subject
    assert folder.stat().st_mode & 0o077 == 0
    for name in ("mitmproxy-ca.pem", "mitmproxy-ca.p12"):
        assert (folder / name).stat().st_mode & 0o077 == 0
    assert ca.main(arguments) == 1
    assert "already" in capsys.readouterr().err
    assert (folder / "mitmproxy-ca-cert.pem").read_bytes() == made


def test_a_folder_that_cannot_be_written_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    arguments = ["--folder", str(tmp_path / "file" / "ca"), "--organisation", "X"]
    assert ca.main(arguments) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_an_authority_that_cannot_sign_is_noticed_before_anybody_connects(tmp_path: Path) -> None:
    ca.check(tmp_path)
    ca.create(tmp_path, "Calderwick")
    ca.check(tmp_path)
    (tmp_path / f"{ca.NAME}-ca.pem").write_text("junk", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be used"):
        ca.check(tmp_path)
