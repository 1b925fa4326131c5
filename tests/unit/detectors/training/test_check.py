"""The records that ship are sound, and the checker sees what is not."""

from pathlib import Path

import pytest

from detectors.training.check import RECORDS, main, problems
from detectors.training.markup import read_file, read_folder


def test_there_are_more_than_three_thousand_records_and_none_has_a_problem() -> None:
    records = read_folder(RECORDS)
    assert len(records) > 3000
    assert {record.id: found for record in records if (found := list(problems(record)))} == {}
    assert len({record.text for record in records}) == len(records)


def test_as_many_records_are_nobodys_as_are_somebodys() -> None:
    kinds = [record.kind for record in read_folder(RECORDS)]
    assert kinds.count("clean") + kinds.count("topic") >= 0.35 * len(kinds)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("=== clean | x\nRing [[PERSON|Ada Bell]]\n", "marks PERSON as private"),
        ("=== pii | x\nRing the switchboard\n", "marks nothing private"),
        ("=== pii | x\nRing [[PERSON|Mr Bell]]\n", "title stands outside"),
        ("=== pii | x\n[[PERSON|Ada Bell's]] rent\n", "possessive stands outside"),
        ("=== pii | x\n[[PERSON|Ada Bell]] and Bell again\n", "stands unmarked elsewhere"),
        ("=== pii | x\nNHS [[UK_NHS|943 476 5910]]\n", "check digit is wrong"),
        ("=== pii | x\nRing [[PERSON| Ada]]\n", "blanks inside the mark"),
    ],
)
def test_the_checker_sees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str, said: str
) -> None:
    path = tmp_path / "x.txt"
    path.write_text(body, encoding="utf-8")
    assert main([str(path)]) == 1
    assert said in capsys.readouterr().out


def test_the_same_text_twice_is_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.txt"
    path.write_text("=== clean | a\nsame\n=== clean | b\nsame\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "the same text as x-001" in capsys.readouterr().out
    assert len(list(read_file(path))) == 2
