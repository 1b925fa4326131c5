"""The gateway's own AWS credentials: where they are read, and that they never show."""

from pathlib import Path

import pytest

from gateway.errors import ConfigError
from gateway.settings.aws_credentials import credentials
from gateway.settings.gateway_file import Signing

SECRET = "not-a-real-secret-key"
FILE = f"""[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = {SECRET}

[council]
aws_access_key_id=AKIACOUNCIL
aws_secret_access_key={SECRET}
aws_session_token=a%token
"""


def row(path: Path | str = "", profile: str = "default") -> Signing:
    return Signing(hosts=("*.amazonaws.com",), credentials_file=str(path), profile=profile)


def test_a_profile_of_a_file_has_its_own_key(tmp_path: Path) -> None:
    path = tmp_path / "credentials"
    path.write_text(FILE, encoding="utf-8")
    assert credentials(row(path), {}).access_key == "AKIADEFAULT"
    found = credentials(row(path, "council"), {})
    assert (found.access_key, found.secret, found.token) == ("AKIACOUNCIL", SECRET, "a%token")
    assert SECRET not in repr(found)


def test_without_a_file_the_environment_has_the_key() -> None:
    environment = {"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": SECRET}
    assert credentials(row(), environment).access_key == "AKIAENV"


@pytest.mark.parametrize("content", [b"[council]\n", b"aws_access_key_id", b"\xff", FILE.encode()])
def test_what_has_no_key_is_a_mistake_that_shows_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "credentials"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        credentials(row(path, "nobody"), {})
    assert "signing" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        credentials(row(tmp_path / "none"), {})


def test_an_empty_environment_is_a_mistake() -> None:
    with pytest.raises(ConfigError, match="environment"):
        credentials(row(), {"AWS_ACCESS_KEY_ID": "AKIAENV"})
