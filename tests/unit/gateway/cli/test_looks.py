"""`records mine`, `activities`, `approve`; every look is recorded, and refusals are."""

from pathlib import Path

import pytest

from gateway.audit.activities import PastActivity
from gateway.audit.activities import activities as past
from gateway.audit.officers import account_name
from gateway.audit.own_records import own_record, person_of
from gateway.errors import CaseError
from gateway.settings.gateway_file import Account
from tests.unit.gateway.audit.cases.desks import ask
from tests.unit.gateway.audit.retention.kept import special
from tests.unit.gateway.cli.case.conftest import open_store
from tests.unit.gateway.cli.conftest import Run, appoint

WHY = ("--why", "SAR 12")


@pytest.fixture
def kept(state: Path) -> Path:
    """Two records of Jane's, one of somebody else's about health."""
    state.mkdir(mode=0o700)
    store = open_store(state)
    ask(store, "r1", "My first question", marks=(), person="jane.doe")
    ask(store, "r2", "My second question", marks=(), person="jane.doe")
    special(store, "ill", 1)
    store.close()
    return state


def newest(state: Path, number: int = 1) -> list[PastActivity]:
    store = open_store(state)
    found = list(past(store, limit=number))
    store.close()
    return found


def account_is(config: Path, person: str) -> None:
    file = config / "gateway.yaml"
    row = f"  accounts: [{{account: {account_name()}, person: {person}}}]"
    text = file.read_text(encoding="utf-8")
    lines = [row if line.startswith("  accounts: ") else line for line in text.splitlines()]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_people_see_their_own_and_nothing_else(cli: Run, kept: Path, config: Path) -> None:
    account_is(config, "Jane.Doe")
    listed = cli("records", "mine")
    assert listed.exit_code == 0
    assert (listed.stdout.count("Id: r"), "ill" in listed.stdout) == (2, False)
    shown = cli("records", "mine", "r1")
    assert "My first question" in shown.stdout
    other = cli("records", "mine", "ill")
    assert (other.exit_code, "asthma" in other.output) == (1, False)
    looks = newest(kept, 3)
    assert {one.action for one in looks} == {"records.mine"}
    assert {one.actor for one in looks} == {"Jane.Doe"}
    assert [one.subject for one in looks] == ["ill", "r1", ""]


def test_an_account_that_nobody_knows_sees_nothing(cli: Run, kept: Path) -> None:
    done = cli("records", "mine")
    assert done.exit_code == 1
    assert "identity.accounts" in done.stderr


def test_an_account_is_one_person(kept: Path) -> None:
    rows = (Account(account="jd", person="jane.doe"),)
    assert person_of(rows, "jd") == "jane.doe"
    with pytest.raises(CaseError):
        person_of(rows, "JD")
    store = open_store(kept)
    assert own_record(store, "r1", "JANE.DOE") is not None
    assert own_record(store, "r1", "jane") is None
    assert own_record(store, "nonesuch", "jane.doe") is None
    store.close()


def test_every_look_is_recorded_with_purpose(cli: Run, kept: Path, tmp_path: Path) -> None:
    looks = {
        "records.search": ("search", "--person", "jane.doe", *WHY),
        "records.show": ("show", "r1", *WHY),
        "records.open": ("show", "r1", "--texts", *WHY),
        "records.person": ("person", "Jane Doe", *WHY),
        "records.export": ("export", "--output", str(tmp_path / "out"), *WHY),
        "records.activities": ("activities", *WHY),
    }
    for action, arguments in looks.items():
        assert cli("records", *arguments).exit_code == 0
        (said,) = newest(kept)
        assert (said.action, said.why) == (action, "SAR 12")
        assert "jane.doe" not in str((said.subject, dict(said.more))).casefold()


def test_who_looked_can_be_asked(cli: Run, kept: Path) -> None:
    cli("records", "show", "r1", "--texts", *WHY)
    cli("records", "show", "r2", *WHY)
    cli("records", "search")
    listed = cli("records", "activities", "--action", "records.open").stdout
    assert (listed.count("What: "), "About: r1" in listed) == (1, True)
    about = cli("records", "activities", "--about", "r2").stdout
    assert about.splitlines()[0].count("records.activities") == 1
    assert "What: records.show; About: r2; Why: SAR 12" in about
    assert cli("records", "activities", "--who", "nobody.here").stdout == ""
    assert cli("records", "activities", "--limit", "2").stdout.count("What: ") == 2


def test_four_eyes_by_command(cli: Run, kept: Path, config: Path) -> None:
    appoint(config, jo_lee="information-governance", al_marsh="auditor")
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("four_eyes_special: false", "four_eyes_special: true"))
    reader = ("--by", "al.marsh", *WHY)
    refused = cli("records", "show", "ill", "--texts", *reader)
    assert (refused.exit_code, "asthma" in refused.output) == (1, False)
    assert cli("records", "show", "ill", *reader).exit_code == 1
    own = cli("records", "approve", "ill", "--for", "al.marsh", *reader)
    assert own.exit_code == 1, "an auditor approves nothing"
    agreed = cli("records", "approve", "ill", "--for", "al.marsh", "--by", "jo.lee", *WHY)
    assert agreed.exit_code == 0
    assert "asthma" in cli("records", "show", "ill", "--texts", *reader).stdout


def test_administrators_do_not_look_and_auditors_do_not_administer(
    cli: Run, kept: Path, config: Path
) -> None:
    appoint(config, it_admin="administrator", al_marsh="auditor")
    assert cli("records", "search", "--by", "it.admin").exit_code == 1
    (said,) = newest(kept)
    assert (said.action, said.actor, said.subject) == ("access.refused", "it.admin", "search")
    pause = ("tools", "pause", "practice", "--why", "incident")
    assert cli(*pause, "--by", "al.marsh").exit_code == 1
    assert cli(*pause, "--by", "it.admin").exit_code == 0
