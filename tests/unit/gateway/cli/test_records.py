"""`records`: lists without texts; opening texts is recorded first."""

import asyncio
import csv
import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from detectors.types import Category, Finding
from gateway.audit.activities import activities
from gateway.audit.keys import Keys
from gateway.audit.looking import token_of
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.types import Answer, Decision, Effect, End, Hit, Reason, Screened, Segment
from tests import make
from tests.unit.gateway.cli.conftest import Run, appoint

TYPED = "Ottoline Fairweather's file ABC/12345"
NAME = Finding(
    entity="PERSON", category=Category.PERSONAL, start=0, end=20, score=0.9, recogniser="Person"
)
BLOCKED = "01930f3e-0000-7000-8000-000000000001"
FOR = ("--why", "Board report")
MASKED = "01930f3e-0000-7000-8000-000000000002"


def screened(identity: str, effect: Effect, *, days_ago: int = 0, **changes: object) -> Screened:
    """An interaction about a fictional person."""
    hit = Hit(segment=0, finding=NAME)
    time = make.NOW - timedelta(days=days_ago)
    asked = make.interaction(
        Segment(path="messages[0]", role="user", text=TYPED), id=identity, time=time, **changes
    )
    reason = Reason(rule="personal", clause="10.3", effect=effect, message="why", hits=(hit,))
    decision = Decision(effect=effect, reasons=(reason,), policy_version="v1", mask=(hit,))
    sent = () if effect is Effect.BLOCK else ("PersonA1's file ABC/12345",)
    issued = {"PersonA1": "Ottoline Fairweather"}
    return Screened(interaction=asked, hits=(hit,), decision=decision, sent=sent, issued=issued)


def open_store(state: Path) -> Store:
    """The store, beside the command."""
    return Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))


@pytest.fixture
def kept(state: Path) -> Path:
    """A store with one refused interaction of ten days ago and one that was answered."""
    state.mkdir(mode=0o700)
    asyncio.run(_keep(state))
    return state


async def _keep(state: Path) -> None:
    store = open_store(state)
    recorder = Recorder(store, instance="test")
    await recorder.start()
    await recorder.request(screened(BLOCKED, Effect.BLOCK, days_ago=10))
    await recorder.request(screened(MASKED, Effect.PSEUDONYMISE))
    for identity, end in ((BLOCKED, End.REFUSED), (MASKED, End.COMPLETE)):
        answer = Answer(
            interaction_id=identity, end=end, time=make.NOW, received="to PersonA1", restored="ok"
        )
        await recorder.answer(answer)
    await recorder.close()
    store.close()


def ids(text: str) -> list[str]:
    """The ids of the lines, in order."""
    return [line.rpartition("Id: ")[2] for line in text.splitlines()]


