"""docs/policy.md documents every check, in step with the code."""

from pathlib import Path

from gateway.policy.question import PLACEHOLDERS
from gateway.policy.reference import table, write
from gateway.policy.registry import CHECKS

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")


def test_the_table_of_checks_is_in_the_page_as_the_code_has_it() -> None:
    assert table() in PAGE


def test_every_check_has_a_row_that_says_when_it_speaks() -> None:
    rows = [row for row in table().splitlines() if row.startswith("| `")]
    assert len(rows) == len(CHECKS)
    assert all(len(row.split("|")[2].strip()) > 20 for row in rows)


def test_every_placeholder_is_explained() -> None:
    assert [name for name in PLACEHOLDERS if f"`{{{name}}}`" not in PAGE] == []


def test_writing_it_anew_changes_the_table_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    old = PAGE.replace("| `unread` |", "| `gone` | Old row. | none | no |\n| `unread` |")
    (tmp_path / "docs" / "policy.md").write_text(old, encoding="utf-8")
    write(tmp_path)
    assert (tmp_path / "docs" / "policy.md").read_text(encoding="utf-8") == PAGE
    assert (tmp_path / "config" / "schemas" / "policy.schema.json").exists()
