"""`policy check` shows every mistake of every file at once, each on its line."""

import shutil
from pathlib import Path

import pytest

from gateway.errors import ConfigError
from gateway.policy.check_files import check_files

HERE = Path(__file__).parent
SHIPPED = HERE.parents[3] / "config"

EXPECTED = [
    ("codenames.yaml", 2, "codenames[0].expires"),
    ("gateway.yaml", 1, "practice"),
    ("gateway.yaml", 2, "practice"),
    ("hosts.yaml", 3, "hosts[0].host"),
    ("policy.yaml", 3, "rules[0].clause"),
    ("policy.yaml", 5, "rules[0].effect"),
    ("policy.yaml", 9, "rules[1].check"),
    ("policy.yaml", 15, "rules[2].params.categories[0]"),
    ("policy.yaml", 17, "rules[2].message"),
    ("policy.yaml", 18, "rules[3].id"),
    ("policy.yaml", 21, "rules[3].effect"),
    ("retention.yaml", 4, "schedule[0].period"),
    ("suppress.yaml", 3, "entries[0].entity"),
    ("suppress.yaml", 6, "entries[0].expires"),
    ("tools.yaml", 2, "tools[0].groups"),
    ("tools.yaml", 8, "tools[0].approval"),
    ("tools.yaml", 9, "tools[0].group"),
    ("tools.yaml", 10, "tools[0].review"),
]


def test_every_mistake_is_shown_with_file_and_line() -> None:
    with pytest.raises(ConfigError) as caught:
        check_files(HERE / "mistakes", Path("unused"), {})
    assert [(p.file, p.line, p.where) for p in caught.value.problems] == EXPECTED


def test_the_shipped_files_have_none() -> None:
    checked = check_files(SHIPPED, Path("unused"), {})
    assert checked.policy.version == checked.configuration.version
    assert checked.policy.header == "x-genai-justification"


def test_the_header_of_gateway_yaml_reaches_the_policy(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "config")
    text = (folder / "gateway.yaml").read_text(encoding="utf-8")
    (folder / "gateway.yaml").write_text(text.replace("x-genai-justification", "x-why"), "utf-8")
    assert check_files(folder, tmp_path, {}).policy.header == "x-why"
