"""`tools`: the register in force, and decisions that are recorded with who and why."""

import os
import stat
from pathlib import Path

import pytest
import yaml

from gateway.audit.keys import Keys
from gateway.audit.store import Store
from gateway.audit.tools import current_overrides, tool_history
from gateway.begin import fingerprint_of
from gateway.types import Approval
from tests.unit.gateway.cli.conftest import Run


def overrides(state: Path) -> dict[str, tuple[Approval | None, str, str]]:
    """What the running gateway reads."""
    store = Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))
    try:
        return {id_: (c.approval, c.who, c.why) for id_, c in current_overrides(store).items()}
    finally:
        store.close()


def test_the_list_shows_every_tool_as_it_is_in_force(cli: Run) -> None:
    cli("tools", "withdraw", "practice-public", "--why", "contract ended", "--by", "a.clerk")
    rows = cli("tools", "list").stdout.splitlines()
    assert len(rows) == 3
    assert rows[0].startswith("Id: practice; Name: Practice tool; Approval: approved; ")
    assert "Approval: withdrawn" in rows[1]
    assert "by a.clerk" in rows[1]
    assert "Approval: paused; Since: tools.yaml" in rows[2]


@pytest.mark.parametrize(("word", "approval"), [("pause", "paused"), ("withdraw", "withdrawn")])
def test_a_decision_is_durable_with_who_and_why(
    cli: Run, state: Path, word: str, approval: str
) -> None:
    done = cli("tools", word, "practice", "--why", "incident 7", "--by", "a.clerk")
    assert done.exit_code == 0
    assert overrides(state) == {"practice": (Approval(approval), "a.clerk", "incident 7")}


def test_resuming_ends_the_decision_and_the_history_stays(cli: Run, state: Path) -> None:
    cli("tools", "pause", "practice", "--why", "incident 7")
    assert cli("tools", "resume", "practice", "--why", "incident 7 closed").exit_code == 0
    assert overrides(state) == {}
    shown = cli("tools", "show", "practice").stdout
    assert "Approval: approved\n" in shown
    assert "resumed by" in shown
    assert shown.index("incident 7 closed") < shown.rindex("incident 7\n")


def test_a_decision_needs_a_reason(cli: Run, state: Path) -> None:
    assert cli("tools", "pause", "practice").exit_code == 2
    assert cli("tools", "pause", "practice", "--why", "  ").exit_code == 2
    assert not (state / "records.db").exists()


def test_who_is_your_user_name_when_not_said(
    cli: Run, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "j.operator")
    cli("tools", "pause", "practice", "--why", "incident")
    assert overrides(state)["practice"][1] == "j.operator"


def test_what_the_file_itself_stops_is_not_resumed_here(cli: Run, state: Path) -> None:
    done = cli("tools", "resume", "practice-paused", "--why", "we want it back")
    assert done.exit_code == 1
    assert "tools.yaml itself says that practice-paused is paused" in done.stderr
    assert overrides(state) == {}


def test_there_is_nothing_to_resume_without_a_pause(cli: Run) -> None:
    done = cli("tools", "resume", "practice", "--why", "why not")
    assert done.exit_code == 1
    assert "nothing to resume" in done.stderr


def test_a_pause_never_weakens_a_withdrawal(cli: Run, state: Path) -> None:
    cli("tools", "withdraw", "practice", "--why", "contract ended")
    done = cli("tools", "pause", "practice", "--why", "by mistake")
    assert done.exit_code == 1
    assert overrides(state)["practice"][0] is Approval.WITHDRAWN


def test_an_unknown_tool_is_wrong_usage(cli: Run) -> None:
    for words in (("show",), ("pause", "--why", "x"), ("resume", "--why", "x")):
        done = cli("tools", words[0], "nonesuch", *words[1:])
        assert done.exit_code == 2
        assert "practice-paused" in done.stderr


def test_show_says_everything_the_register_says(cli: Run, config: Path) -> None:
    file = config / "tools.yaml"
    register = yaml.safe_load(file.read_text(encoding="utf-8"))
    register["tools"][0]["conditions"] = "Drafts only"
    register["tools"][0]["processing_regions"] = ["uk"]
    file.write_text(yaml.safe_dump(register), encoding="utf-8")
    shown = cli("tools", "show", "practice").stdout
    for line in (
        "Conditions: Drafts only",
        "Groups: everybody",
        "DPIA: DPIA-PRACTICE-1, valid until 31 December 2035",
        "Processing regions: uk",
        "Storage regions: any",
        "Records keep: full",
    ):
        assert f"{line}\n" in shown


def test_the_state_folder_that_a_decision_makes_is_private(cli: Run, state: Path) -> None:
    cli("tools", "pause", "practice", "--why", "before the first start")
    assert stat.S_IMODE(os.stat(state).st_mode) == 0o700


def test_looking_makes_nothing(cli: Run, state: Path) -> None:
    assert cli("tools", "list").exit_code == 0
    assert cli("tools", "show", "practice").exit_code == 0
    assert not state.exists()


def test_the_fingerprint_is_the_one_the_gateway_computes(cli: Run, state: Path) -> None:
    key = "sk-" + "a" * 40
    done = cli("tools", "fingerprint", text=f"{key}\n")
    index = Keys.load(state / "keys", {}).index
    assert done.stdout == fingerprint_of(key, index) + "\n"
    assert key not in done.output
    assert cli("tools", "fingerprint", text="\n").exit_code == 2


def test_history_is_newest_first(cli: Run, state: Path) -> None:
    for why in ("one", "two"):
        cli("tools", "pause", "practice", "--why", why)
    store = Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))
    try:
        assert [change.why for change in tool_history(store, "practice")] == ["two", "one"]
    finally:
        store.close()
