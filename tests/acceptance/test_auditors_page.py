"""docs/auditors.md says what really comes out: a whole FOI and a whole subject access request."""

from pathlib import Path

from tests.walk import PAGE, PROMPTS, plain, walked


def test_every_command_of_the_page_prints_what_the_page_says(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (tmp_path / "served").mkdir()
    number = 0
    for step, output in walked(tmp_path, page):
        assert plain(output) == plain(step.output), step.command
        number += 1
    assert number > 40


def test_the_page_shows_the_prompts_that_it_is_about() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [text for _, _, text in PROMPTS if text not in page] == []
