"""Only hashes stand in users.yaml, and they show in no message or representation."""

from pathlib import Path

import pytest

from gateway.errors import ConfigError
from gateway.settings.shape import fit
from gateway.settings.users_file import UsersFile
from gateway.settings.yaml_file import Document, Plain, read

HASH = "scrypt$16384$8$1$c2FsdA==$aGFzaA=="


def users(password_hash: str) -> UsersFile:
    row: Plain = {"id": "amara.okafor", "password_hash": password_hash, "groups": ["all-staff"]}
    return fit(Document(file="users.yaml", value={"users": [row]}), UsersFile)


def test_a_hash_is_taken_as_it_is() -> None:
    (row,) = users(HASH).users
    assert row.user().password_hash == HASH
    assert row.user().groups == {"all-staff"}


def test_a_hash_shows_in_no_representation() -> None:
    (row,) = users(HASH).users
    assert "aGFzaA" not in repr(row) + repr(row.user())


def test_a_password_in_clear_is_refused_and_not_repeated() -> None:
    canary = "correct horse" + " battery"
    with pytest.raises(ConfigError) as caught:
        users(canary)
    assert canary not in str(caught.value)


def test_the_example_can_be_used_as_it_stands() -> None:
    example = Path(__file__).parents[4] / "config" / "users.yaml.example"
    assert len(fit(read(example), UsersFile).users) == 2
