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
    desk = tmp_path / "desk"
    packed = {p for folder in ("FOI-2026-12", "SAR-2026-7") for p in (desk / folder).rglob("*")}
    assert len(packed) > 30
    for file in (*packed, *(tmp_path / "served" / "state").rglob("*")):
        if file.is_file():
            content = file.read_bytes().lower()
            assert not [name for name in (b"whitlock", b"okonkwo") if name in content], file


def test_the_page_shows_the_prompts_that_it_is_about() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [text for _, _, text in PROMPTS if text not in page] == []