def test_search_lists_the_newest_first_and_no_texts(cli: Run, kept: Path) -> None:
    done = cli("records", "search")
    assert done.exit_code == 0
    assert ids(done.stdout) == [MASKED, BLOCKED]
    assert "Decision: pseudonymise" in done.stdout
    assert "Ended: refused" in done.stdout
    assert "1xPERSON" in done.stdout
    assert "Fairweather" not in done.output


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--decision", "block"), [BLOCKED]),
        (("--since", "2026-11-20"), [MASKED]),
        (("--until", "2026-11-20"), [BLOCKED]),
        (("--person", "AMINA.hussain"), [MASKED, BLOCKED]),
        (("--person", "somebody.else"), []),
        (("--tool", "assistant", "--entity", "person"), [MASKED, BLOCKED]),
        (("--entity", "UK_NHS"), []),
        (("--reference", "abc 12345"), [MASKED, BLOCKED]),
        (("--reference", "XYZ/99999"), []),
        (("--limit", "1"), [MASKED]),
    ],
    ids=" ".join,
)
def test_every_filter_filters(
    cli: Run, kept: Path, filters: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(cli("records", "search", *filters).stdout) == expected


def test_a_list_that_was_cut_off_says_so(cli: Run, kept: Path) -> None:
    assert "there may be more" in cli("records", "search", "--limit", "1").stderr


def test_show_gives_facts_and_ending_but_no_texts(cli: Run, kept: Path) -> None:
    done = cli("records", "show", MASKED)
    assert done.exit_code == 0
    assert "effect: pseudonymise\n" in done.stdout
    assert "ending outcome: complete\n" in done.stdout
    assert "Fairweather" not in done.output
    assert "PersonA1" not in done.output


def test_texts_need_a_reason(cli: Run, kept: Path) -> None:
    done = cli("records", "show", MASKED, "--texts")
    assert done.exit_code == 2
    assert "Fairweather" not in done.output


def test_opening_texts_is_recorded_with_who_and_why(cli: Run, kept: Path, config: Path) -> None:
    appoint(config, a_reviewer="auditor")
    done = cli("records", "show", MASKED, "--texts", "--why", "SAR 12", "--by", "a.reviewer")
    assert done.exit_code == 0
    assert TYPED in done.stdout
    assert "PersonA1's file" in done.stdout
    store = open_store(kept)
    seen, appointed = activities(store)
    store.close()
    assert appointed.action == "access.changed"
    assert (seen.actor, seen.action, seen.subject, seen.why) == (
        "a.reviewer",
        "records.open",
        MASKED,
        "SAR 12",
    )


def test_a_record_that_is_not_there_is_an_error(cli: Run, kept: Path) -> None:
    assert cli("records", "show", "nonesuch").exit_code == 1


@pytest.mark.parametrize("value", ["Ottoline Fairweather", "fairweather", "amina.hussain"])
def test_a_person_is_found_whoever_typed_the_name(cli: Run, kept: Path, value: str) -> None:
    assert ids(cli("records", "person", value, "--why", "SAR 12").stdout) == [MASKED, BLOCKED]


def test_a_name_can_be_kept_out_of_the_shells_history(cli: Run, kept: Path) -> None:
    done = cli("records", "person", "-", "--why", "SAR 12", text="Ottoline Fairweather\n")
    assert ids(done.stdout) == [MASKED, BLOCKED]
    store = open_store(kept)
    (seen,) = activities(store)
    sought = token_of(store.index, "ottoline fairweather ")
    store.close()
    assert (seen.action, seen.subject) == ("records.person", sought)
    assert cli("records", "person", "-", "--why", "x", text="\n").exit_code == 2


def test_export_writes_a_private_file_once(cli: Run, kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    assert cli("records", "export", *FOR, "--output", str(file)).exit_code == 0
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [MASKED, BLOCKED]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    again = cli("records", "export", *FOR, "--output", str(file))
    assert again.exit_code == 1
    assert "not overwritten" in again.stderr
    assert file.read_bytes() == before


def test_export_as_csv_takes_the_same_filters(cli: Run, kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    cli("records", "export", "--format", "csv", "--decision", "block", *FOR, "--output", str(file))
    with file.open(encoding="utf-8", newline="") as source:
        (row,) = csv.DictReader(source)
    assert (row["id"], row["effect"]) == (BLOCKED, "block")


def test_without_records_nothing_is_made_and_it_is_said_what_to_do(cli: Run, state: Path) -> None:
    done = cli("records", "search")
    assert done.exit_code == 1
    assert "Start the gateway first" in done.stderr
    assert not state.exists()


def test_another_key_is_noticed(cli: Run, kept: Path) -> None:
    (kept / "keys" / "sealing.key").unlink()
    done = cli("records", "search")
    assert done.exit_code == 1
    assert "sealing key is not the one" in done.stderr


def test_a_span_that_is_none_is_wrong_usage(cli: Run, kept: Path) -> None:
    assert cli("records", "search", "--since", "yesterday").exit_code == 2
