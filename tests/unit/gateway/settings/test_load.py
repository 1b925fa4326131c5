"""The whole configuration loads, or every problem of every file is said."""

import shutil
from pathlib import Path

import pytest

from detectors.types import Category
from gateway.errors import ConfigError, Problem
from gateway.settings.load import Configuration, load
from tests.tuned import set_thresholds

CONFIG = Path(__file__).parents[4] / "config"

SHIPPED = Path(__file__).parents[4] / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped configuration that a test may change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "config"))


def loaded(folder: Path, **environment: str) -> Configuration:
    return load(folder, folder.parent / "state", environment)


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        loaded(folder)
    return caught.value.problems


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_configuration_loads(folder: Path) -> None:
    configuration = loaded(folder)
    tools = {tool.id: tool for tool in configuration.tools}
    assert {"practice", "practice-public", "practice-paused"} <= set(tools)
    assert len(configuration.services) >= 500
    assert len({service.vendor for service in configuration.services}) >= 200
    assert len(configuration.version) == 16


def test_the_environment_wins_over_the_file(folder: Path) -> None:
    assert loaded(folder, GATEWAY_LISTEN="0.0.0.0:1").gateway.listen.proxy == "0.0.0.0:1"


def test_comments_and_layout_do_not_change_the_version(folder: Path) -> None:
    before = loaded(folder).version
    edit(folder, "policy.yaml", "rules:\n", "# a note\n\nrules:\n")
    assert loaded(folder).version == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("policy.yaml", "categories: [secret]", "categories: [confidential]"),
        ("tools.yaml", "approval: paused", "approval: withdrawn"),
        ("hosts.yaml", "  - {vendor: Adobe", "  # - {vendor: Adobe"),
    ],
)
def test_a_change_of_policy_register_or_hosts_changes_the_version(
    folder: Path, name: str, old: str, new: str
) -> None:
    before = loaded(folder).version
    edit(folder, name, old, new)
    assert loaded(folder).version != before


def test_how_the_gateway_runs_is_not_part_of_the_version(folder: Path) -> None:
    before = loaded(folder).version
    edit(folder, "gateway.yaml", "workers: 1", "workers: 2")
    assert loaded(folder).version == before


def test_problems_of_all_files_come_together(folder: Path) -> None:
    edit(folder, "policy.yaml", 'clause: "4"', "clause: 4")
    edit(folder, "tools.yaml", "approval: paused", "approval: stopped")
    edit(folder, "gateway.yaml", "practice:", "practise:")
    (folder / "hosts.yaml").unlink()
    found = problems(folder)
    assert [p.file for p in found] == ["gateway.yaml", "policy.yaml", "tools.yaml", "hosts.yaml"]
    assert all(p.line for p in found if p.file != "hosts.yaml")


def test_a_wrong_row_does_not_hide_another_rows_problem(folder: Path) -> None:
    edit(folder, "tools.yaml", "approval: paused", "approval: stopped")
    edit(folder, "tools.yaml", "id: practice-public", "id: practice")
    assert len(problems(folder)) == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("tools.yaml", "id: practice-public", "id: practice", "tools[1].id"),
        ("tools.yaml", "[public.practice", "[practice", "tools[1].hosts"),
        ("policy.yaml", "id: tool-limited", "id: tool-not-listed", "rules[1].id"),
        ("hosts.yaml", "host: paused.practice", "host: public.practice", "host"),
    ],
)
def test_a_name_that_is_taken_twice_is_a_problem(
    folder: Path, name: str, old: str, new: str, where: str
) -> None:
    edit(folder, name, old, new)
    (found,) = problems(folder)
    assert where in found.where
    assert found.line


def test_users_are_read_where_gateway_yaml_says(folder: Path) -> None:
    shutil.copy(folder / "users.yaml.example", folder / "people.yaml")
    edit(folder, "gateway.yaml", 'users_file: ""', "users_file: people.yaml")
    assert [user.id for user in loaded(folder).users] == ["amara.okafor", "tom.whitfield"]


def test_a_missing_users_file_is_a_problem(folder: Path) -> None:
    edit(folder, "gateway.yaml", 'users_file: ""', "users_file: people.yaml")
    assert [p.file for p in problems(folder)] == ["people.yaml"]


def test_missing_word_lists_refuse_to_start(folder: Path) -> None:
    shutil.rmtree(folder / "terms")
    (found,) = problems(folder)
    assert found.where == "scan.terms"
    assert found.line


