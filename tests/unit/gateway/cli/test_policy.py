"""`policy`: check, explain, test."""

from pathlib import Path

from tests.unit.gateway.cli.conftest import Run

CASES = """\
cases:
  - name: a name goes to the practice tool
    tool: practice
    prompt: Write to Ottoline Fairweather
    expect: {effect: pseudonymise, clauses: ["10.3"]}
  - name: a paused tool
    tool: practice-paused
    prompt: Hello
    findings: []
    expect: {effect: %s}
"""


def test_the_shipped_configuration_is_right(cli: Run) -> None:
    done = cli("policy", "check")
    assert done.exit_code == 0
    assert "The configuration is right: " in done.stdout
    assert " 3 tools, " in done.stdout


def test_expired_entries_of_the_suppress_list_are_said(cli: Run, config: Path) -> None:
    entry = "{words: Oak House, entity: PERSON, reason: office, owner: IG, expires: 2020-02-01}"
    (config / "suppress.yaml").write_text(f"entries: [{entry}]\n", encoding="utf-8")
    for command in (("policy", "check"), ("doctor", "--offline")):
        done = cli(*command)
        assert "suppress.yaml:1: entries[0].expires: expired on 01 February 2020" in done.stdout
        assert "Oak House" not in done.output


def test_mistakes_of_several_files_are_all_named_with_their_lines(cli: Run, config: Path) -> None:
    with (config / "tools.yaml").open("a", encoding="utf-8") as file:
        file.write("\n  - id: Bad Id\n    approvall: yes\n")
    policy = (config / "policy.yaml").read_text(encoding="utf-8")
    (config / "policy.yaml").write_text(policy.replace("check: ", "check: un", 1), encoding="utf-8")
    done = cli("policy", "check")
    assert done.exit_code == 2
    assert "approvall" in done.stderr
    line = policy[: policy.index("check: ")].count("\n") + 1
    assert f"policy.yaml:{line}: " in done.stderr
    assert done.stderr.count("tools.yaml:") >= 2


def test_a_folder_without_configuration_is_said_to_be_that(cli: Run, tmp_path: Path) -> None:
    done = cli("policy", "check", "--config", str(tmp_path / "none"))
    assert done.exit_code == 2
    assert "gateway.yaml: cannot be read" in done.stderr


def test_explain_names_clauses_and_a_tool_paused_while_running(cli: Run) -> None:
    before = cli("policy", "explain")
    assert before.exit_code == 0
    assert "Clause 10.3" in before.stdout
    cli("tools", "pause", "practice", "--why", "incident")
    after = cli("policy", "explain").stdout
    assert after.count("is paused") == before.stdout.count("is paused") + 1


def test_cases_that_decide_as_expected_pass(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASES % "block", encoding="utf-8")
    done = cli("policy", "test", str(file))
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "2 of 2 cases passed.")


def test_a_case_that_differs_fails_and_says_how(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASES % "allow", encoding="utf-8")
    done = cli("policy", "test", str(file))
    assert done.exit_code == 1
    assert "FAILED: a paused tool\n  effect: expected allow, got block" in done.stdout
    assert done.stdout.endswith("1 of 2 cases passed.\n")


def test_a_case_file_with_a_mistake_is_a_configuration_error(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text("cases:\n  - name: nothing expected\n    tool: practice\n", encoding="utf-8")
    done = cli("policy", "test", str(file))
    assert done.exit_code == 2
    assert "cases.yaml:2: cases[0].expect: is missing" in done.stderr
