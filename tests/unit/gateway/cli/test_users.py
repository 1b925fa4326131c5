"""`users hash`: lines for users.yaml."""

import yaml

from gateway.identity.passwords import verify
from gateway.settings.users_file import UsersFile
from tests.unit.gateway.cli.conftest import Run

PASSWORD = "a long enough practice phrase"


def test_the_lines_are_a_user_who_can_sign_in_with_that_password(cli: Run) -> None:
    done = cli("users", "hash", 'o"brien', "--group", "all-staff", text=f"{PASSWORD}\r\n")
    file = UsersFile.model_validate(yaml.safe_load("users:\n" + done.stdout))
    (user,) = file.users
    assert (user.id, user.groups) == ('o"brien', frozenset({"all-staff"}))
    assert verify(PASSWORD, user.password_hash)
    assert PASSWORD not in done.output


def test_a_short_password_is_refused_and_not_shown(cli: Run) -> None:
    done = cli("users", "hash", "j.bloggs", text="hunter2\n")
    assert done.exit_code == 2
    assert "hunter2" not in done.output
    assert cli("users", "hash", "j.bloggs").exit_code == 2


def test_a_name_that_can_never_sign_in_is_refused(cli: Run) -> None:
    done = cli("users", "hash", "a:b", text=f"{PASSWORD}\n")
    assert done.exit_code == 2
    assert "colon" in done.stderr