def test_the_thresholds_of_the_policy_are_loaded(folder: Path) -> None:
    set_thresholds(folder)
    edit(folder, "policy.yaml", "entities: {}", "entities: {UK_NHS: 0.6}")
    thresholds = loaded(folder).policy.thresholds
    assert thresholds.of("UK_NHS", Category.PERSONAL) == 0.6
    assert thresholds.of("PERSON", Category.PERSONAL) == 0.5


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("entities: {}", "entities: {UK_NSH: 0.6}", "thresholds.entities.UK_NSH", "UK_NHS"),
        ("entities: {}", "entities: {UK_NHS: 6}", "thresholds.entities.UK_NHS", "less than"),
        ("personal: 0.5", "personnal: 0.5", "thresholds.categories.personnal", "'personal'"),
        ("uncertain: 0.3", "uncertain: 0.1", "thresholds.uncertain", "greater than"),
        ("uncertain: 0.3", "unsure: 0.3", "thresholds.unsure", "not a known key"),
        ("uncertain: 0.3", "uncertain: 0.45", "thresholds", "special_category"),
    ],
)
def test_a_wrong_threshold_is_named_with_its_line(
    folder: Path, old: str, new: str, where: str, said: str
) -> None:
    set_thresholds(folder)
    edit(folder, "policy.yaml", old, new)
    (found,) = problems(folder)
    assert (found.file, found.where) == ("policy.yaml", where)
    assert found.line
    assert said in found.message


def test_a_wrong_threshold_does_not_hide_a_wrong_rule(folder: Path) -> None:
    set_thresholds(folder)
    edit(folder, "policy.yaml", "uncertain: 0.3", "uncertain: 2")
    edit(folder, "policy.yaml", 'clause: "4"', "clause: 4")
    assert len(problems(folder)) == 2


def test_an_empty_policy_refuses_to_start(folder: Path) -> None:
    (folder / "policy.yaml").write_text("rules: []\n", encoding="utf-8")
    assert problems(folder)


def test_allowing_failures_needs_a_written_reason(folder: Path) -> None:
    edit(folder, "gateway.yaml", "scanner: {do: block}", "scanner: {do: allow}")
    assert "reason" in problems(folder)[0].message
    edit(folder, "gateway.yaml", "{do: allow}", '{do: allow, reason: "SIRO, 1 May"}')
    assert loaded(folder).gateway.failures.scanner.do == "allow"


def test_word_lists_are_read_with_the_files_and_each_entity_needs_one(tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "config")
    terms = tmp_path / "config" / "terms"
    first = load(tmp_path / "config", tmp_path, {}).version
    (terms / "health.yaml").write_text("entity: X\nfoo: 1\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "config", tmp_path, {})
    assert "terms/health.yaml: " in str(caught.value)
    (terms / "health.yaml").unlink()
    with pytest.raises(ConfigError, match="no list for HEALTH"):
        load(tmp_path / "config", tmp_path, {})
    empty = "entity: HEALTH\nsource: own\nlicence: Apache-2.0\nstrong: []\n"
    (terms / "health.yaml").write_text(empty, encoding="utf-8")
    assert load(tmp_path / "config", tmp_path, {}).version != first


ENTRY = "entries:\n  - {words: Oak House, entity: PERSON, reason: office, owner: IG, expires: %s}\n"


def test_the_suppress_list_is_read_strictly_and_part_of_the_version(folder: Path) -> None:
    before = loaded(folder)
    file = folder / "suppress.yaml"
    file.write_text(ENTRY % "2999-01-01", encoding="utf-8")
    after = loaded(folder)
    assert after.version != before.version
    assert after.remarks == ()
    file.write_text((ENTRY % "2999-01-01").replace("reason", "reasons"), encoding="utf-8")
    assert {p.where for p in problems(folder)} == {"entries[0].reason", "entries[0].reasons"}


def test_an_expired_entry_is_remarked_with_its_line_and_without_its_words(folder: Path) -> None:
    (folder / "suppress.yaml").write_text(ENTRY % "2020-02-01", encoding="utf-8")
    (remark,) = loaded(folder).remarks
    assert (remark.file, remark.line, remark.where) == ("suppress.yaml", 2, "entries[0].expires")
    assert remark.message == "expired on 01 February 2020 and does nothing; ask IG"


def test_a_suppress_list_that_is_named_must_be_there(folder: Path) -> None:
    (folder / "suppress.yaml").unlink()
    assert [p.file for p in problems(folder)] == ["suppress.yaml"]
    edit(folder, "gateway.yaml", "suppress: suppress.yaml", 'suppress: ""')
    assert loaded(folder).gateway.scan.suppress == ""


def test_code_names_are_checked_by_line_and_part_of_the_version(folder: Path) -> None:
    path, before = folder / "codenames.yaml", loaded(folder).version
    path.write_text("codenames:\n  - {name: Project Kite, owner: Finance}\n", encoding="utf-8")
    (found,) = problems(folder)
    assert (found.file, found.line, found.where) == ("codenames.yaml", 2, "codenames[0].expires")
    path.write_text(
        "codenames:\n  - {name: Project Kite, owner: Finance, expires: 2031-03-31}\n", "utf-8"
    )
    assert loaded(folder).version != before
    path.unlink()
    assert [p.file for p in problems(folder)] == ["codenames.yaml"]
    edit(folder, "gateway.yaml", "code_names: codenames.yaml", 'code_names: ""')
    assert loaded(folder).version
