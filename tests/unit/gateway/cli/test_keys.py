"""`keys`: what seals the records, wrapped anew and destroyed by command."""

import base64
from datetime import UTC, datetime
from pathlib import Path

from gateway.audit.activities import activities
from gateway.audit.epochs import years_of
from gateway.audit.keys import Keys
from gateway.audit.store import Store
from tests.unit.gateway.cli.conftest import Run, appoint


def made_ahead() -> int:
    """Four classes for two months, and the index for the years of these."""
    return 8 + len(years_of(datetime.now(UTC)))


def test_the_list_shows_every_key_and_what_hangs_on_it(cli: Run) -> None:
    cli("tools", "pause", "practice", "--why", "incident 7")
    done = cli("keys", "list")
    lines = done.stdout.splitlines()
    assert lines[0].split("  ")[0] == "key"
    assert len(lines) == 1 + made_ahead()
    assert f"index:{datetime.now(UTC).year}" in done.stdout
    assert sum(":house" in line and "local" in line for line in lines) == 2


def test_a_new_sealing_key_is_taken_and_the_old_one_refused(
    cli: Run, state: Path, tmp_path: Path
) -> None:
    cli("tools", "pause", "practice", "--why", "incident 7")
    new = tmp_path / "new.key"
    new.write_bytes(base64.b64encode(b"n" * 32))
    done = cli("keys", "rewrap", "--new-sealing-key", str(new))
    assert done.exit_code == 0
    assert f"Wrapped {made_ahead()} keys anew" in done.stdout
    assert "Put it where the old one is" in done.stdout
    refused = cli("keys", "list")
    assert (refused.exit_code, "sealing key is not the one" in refused.stderr) == (1, True)
    (state / "keys" / "sealing.key").write_bytes(new.read_bytes())
    assert cli("keys", "list").exit_code == 0
    store = Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))
    (newest, *_) = activities(store)
    store.close()
    assert (newest.action, newest.why) == (
        "keys.rewrap",
        f"{made_ahead()} keys, 0 old record keys",
    )


def test_a_file_that_holds_no_key_is_a_clear_error(cli: Run, tmp_path: Path) -> None:
    cli("tools", "pause", "practice", "--why", "incident 7")
    (tmp_path / "new.key").write_text("hello")
    done = cli("keys", "rewrap", "--new-sealing-key", str(tmp_path / "new.key"))
    assert done.exit_code == 2
    assert "base64 of 32 bytes" in done.stderr


def test_keys_need_an_office_where_there_are_officers(cli: Run, state: Path, config: Path) -> None:
    cli("tools", "pause", "practice", "--why", "incident 7")
    appoint(config, ida_root="administrator", jo_lee="information-governance", al_marsh="auditor")
    assert cli("keys", "list", "--by", "ida.root").exit_code == 0
    assert cli("keys", "rewrap", "--by", "ida.root").exit_code == 0
    for command in (("list",), ("rewrap",), ("destroy", "x", "--because", "x", "--yes")):
        done = cli("keys", *command, "--by", "al.marsh")
        assert (done.exit_code, "al.marsh may not" in done.stderr) == (1, True)
    done = cli("keys", "destroy", "x", "--because", "x", "--yes", "--by", "ida.root")
    assert "'access.destroy'" in done.stderr
    done = cli("keys", "destroy", "x", "--because", "x", "--yes", "--by", "jo.lee")
    assert "may not" not in done.stderr
    store = Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))
    found = [(one.actor, one.action, one.subject) for one in activities(store)]
    store.close()
    refused = [("al.marsh", "access.refused", use) for use in ("destroy", "keys", "keys")]
    assert found[:4] == [("ida.root", "access.refused", "destroy"), *refused]
    assert found[4][:2] == ("ida.root", "keys.rewrap")


def test_a_key_in_use_is_not_destroyed(cli: Run) -> None:
    cli("tools", "pause", "practice", "--why", "incident 7")
    in_use = cli("keys", "list").stdout.splitlines()[1].split()[0]
    assert cli("keys", "destroy", in_use).exit_code == 2
    done = cli("keys", "destroy", in_use, "--because", "x", "--yes")
    assert (done.exit_code, "in use" in done.stderr) == (1, True)


def test_another_epoch_of_the_year_is_begun_and_recorded(cli: Run, state: Path) -> None:
    cli("tools", "pause", "practice", "--why", "incident 7")
    done = cli("keys", "rotate", "--because", "incident 12")
    name = f"index:{datetime.now(UTC).year}.2"
    assert (done.exit_code, name in done.stdout) == (0, True)
    assert name in cli("keys", "list").stdout
    refused = cli("keys", "destroy", name, "--because", "x", "--yes")
    assert (refused.exit_code, "in use" in refused.stderr) == (1, True)
    store = Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))
    (newest, *_) = activities(store)
    store.close()
    assert (newest.action, newest.subject, newest.why) == (
        "keys.rotate",
        name,
        "incident 12",
    )
