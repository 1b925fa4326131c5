"""`records verify`: says what is wrong with the records, by exit code, text and JSON."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from gateway.audit.activities import activities
from gateway.audit.log.anchoring import Anchoring
from gateway.audit.log.anchors import FileAnchor
from gateway.audit.log.notes import VerifierKey
from gateway.audit.log.sequencer import Sequencer
from tests.unguarded import unguard
from tests.unit.gateway.audit.log.filled import fill
from tests.unit.gateway.cli.conftest import Run, appoint
from tests.unit.gateway.cli.test_records import open_store


@pytest.fixture
def kept(state: Path) -> Path:
    """A store whose log is signed, and its anchor."""
    state.mkdir(mode=0o700)
    store = open_store(state)
    fill(store)
    seed = (state / "keys" / "checkpoint.key").read_text()
    import base64

    Sequencer(store, base64.b64decode(seed)).step(closing=True)
    Anchoring(store, [FileAnchor(path=state / "anchors" / "kept.jsonl")]).keep()
    store.close()
    return state


def spoil(state: Path) -> None:
    store = open_store(state)
    with store.write() as connection:
        unguard(connection)
        connection.execute(text("UPDATE interactions SET effect = 'allow', person = 'x'"))
    store.close()


def test_sound_records_with_anchors_are_sound(cli: Run, kept: Path) -> None:
    done = cli("records", "verify", "--anchors", str(kept / "anchors"))
    assert done.exit_code == 0
    assert ": 15 leaves, signed up to 15, kept elsewhere up to 15.\n" in done.stdout
    assert (done.stdout[:4], done.stdout[-7:], done.stderr) == ("Log ", "Sound.\n", "")


def test_without_anchors_it_says_what_cannot_be_seen(cli: Run, kept: Path) -> None:
    done = cli("records", "verify")
    assert done.exit_code == 0
    assert "UNANCHORED" in done.stdout


def test_altered_records_are_named(cli: Run, kept: Path) -> None:
    spoil(kept)
    done = cli("records", "verify")
    assert done.exit_code == 1
    assert "ALTERED r0" in done.stdout
    assert "NOT SOUND" in done.stdout


def test_programs_get_json(cli: Run, kept: Path) -> None:
    spoil(kept)
    done = cli("records", "verify", "--format", "json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert not said["sound"]
    assert said["verdicts"]["ALTERED"] == 6
    assert {damage["entry"] for damage in said["damages"]} >= {"r0", "r5"}


def test_the_key_that_is_printed_verifies_and_another_does_not(
    cli: Run, kept: Path, tmp_path: Path
) -> None:
    printed = cli("records", "key").stdout
    assert VerifierKey.parse(printed).name.startswith("genai-gateway/")
    good, bad = tmp_path / "good.vkey", tmp_path / "bad.vkey"
    good.write_text(printed)
    bad.write_text(str(VerifierKey(name="other", public=b"x" * 32)))
    assert cli("records", "verify", "--pubkey", str(good)).exit_code == 0
    done = cli("records", "verify", "--pubkey", str(bad))
    assert (done.exit_code, "BAD-SIGNATURE" in done.stdout) == (1, True)


def test_what_is_no_key_and_what_holds_no_checkpoint_is_wrong_use(
    cli: Run, kept: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text("scribble")
    assert cli("records", "verify", "--pubkey", str(tmp_path / "x.txt")).exit_code == 2
    assert cli("records", "verify", "--anchors", str(tmp_path / "x.txt")).exit_code == 2


def test_before_the_first_checkpoint_it_says_that_there_is_none(cli: Run, state: Path) -> None:
    state.mkdir(mode=0o700)
    open_store(state).close()
    done = cli("records", "verify", "--anchors", str(state / "anchors"))
    assert done.exit_code == 2
    assert "no checkpoint was made yet" in done.stderr
    assert "ound" not in done.stdout


def test_a_folder_that_is_missing_later_is_not_excused(cli: Run, kept: Path) -> None:
    done = cli("records", "verify", "--anchors", str(kept / "elsewhere"))
    assert done.exit_code == 2
    assert "elsewhere does not exist" in done.stderr
    assert "yet" not in done.stderr
    (kept / "anchors" / "kept.jsonl").write_text("scribble\n")
    done = cli("records", "verify", "--anchors", str(kept / "anchors"))
    assert (done.exit_code, "line 1: no checkpoint" in done.stderr) == (2, True)


def test_that_somebody_verified_is_recorded(cli: Run, kept: Path, config: Path) -> None:
    appoint(config, auditor_one="auditor")
    cli("records", "verify", "--by", "auditor.one")
    store = open_store(kept)
    newest = next(activities(store, limit=1))
    assert (newest.actor, newest.action) == ("auditor.one", "records.verify")
    store.close()
