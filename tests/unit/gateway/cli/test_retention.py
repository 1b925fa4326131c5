"""`retention`: sentences that say how many go when; a run that lets them go; dry runs that do not."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.audit.activities import Activity, activities, activity_event
from gateway.audit.cases.scope import hold
from gateway.audit.clock_store import believe
from gateway.audit.events import append
from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.retention.turns import take_turn
from tests.unit.gateway.audit.cases.desks import ask
from tests.unit.gateway.cli.case.conftest import open_store
from tests.unit.gateway.cli.conftest import Run, appoint

SCHEDULE = """# yaml-language-server: $schema=schemas/retention.schema.json
schedule:
  - {class: refused, records: {decisions: [block]}, period: 10 days, action: review, basis: b, owner: IG}
  - {class: routine, period: 90 days, basis: UK GDPR Art 5(1)(e), owner: IG}
"""


@pytest.fixture
def kept(state: Path, config: Path) -> Path:
    """Two that are due, one of them held; one that goes in ten days."""
    (config / "retention.yaml").write_text(SCHEDULE, encoding="utf-8")
    state.mkdir(mode=0o700)
    store = open_store(state)
    for identity, days in (("old", 100), ("held", 95), ("soon", 80), ("new", 1)):
        ask(store, identity, time=datetime.now(UTC) - timedelta(days=days))
    with store.write() as connection:
        hold(connection, "claim 7", ["held"], "jo")
    store.close()
    return state


def test_a_preview_says_it_in_sentences(cli: Run, kept: Path) -> None:
    said = cli("retention", "preview").stdout.splitlines()
    day = datetime.now(UTC).date() + timedelta(days=10)
    why = "(routine, 90 days after recorded; UK GDPR Art 5(1)(e))."
    assert said[0] == f"1 record goes today {why}"
    assert said[1] == f"1 record goes on {day.day} {day:%B %Y} {why}"
    assert said[2].startswith("1 record goes after ")
    assert said[3].startswith("1 record of routine past their time, kept by a hold")


def test_a_preview_for_programs(cli: Run, kept: Path) -> None:
    found = json.loads(cli("retention", "preview", "--days", "5", "--format", "json").stdout)
    assert [(one["class"], one["records"], one["owner"]) for one in found["planned"]] == [
        ("routine", 1, "IG")
    ]
    assert (found["kept_back"], found["unclassed"]) == ({"routine": 1}, 0)


def test_what_is_to_be_reviewed_is_said_and_stays(cli: Run, kept: Path, config: Path) -> None:
    text = SCHEDULE.replace("period: 90 days", "period: 90 days, action: review")
    (config / "retention.yaml").write_text(text, encoding="utf-8")
    assert "1 record is to be reviewed today" in cli("retention", "preview").stdout
    assert cli("retention", "run").stdout.strip() == "0 records went."


def test_a_dry_run_lets_nothing_go_and_a_run_does(cli: Run, kept: Path) -> None:
    dry = cli("retention", "run", "--dry-run")
    assert dry.stdout.startswith("1 record goes today")
    assert cli("records", "search").stdout.count("Id: ") == 4
    done = cli("retention", "run")
    assert done.stdout == "1 record went.\n  routine: 1\n"
    assert cli("records", "search").stdout.count("Id: ") == 3
    assert "Id: held" in cli("records", "search").stdout
    assert cli("retention", "run").stdout == "0 records went.\n"


def test_a_second_run_is_refused_while_one_works(cli: Run, kept: Path) -> None:
    store = open_store(kept)
    take_turn(store)
    store.close()
    done = cli("retention", "run")
    assert done.exit_code == 1
    assert "under way" in done.stderr


def test_only_its_office_may(cli: Run, kept: Path, config: Path) -> None:
    appoint(config, jo_lee="information-governance", al_marsh="auditor")
    refused = cli("retention", "run", "--by", "al.marsh")
    assert refused.exit_code == 1
    assert "access.retention" in refused.stderr
    assert cli("retention", "run", "--by", "jo.lee").exit_code == 0
    store = open_store(kept)
    said = next(one for one in activities(store) if one.action == "retention.run")
    store.close()
    assert (said.actor, said.more["gone"]) == ("jo.lee", {"routine": 1})


def test_an_empty_store_says_so(cli: Run, state: Path) -> None:
    state.mkdir(mode=0o700)
    open_store(state).close()
    assert cli("retention", "preview").stdout == "There are no records.\n"


def test_who_looked_goes_after_its_time(cli: Run, kept: Path, config: Path) -> None:
    store = open_store(kept)
    look = Activity(actor="jo", action="records.person", subject="x", why="FOI 1")
    events = [activity_event(store, "command line", look) for _ in range(2)]
    for event in events:
        (row,) = event.rows[ACTIVITIES]
        row["time"] = datetime.now(UTC) - timedelta(days=400)
    with store.write() as connection:
        append(connection, events)
    assert "activit" not in cli("retention", "preview").stdout
    line = "activities: {period: 1 year, basis: Art 5(2), owner: IG}\n"
    (config / "retention.yaml").write_text(SCHEDULE + line, encoding="utf-8")
    said = "2 activities go today (1 year after recorded; Art 5(2))."
    assert said in cli("retention", "preview").stdout
    assert said in cli("retention", "run", "--dry-run").stdout
    assert json.loads(cli("retention", "preview", "--format", "json").stdout)["activities"] == 2
    assert cli("retention", "run").stdout.splitlines() == [
        *("1 record went.", "  routine: 1", "  activities: 2")
    ]
    assert "records.person" not in {one.action for one in activities(store)}
    store.close()


def test_nothing_goes_by_a_clock_that_does_not_fit_the_records(cli: Run, kept: Path) -> None:
    store = open_store(kept)
    believe(store, datetime.now(UTC) - timedelta(days=30))
    store.close()
    assert "A run would let nothing go" in cli("retention", "run", "--dry-run").stderr
    refused = cli("retention", "run")
    assert refused.exit_code == 1
    assert "last at work on" in refused.stderr
    assert "--clock-is-right" in refused.stderr
    assert "1 record went." in cli("retention", "run", "--clock-is-right").stdout
    assert cli("retention", "run").exit_code == 0
    store = open_store(kept)
    assert "retention.clock" in {one.action for one in activities(store)}
    store.close()


def test_closed_cases_go_after_their_time(cli: Run, kept: Path, config: Path) -> None:
    line = "cases: [{class: requests, kinds: [foi], period: 1 year, basis: s.46, owner: IG}]\n"
    (config / "retention.yaml").write_text(SCHEDULE + line, encoding="utf-8")
    day = datetime.now(UTC).date()
    asked = ("--kind", "foi", "--received", f"{day:%Y-%m-%d}", "--about", "x")
    assert cli("case", "open", "FOI-1", *asked).exit_code == 0
    cli("case", "close", "FOI-1", "--outcome", "nothing-held")
    cli("case", "open", "COM-1", *asked[2:], "--kind", "complaint")
    said = cli("retention", "preview", "--days", "400").stdout
    assert "1 case goes on " in said
    assert "(requests, 1 year after closed; s.46)." in said
    found = json.loads(cli("retention", "preview", "--days", "400", "--format", "json").stdout)
    assert [(one["class"], one["cases"]) for one in found["cases"]["planned"]] == [("requests", 1)]
    assert found["cases"]["still_open"] == 1
    assert "went" in cli("retention", "run").stdout
    assert cli("case", "show", "FOI-1").exit_code == 0
