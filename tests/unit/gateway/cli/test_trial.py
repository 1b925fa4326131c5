"""`try`: the real pipeline with nothing behind it."""

import json
from pathlib import Path

import yaml

from tests.unit.gateway.cli.conftest import Run

NAMED = "Write to Ottoline Fairweather about her repair"


def asked(cli: Run, *arguments: str, text: str = NAMED) -> dict:
    done = cli("try", "--format", "json", *arguments, text=text)
    said = json.loads(done.stdout)
    assert done.exit_code == (1 if said["effect"] == "block" else 0)
    return said


def test_personal_data_for_an_authorised_tool_is_shown_pseudonymised(cli: Run, state: Path) -> None:
    said = asked(cli)
    assert (said["effect"], said["tool"]) == ("pseudonymise", "practice")
    assert said["findings"] == {"PERSON": 1}
    assert said["sent"].startswith("Write to Person")
    assert "Fairweather" not in said["sent"]
    assert not state.exists()  # nothing was recorded, no key was made


def test_a_refusal_has_its_clauses_reasons_and_exit_code(cli: Run) -> None:
    said = asked(cli, "--tool", "practice-public")
    assert said["effect"] == "block"
    assert "7.2" in said["clauses"]
    assert said["sent"] is None
    assert all(
        reason.keys() == {"rule", "clause", "effect", "message"} for reason in said["reasons"]
    )


def test_text_says_the_decision_and_what_would_leave(cli: Run) -> None:
    done = cli("try", text="Summarise the minutes of the meeting.\n")
    assert done.exit_code == 0
    assert done.stdout.startswith("Decision: allow\nTool: Practice tool (practice, approved)\n")
    assert done.stdout.endswith("Would be sent:\nSummarise the minutes of the meeting.\n")


def test_nothing_is_said_to_be_sent_when_it_is_refused(cli: Run) -> None:
    done = cli("try", "--tool", "practice-paused", text=NAMED)
    assert done.exit_code == 1
    assert done.stdout.endswith("Sent: nothing.\n")
    assert "Fairweather" not in done.stdout


def test_a_host_that_is_not_listed_is_refused_under_clause_4(cli: Run) -> None:
    said = asked(cli, "--host", "unlisted.practice.genai-gateway.test", text="Hello")
    assert (said["tool"], said["effect"]) == (None, "block")
    assert "4" in said["clauses"]


def test_groups_decide_who_may_use_a_tool(cli: Run, config: Path) -> None:
    file = config / "tools.yaml"
    register = yaml.safe_load(file.read_text(encoding="utf-8"))
    register["tools"][0]["groups"] = ["planning"]
    file.write_text(yaml.safe_dump(register), encoding="utf-8")
    assert asked(cli, "--person", "a.nother", text="Hello")["effect"] == "block"
    assert (
        asked(cli, "--person", "a.nother", "--group", "planning", text="Hello")["effect"] == "allow"
    )


def test_the_groups_of_users_yaml_count(cli: Run, config: Path) -> None:
    done = cli("users", "hash", "p.lanner", "--group", "planning", text="a long enough phrase\n")
    (config / "users.yaml").write_text("users:\n" + done.stdout, encoding="utf-8")
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8").replace('users_file: ""', "users_file: users.yaml")
    file.write_text(text, encoding="utf-8")
    said = asked(cli, "--person", "p.lanner", text="Hello")
    assert (said["person"], said["groups"]) == ("p.lanner", ["planning"])


def test_a_pause_made_while_running_is_seen(cli: Run) -> None:
    assert cli("tools", "pause", "practice", "--why", "incident").exit_code == 0
    assert "11.4" in asked(cli, text="Hello")["clauses"]


def test_the_organisations_own_keys_are_not_asked_of_a_rehearsal(cli: Run, config: Path) -> None:
    file = config / "tools.yaml"
    register = yaml.safe_load(file.read_text(encoding="utf-8"))
    register["tools"][0]["keys"] = ["0" * 24]
    file.write_text(yaml.safe_dump(register), encoding="utf-8")
    assert asked(cli, text="Hello")["effect"] == "allow"


def test_an_unknown_tool_is_wrong_usage_and_the_known_ones_are_named(cli: Run) -> None:
    done = cli("try", "--tool", "nonesuch", text=NAMED)
    assert done.exit_code == 2
    assert "practice-public" in done.stderr
