"""What tells that a file was edited."""

import shutil
from pathlib import Path

import pytest

from gateway.settings.load import load
from gateway.settings.watched import scan_signature, watched
from tests.unit.gateway.cli.conftest import ROOT


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder)
    return folder


def test_the_words_the_patterns_and_the_clients_make_another_scanner(
    config: Path, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    loaded = load(config, state, {})
    seen = [(scan_signature(loaded), watched(loaded))]
    (config / "terms" / "health.yaml").touch()
    seen.append((scan_signature(loaded), watched(loaded)))
    (config / "references.yaml").write_text("references: []\n", encoding="utf-8")
    seen.append((scan_signature(loaded), watched(loaded)))
    (state / "clients").mkdir(parents=True)
    (state / "clients" / "index.npz").write_bytes(b"x")
    seen.append((scan_signature(loaded), watched(loaded)))
    assert len({scan for scan, _ in seen}) == len({all_of for _, all_of in seen}) == len(seen)


def test_the_register_makes_no_other_scanner_but_is_watched(config: Path, tmp_path: Path) -> None:
    loaded = load(config, tmp_path / "state", {})
    before = scan_signature(loaded), watched(loaded)
    with (config / "tools.yaml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert scan_signature(loaded) == before[0]
    assert watched(loaded) != before[1]


def test_without_a_file_of_patterns_there_is_nothing_to_watch(config: Path, tmp_path: Path) -> None:
    settings = config / "gateway.yaml"
    text = settings.read_text(encoding="utf-8").replace(
        "references: references.yaml", 'references: ""'
    )
    settings.write_text(text, encoding="utf-8")
    names = {name for name, *_ in scan_signature(load(config, tmp_path / "state", {}))}
    assert "references.yaml" not in names


def test_credentials_to_sign_with_are_watched(config: Path, tmp_path: Path) -> None:
    held = tmp_path / "aws"
    held.write_text("[default]\n", encoding="utf-8")
    settings = config / "gateway.yaml"
    row = f'signing: [{{hosts: ["*.amazonaws.com"], credentials_file: "{held}"}}]'
    text = settings.read_text(encoding="utf-8").replace("signing: []", row)
    settings.write_text(text, encoding="utf-8")
    loaded = load(config, tmp_path / "state", {})
    before = watched(loaded)
    held.write_text("[default]\naws_access_key_id = AKIAEXAMPLE\n", encoding="utf-8")
    assert watched(loaded) != before
