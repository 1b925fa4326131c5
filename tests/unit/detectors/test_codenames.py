"""The list of code names: what may stand in it, and that mistakes never quote a name."""

from datetime import date
from pathlib import Path

import pytest

from detectors.codenames import CodeName, CodeNamesError, load_code_names, pattern_of

ENTRY = "{name: Project Kingfisher, owner: Finance, expires: 2031-03-31}"


def written(folder: Path, text: str) -> Path:
    path = folder / "codenames.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def name(words: str, *, exact: bool = False) -> CodeName:
    return CodeName(name=words, owner="Finance", expires=date(2031, 3, 31), exact_case=exact)


def test_no_file_and_an_empty_one_hold_no_names(tmp_path: Path) -> None:
    assert load_code_names(None) == ()
    assert load_code_names(written(tmp_path, "")) == ()


def test_an_entry_has_an_owner_and_a_last_day(tmp_path: Path) -> None:
    (one,) = load_code_names(written(tmp_path, f"codenames: [{ENTRY}]"))
    assert (one.owner, one.expires, one.exact_case) == ("Finance", date(2031, 3, 31), False)


@pytest.mark.parametrize(
    "text",
    [
        "codenames: [{name: Kingfisher}]",
        "codenames: [{name: Kingfisher, owner: Finance, expires: soon}]",
        "codenames: [{name: Ki, owner: Finance, expires: 2031-03-31}]",
        "codenames: [{name: Kingfisher, owner: F, expires: 2031-03-31, case: x}]",
        "codenames: Kingfisher",
        "a: [b",
        "\x00",
    ],
)
def test_a_mistake_is_told_without_the_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(CodeNamesError) as caught:
        load_code_names(written(tmp_path, text))
    assert "codenames.yaml" in str(caught.value)
    assert "Kingfisher" not in str(caught.value)


def test_a_missing_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(CodeNamesError):
        load_code_names(tmp_path / "none.yaml")


def test_names_are_whole_words_and_the_longest_wins() -> None:
    pattern = pattern_of([name("Project Kite"), name("Project Kite Two")])
    assert pattern is not None
    assert pattern.findall("project  kite two, PROJECT-KITE, Project\nKite's") == [
        "project  kite two", "PROJECT-KITE", "Project\nKite",
    ]  # fmt: skip
    assert not pattern.search("Projects Kite, Project Kites, MyProject Kite")


def test_letter_case_counts_where_the_entry_says_so() -> None:
    pattern = pattern_of([name("LANTERN", exact=True)])
    assert pattern is not None
    assert pattern.search("about LANTERN.")
    assert not pattern.search("a lantern or a Lantern")


def test_signs_in_a_name_mean_themselves() -> None:
    pattern = pattern_of([name("A.B (1)")])
    assert pattern is not None
    assert pattern.search("see A.B (1) now")
    assert not pattern.search("see AxB (1) now")
