"""`detectors clients`: import, show, clear; nothing of a client comes out."""

from pathlib import Path

import pytest

from tests.unit.gateway.cli.conftest import Run

ROWS = "forename,surname,address,postcode,tenancy ref,notes\nOttoline,Fairweather,14 Elm Grove,LS1 4AB,T/00812/4,x\n"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_a_list_is_imported_shown_and_cleared(cli: Run, state: Path, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("\ufeff" + ROWS, encoding="utf-8")
    done = cli("detectors", "clients", "import", str(file), "--state", str(state))
    assert done.exit_code == 0, done.output
    assert "references" in done.stdout
    assert "notes" in done.stderr
    assert "Ottoline" not in done.output
    assert cli("detectors", "clients", "show", "--state", str(state)).stdout == done.stdout
    assert cli("detectors", "clients", "clear", "--state", str(state)).exit_code == 0
    assert cli("detectors", "clients", "show", "--state", str(state)).exit_code == 1


@pytest.mark.parametrize("text", ["colour,size\nred,4\n", "name\nCher\n", ""])
def test_a_file_that_holds_nothing_to_list_is_refused(
    cli: Run, state: Path, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "clients.csv"
    file.write_text(text, encoding="utf-8")
    done = cli("detectors", "clients", "import", str(file), "--state", str(state))
    assert done.exit_code == 1
    assert "Cher" not in done.output


def test_a_file_that_is_no_text_is_refused_without_a_word_of_it(
    cli: Run, state: Path, tmp_path: Path
) -> None:
    file = tmp_path / "clients.csv"
    file.write_bytes(b"name\nOttoline \xff Fairweather\n")
    done = cli("detectors", "clients", "import", str(file), "--state", str(state))
    assert done.exit_code == 2
    assert "Ottoline" not in done.output


def test_a_damaged_list_is_an_error(cli: Run, state: Path) -> None:
    (state / "clients").mkdir(parents=True)
    (state / "clients" / "index.npz").write_bytes(b"x")
    assert cli("detectors", "clients", "show", "--state", str(state)).exit_code == 2
