"""The hashed list of clients: what is kept, who can read it, what is refused."""

import stat
from pathlib import Path

import pytest

from detectors.client_rows import Columns, values
from detectors.clients import (
    ADDRESS,
    INDEX,
    KEY,
    PERSON,
    REFERENCE,
    ClientsError,
    build,
    clear_folder,
    load,
    load_key,
    save,
)

VALUES = [
    (PERSON, "Ottoline Fairweather"),
    (ADDRESS, "14 Elm Grove Leeds LS1 4AB"),
    (REFERENCE, "T/00812/4"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "clients"
    save(build(VALUES, load_key(folder)), folder)
    return folder


def test_what_was_saved_is_loaded(folder: Path) -> None:
    index = load(folder)
    assert index is not None
    assert len(index) == 3


def test_the_files_hold_no_value_and_only_their_owner_reads_them(folder: Path) -> None:
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        raw = path.read_bytes().lower()
        assert not any(word in raw for word in (b"ottoline", b"fairweather", b"elm", b"00812"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_another_key_makes_another_index(folder: Path, tmp_path: Path) -> None:
    other = build(VALUES, load_key(tmp_path / "other"))
    first = load(folder)
    assert first is not None
    assert not set(first.values[PERSON].tolist()) & set(other.values[PERSON].tolist())


def test_the_key_stays_when_a_list_is_replaced(folder: Path) -> None:
    key = (folder / KEY).read_bytes()
    save(build([(PERSON, "Ada Bell")], load_key(folder)), folder)
    index = load(folder)
    assert (folder / KEY).read_bytes() == key
    assert index is not None
    assert len(index) == 1


def test_no_folder_and_a_cleared_one_hold_no_list(folder: Path) -> None:
    clear_folder(folder)
    clear_folder(folder)
    assert load(folder) is None
    assert load(None) is None
    assert list(folder.iterdir()) == []


def test_a_damaged_list_or_key_is_an_error_not_an_empty_list(folder: Path) -> None:
    (folder / INDEX).write_bytes(b"no zip file")
    with pytest.raises(ClientsError, match="cannot be read"):
        load(folder)
    (folder / KEY).write_bytes(b"short")
    with pytest.raises(ClientsError, match="not a key"):
        load_key(folder)
    (folder / KEY).unlink()
    with pytest.raises(ClientsError, match="without its key"):
        load(folder)


def test_rows_become_the_forms_people_type() -> None:
    columns = Columns.of(
        ["Forename", "Surname", "Address 1", "Town", "Postcode", "Tenancy Ref", "Notes"]
    )
    row = {
        "Forename": "Mary Ann",
        "Surname": "de Souza",
        "Address 1": "14 Elm Grove",
        "Town": "Leeds",
        "Postcode": "LS1 4AB",
        "Tenancy Ref": "T/00812/4",
        "Notes": "likes tea",
    }
    made = list(values([row], columns))
    assert columns.ignored == ["Notes"]
    assert (PERSON, "de Souza Mary Ann") in made
    assert (PERSON, "Mary de Souza") in made
    assert (ADDRESS, "14 Elm Grove Leeds LS14AB") in made
    assert (ADDRESS, "14 Elm Grove") in made
    assert (REFERENCE, "T/00812/4") in made
    assert not any("tea" in value for _, value in made)


@pytest.mark.parametrize(
    "row", [{"name": "Cher", "ref": ""}, {"name": "", "ref": "A1"}, {"name": None, "ref": "abcdef"}]
)
def test_a_single_word_and_a_short_reference_are_not_listed(row: dict[str, str | None]) -> None:
    assert not list(values([row], Columns.of(row)))
