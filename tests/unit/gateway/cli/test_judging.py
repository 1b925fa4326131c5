"""`detectors report`, `label`, `labels`: from a mistake to a file that evaluate reads."""

import json
import stat
from pathlib import Path

import pytest

from detectors.evaluation.gold import Span, read_gold
from gateway.audit.activities import activities
from tests.unit.gateway.cli.conftest import Run, appoint
from tests.unit.gateway.cli.test_records import BLOCKED, MASKED, TYPED, kept, open_store

__all__ = ["kept"]  # a fixture
NO_ALARM = ("--verdict", "false-alarm")


def exported(cli: Run, file: Path, *options: str) -> list[dict]:
    done = cli("detectors", "labels", "export", "--output", str(file), *options)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_report_is_kept_with_who_and_listed_for_reviewers(cli: Run, kept: Path) -> None:
    done = cli(
        *("detectors", "report", BLOCKED, *NO_ALARM, "--entity", "person"),
        *("--note", "our head office", "--by", "b.stopped"),
    )
    assert (done.exit_code, done.stdout) == (0, "")
    listed = cli("detectors", "label", BLOCKED)
    assert listed.exit_code == 0
    assert "No: 1; Kind: PERSON; Score: 0.90; By: Person" in listed.stdout
    assert "false alarm PERSON; by b.stopped; our head office" in listed.stdout
    assert "Fairweather" not in listed.output


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("no-such-record", *NO_ALARM), 1, "no record no-such-record"),
        ((BLOCKED, *NO_ALARM, "--entity", "UK_NHS"), 2, "found: PERSON"),
        ((BLOCKED, *NO_ALARM, "--entity", "PERSONS"), 2, "did you mean PERSON"),
        ((BLOCKED,), 2, "--verdict"),
        ((BLOCKED, "--verdict", "correct"), 2, "correct"),
    ],
)
def test_a_report_that_cannot_be_is_refused(
    cli: Run, kept: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = cli("detectors", "report", *arguments)
    assert done.exit_code == code
    assert said in done.stderr


def test_something_else_than_what_was_found_can_be_reported_missed(cli: Run, kept: Path) -> None:
    done = cli("detectors", "report", BLOCKED, "--verdict", "missed", "--entity", "UK_NHS")
    assert done.exit_code == 0


def test_a_label_is_about_one_finding_and_shows_beside_it(cli: Run, kept: Path) -> None:
    assert cli("detectors", "label", MASKED, "--finding", "1", *NO_ALARM).exit_code == 0
    assert "Said: false alarm" in cli("detectors", "label", MASKED).stdout


def test_words_are_shown_only_with_a_reason_and_that_is_recorded(
    cli: Run, kept: Path, config: Path
) -> None:
    appoint(config, c_looks="auditor")
    assert cli("detectors", "label", MASKED, "--show").exit_code == 2
    done = cli("detectors", "label", MASKED, "--show", "--why", "Review of May", "--by", "c.looks")
    assert "Words: Ottoline Fairweather" in done.stdout
    store = open_store(kept)
    seen = next(activities(store))
    store.close()
    assert (seen.actor, seen.action, seen.subject) == ("c.looks", "records.open", MASKED)


@pytest.mark.parametrize(
    "options",
    [
        ("--verdict", "correct"),
        ("--verdict", "correct", "--finding", "2"),
        ("--verdict", "correct", "--finding", "1", "--entity", "PERSON"),
        ("--verdict", "missed"),
        ("--verdict", "missed", "--entity", "PERSON"),
        ("--verdict", "missed", "--entity", "PERSON", "--at", "9:0-4"),
        ("--verdict", "missed", "--entity", "PERSON", "--at", "1:4-4"),
        ("--verdict", "missed", "--entity", "PERSON", "--at", "somewhere"),
    ],
    ids=" ".join,
)
def test_a_label_that_says_too_little_or_too_much_is_refused(
    cli: Run, kept: Path, options: tuple[str, ...]
) -> None:
    assert cli("detectors", "label", MASKED, *options).exit_code == 2


def test_labels_leave_without_text(cli: Run, kept: Path, tmp_path: Path) -> None:
    cli("detectors", "label", MASKED, "--finding", "1", *NO_ALARM, "--note", "CANARY")
    cli("detectors", "report", BLOCKED, "--verdict", "missed")
    file = tmp_path / "labels.jsonl"
    label, report = exported(cli, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (label["source"], label["verdict"], label["score"]) == ("label", "false_alarm", 0.9)
    assert (report["source"], report["verdict"], report["entity"]) == ("report", "missed", None)
    assert "CANARY" not in file.read_text(encoding="utf-8")
    assert "Fairweather" not in file.read_text(encoding="utf-8")


def test_texts_leave_by_consent_only_and_evaluate_reads_them(
    cli: Run, kept: Path, config: Path, tmp_path: Path
) -> None:
    cli("detectors", "label", MASKED, "--finding", "1", "--verdict", "correct")
    missed = ("--verdict", "missed", "--entity", "UK_CASE_REFERENCE", "--at", "1:28-37")
    cli("detectors", "label", MASKED, *missed)
    refused = cli(
        "detectors", "labels", "export", "--output", str(tmp_path / "no.jsonl"), "--with-text"
    )
    assert refused.exit_code == 2
    assert not (tmp_path / "no.jsonl").exists()
    file = tmp_path / "texts.jsonl"
    appoint(config, d_takes="auditor")
    exported(cli, file, "--with-text", "--consent", "DPIA 12", "--by", "d.takes")
    (one,) = read_gold(file).texts
    assert (one.id, one.text, one.expect) == (f"{MASKED}/0", TYPED, "pii")
    assert one.spans == (Span(0, 20, "PERSON"), Span(28, 37, "UK_CASE_REFERENCE"))
    store = open_store(kept)
    seen = next(activities(store))
    store.close()
    assert (seen.actor, seen.action, seen.why) == ("d.takes", "labels.export_texts", "DPIA 12")


def test_verdicts_are_counted(cli: Run, kept: Path) -> None:
    cli("detectors", "label", MASKED, "--finding", "1", *NO_ALARM)
    counted = cli("detectors", "labels", "count").stdout
    assert counted == "Kind: PERSON; Finder: Person; Correct: 0; False alarm: 1; Missed: 0\n"
    assert cli("detectors", "labels", "count", "--since", "2999-01-01").stdout == ""


def test_an_existing_file_is_not_overwritten(cli: Run, kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    exported(cli, file)
    assert cli("detectors", "labels", "export", "--output", str(file)).exit_code == 1
