"""`case export`: a package on disk, or nothing."""

import os
from pathlib import Path

import pytest

from gateway.cli.case.exporting import new_file
from gateway.errors import GatewayError
from tests.unit.gateway.cli.case.conftest import Case

OTHERS = ("--ground", "Sch 2 para 16")
TEST = ("--identifies", "By name", "--consent", "Refused", "--reasonable", "No")


@pytest.fixture
def informed(config: Path) -> None:
    """What a person is told stands in gateway.yaml."""
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    for name in ("officer", "basis", "retention"):
        text = text.replace(f'{name}: ""', f'{name}: "Said."', 1)
    file.write_text(text, encoding="utf-8")


def approve(case: Case, reference: str) -> None:
    case("review", reference)
    case("approve", reference, who="ana.reid")


def test_a_package_is_written_once_and_again_the_same(
    case: Case, sar: str, informed: None, tmp_path: Path
) -> None:
    case("redact", sar, "--words", "Sam Poe", *OTHERS, *TEST)
    file = tmp_path / "out.zip"
    assert "needs a case in approved" in case("export", sar, "--output", str(file), code=1).stderr
    assert not file.exists()
    approve(case, sar)
    done = case("export", sar, "--output", str(file))
    assert "records: 2\n" in done.stdout
    assert "redactions: 2\n" in done.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    assert "not overwritten" in case("export", sar, "--output", str(file), code=1).stderr
    case("export", sar, "--output", str(tmp_path / "again.zip"))
    assert (tmp_path / "again.zip").read_bytes() == file.read_bytes()
    case("close", sar, "--outcome", "partly-released")


@pytest.mark.parametrize("unnamed", [getattr(os, "O_TMPFILE", 0), 0])
def test_a_file_is_whole_or_not_there(tmp_path: Path, unnamed: int) -> None:
    file = tmp_path / "out.zip"
    with new_file(file, unnamed=unnamed) as target:
        target.write(b"all of it")
        assert file.exists() == (unnamed == 0)
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"all of it", 0o600)
    with pytest.raises(GatewayError, match="not overwritten"), new_file(file, unnamed=unnamed):
        pass
    with pytest.raises(KeyError), new_file(tmp_path / "other.zip", unnamed=unnamed):
        raise KeyError
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="files have a name here at once")
def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "out.zip"
    with pytest.raises(GatewayError, match="not overwritten"), new_file(file):
        file.write_bytes(b"somebody else's")
    assert file.read_bytes() == b"somebody else's"


def test_nothing_is_left_on_disk_where_a_redacted_value_is_left(
    case: Case, sar: str, informed: None, tmp_path: Path
) -> None:
    case("redact", sar, "r1", "--span", "prompt_typed:0:24-31", *OTHERS, *TEST)
    case("redact", sar, "--undo", "2", "--why", "By mistake")
    approve(case, sar)
    done = case("export", sar, "--output", str(tmp_path / "out.zip"), code=1)
    assert "redaction 1 leaves out still stands in prompt_sent:0 of r1" in done.stderr
    assert "Poe" not in done.output
    assert not (tmp_path / "out.zip").exists()
