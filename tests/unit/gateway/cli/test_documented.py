"""docs/cli.md names every command and every option, and none that do not exist."""

import re

import click

from tests.unit.gateway.cli.conftest import ROOT
from tests.unit.gateway.cli.test_program import ALL

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
COMMON = {"--help", "--config", "--state"}


def sections() -> dict[str, str]:
    """Heading to text, of the headings that are commands."""
    parts = re.split(r"^### `genai-gateway ([a-z -]+)`.*$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    assert sorted(sections()) == sorted(" ".join(words) for words in ALL)


def test_every_option_of_a_command_is_in_its_section_and_no_other() -> None:
    for words, command in ALL.items():
        options = {
            name for p in command.params if isinstance(p, click.Option) for name in p.opts
        } - COMMON
        named = set(re.findall(r"^- `(--[a-z-]+)", sections()[" ".join(words)], re.MULTILINE))
        assert named == options, words


def test_the_common_options_and_exit_codes_are_explained() -> None:
    head = PAGE.partition("### `")[0]
    assert all(word in head for word in (*COMMON, "GATEWAY_CONFIG_DIR", "GATEWAY_STATE_DIR"))
    assert all(f"| {code} |" in head for code in (0, 1, 2))
