"""`case`: a request from its receipt to its close, by command line."""

from pathlib import Path

import pytest

from detectors.types import Category
from gateway.audit.activities import activities
from gateway.audit.cases.deciding import released
from gateway.audit.cases.desk import Desk, read_case
from gateway.audit.officers import account_name
from tests.unit.gateway.audit.cases.desks import ask, officer
from tests.unit.gateway.cli.case.conftest import Case, open_store
from tests.unit.gateway.cli.conftest import Run

OTHERS = ("--ground", "Sch 2 para 16")
TEST = ("--identifies", "By name", "--consent", "Refused", "--reasonable", "No")

AUDITOR = ("--by", "al.marsh")


def test_a_search_prints_its_certificate_and_what_it_found(case: Case, sar: str) -> None:
    done = case(
        "search", sar, "--about", "-", "--since", "2026-03-01", text="Jane Doe\n\njane.doe\n"
    )
    assert "records asked: 3\n" in done.stdout
    assert "records found: 2, 0 new to the case\n" in done.stdout
    assert "filters: since 2026-03-01" in done.stdout
    assert done.stdout.splitlines()[-2:] == ["r1 mentioned", "r2 user"]
    assert "Jane" not in done.stdout


def test_reading_shows_texts_their_names_and_what_is_left_out(case: Case, sar: str) -> None:
    case("redact", sar, "--words", "Sam Poe", *OTHERS, *TEST)
    done = case("read", sar, "r1")
    assert "--- prompt_typed:0, user, messages[0]\nWrite to Jane Doe about Sam Poe\n" in done.stdout
    assert "    1: 24-31 Sch 2 para 16, jo.lee\n" in done.stdout
    given = case("read", sar, "r1", "--redacted").stdout
    assert "Write to Jane Doe about [redacted: Sch 2 para 16]\n" in given
    assert "Sam Poe" not in given


def test_a_span_is_left_out_and_taken_back(case: Case, sar: str) -> None:
    done = case("redact", sar, "r1", "--span", "prompt_typed:0:24-31", *OTHERS, *TEST)
    assert "1 place left out" in done.stderr
    assert "redactions: 2 Sch 2 para 16\n" in case("show", sar).stdout  # also as it was sent
    assert "1 place taken back" in case("redact", sar, "--undo", "1", "--why", "no").stderr
    assert "redactions: 1 Sch 2 para 16\n" in case("show", sar).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("r1",), 2, "one of --span, --words and --undo"),
        (("--span", "prompt_typed:0:24-31"), 2, "id of one record"),
        (("r1", "--span", "prompt_typed:24-31"), 2, "should be like"),
        (("--words", "Sam", "--undo", "1"), 2, "one of --span"),
        (("--words", "Sam", "--ground", "s.40(2)"), 1, "known are"),
        (("--words", "Sam", *OTHERS), 1, "third-party test"),
        (("r9", "--words", "Sam", *OTHERS, *TEST), 1, "not a record of this case"),
    ],
)
def test_a_redaction_that_cannot_be_is_refused(
    case: Case, sar: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in case("redact", sar, *arguments, code=code).stderr


def test_the_grounds_are_listed_with_what_they_need(cli: Run) -> None:
    done = cli("case", "redact", "--grounds")
    assert done.exit_code == 0
    assert "Code: s.43(2); What: commercial interests; In: foi; Needs: --why" in done.stdout
    assert "Code: Sch 2 para 16" in done.stdout


def test_two_people_decide_and_the_log_of_disclosures_says_so(case: Case, kept: Path) -> None:
    case("open", "FOI-1", "--kind", "foi", "--received", "2026-11-02")
    case("search", "FOI-1", "--since", "2026-03-01")
    case("withhold", "FOI-1", "r3", "--ground", "s.43(2)", code=1)
    case("withhold", "FOI-1", "r3", "--ground", "s.43(2)", "--why", "The tender runs")
    case("withhold", "FOI-1", code=2)
    case("review", "FOI-1")
    assert "somebody else must" in case("approve", "FOI-1", code=1).stderr
    case("return", "FOI-1", "--why", "r1 names Sam", who="ana.reid")
    case("redact", "FOI-1", "--words", "-", "--ground", "s.40(2)", text="Sam Poe\n")
    case("review", "FOI-1")
    case("approve", "FOI-1", who="ana.reid")
    given_out(kept, "FOI-1")
    log = ("--disclosed", "Letters of May")
    assert "partly" in case("close", "FOI-1", "--outcome", "released", *log, code=1).stderr
    case("close", "FOI-1", "--outcome", "partly-released", *log)
    done = case("disclosures", who="al.marsh")
    assert "Reference: FOI-1; Kind: foi; Received: 2026-11-02" in done.stdout
    assert "Outcome: partly-released; What: Letters of May" in done.stdout
    assert "0 cases" in case("list").stderr
    assert "Reference: FOI-1" in case("list", "--all").stdout


def given_out(state: Path, reference: str) -> None:
    """What an export says when it has written its package."""
    store = open_store(state)
    released(Desk(store=store, reference=reference, who=officer()), "ab" * 32)
    store.close()


def test_named_records_are_held_and_released_when_closed(case: Case, sar: str) -> None:
    assert "1 record held" in case("hold", sar, "r3", "--why", "Named by her").stderr
    case("hold", sar, code=2)
    assert "stay held" in case("hold", sar, "--release", "--why", "x", code=1).stderr
    case("close", sar, "--outcome", "withdrawn")
    assert "3 records released" in case("hold", sar, "--release", "--why", "Over").stderr


def test_an_erasure_is_proved(case: Case, cli: Run) -> None:
    case("open", "ERA-5", "--kind", "erasure", "--received", "2026-11-02")
    case("search", "ERA-5", "--about", "Jane Doe")
    case("withhold", "ERA-5", "r2", "--ground", "Art 17(3)(e)")
    case("review", "ERA-5")
    assert "needs a case in approved" in case("erase", "ERA-5", "--authority", "x", code=1).stderr
    case("approve", "ERA-5", who="ana.reid")
    done = case("erase", "ERA-5", "--authority", "UK GDPR Art 17(1)(d)")
    assert "erased: 1 record\nrows left: 0\nbytes let go: yes\n" in done.stdout
    assert cli("records", "show", "r1", *AUDITOR).exit_code == 1
    assert cli("records", "show", "r2", *AUDITOR).exit_code == 0
    case("close", "ERA-5", "--outcome", "done")


def test_a_restriction_hides_and_a_statement_stands_beside(case: Case, cli: Run) -> None:
    for reference, kind in (("RES-3", "restriction"), ("REC-2", "rectification")):
        case("open", reference, "--kind", kind, "--received", "2026-11-02")
        case("search", reference, "--about", "Jane Doe")
    case("rectify", "REC-2", "r1", text="I moved in May.\n")
    assert "I moved in May." in cli("records", "show", "r1", *AUDITOR).stdout
    assert "2 records restricted" in case("restrict", "RES-3", "--why", "Contested").stderr
    assert cli("records", "search", *AUDITOR).stdout.count("Id: ") == 1
    assert cli("records", "show", "r1", *AUDITOR).exit_code == 1
    case("restrict", "RES-3", "r1", "--lift", code=2)
    assert "2 records shown again" in case("restrict", "RES-3", "--lift", "--why", "Done").stderr
    assert cli("records", "search", *AUDITOR).stdout.count("Id: ") == 3


def test_special_categories_wait_for_another_officer(case: Case, kept: Path, config: Path) -> None:
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("four_eyes_special: false", "four_eyes_special: true"), "utf-8")
    store = open_store(kept)
    illness = ("asthma", "HEALTH", Category.SPECIAL_CATEGORY)
    ask(store, "r4", "Jane Doe has asthma", marks=(("Jane Doe", "PERSON"), illness))
    store.close()
    case("open", "SAR-9", "--kind", "dsar", "--received", "2026-11-02")
    case("search", "SAR-9", "--about", "Jane Doe")
    assert "another officer must first" in (refused := case("read", "SAR-9", "r4", code=1)).stderr
    assert "asthma" not in refused.output
    assert "--- prompt_typed:0" in case("read", "SAR-9", "r1").stdout
    case("permit", "SAR-9", "r4", who="al.marsh", code=1)
    case("permit", "SAR-9", "r3", who="ana.reid", code=1)
    case("permit", "SAR-9", "r4", who="ana.reid")
    assert "Jane Doe has asthma" in case("read", "SAR-9", "r4").stdout


def test_only_officers_act_and_each_within_their_office(case: Case, cli: Run, sar: str) -> None:
    assert "not among the 'officers'" in case("show", sar, who="sam.poe", code=1).stderr
    assert "may not work on cases" in case("read", sar, "r1", who="al.marsh", code=1).stderr
    assert "may not work on cases" in case("withhold", sar, "r1", who="ana.reid", code=1).stderr
    assert "Write to Jane Doe" in case("read", sar, "r1", who="ana.reid").stdout  # to review it
    assert "reference: SAR-7" in case("show", sar, who="al.marsh").stdout


def test_without_officers_the_account_acts_and_nobody_approves_alone(cli: Run, kept: Path) -> None:
    assert cli("case", "list", "--as", "jo.lee").exit_code == 1
    cli("case", "open", "SAR-8", "--kind", "dsar", "--received", "2026-11-02")
    cli("case", "search", "SAR-8", "--about", "Jane Doe")
    assert cli("case", "review", "SAR-8").exit_code == 0
    assert "somebody else must" in cli("case", "approve", "SAR-8").stderr
    store = open_store(kept)
    case, _ = read_case(store, "SAR-8")
    assert case.submitted_by == account_name()
    did = [a for a in activities(store) if a.action != "access.refused"]
    assert {a.actor for a in did} == {account_name()}
    store.close()


def test_no_store_and_no_case_are_said_in_a_line(cli: Run, case: Case, state: Path) -> None:
    assert "There is no case X-12" in case("show", "X-12", code=1).stderr
    missing = cli("case", "list", "--state", str(state / "none"), "--as", "jo.lee")
    assert missing.exit_code == 1
    assert "There are no records" in missing.stderr


@pytest.mark.parametrize(
    ("arguments", "who", "why"),
    [
        (("search", "SAR-7", "--about", "Sam Poe"), "al.marsh", "may not work on cases"),
        (("approve", "SAR-7"), "ana.reid", "this needs a case in second review"),
        (("show", "SAR-7"), "sam.stranger", "not among the 'officers'"),
        (("read", "SAR-7", "r3"), "jo.lee", "not a record of SAR-7"),
    ],
)
def test_a_refusal_is_recorded_with_who_what_and_why(  # noqa: PLR0917 - what and who
    case: Case, sar: str, kept: Path, arguments: tuple[str, ...], who: str, why: str
) -> None:
    case(*arguments, who=who, code=1)
    store = open_store(kept)
    newest = next(activities(store, limit=1))
    store.close()
    assert (newest.actor, newest.action, newest.subject) == (who, "access.refused", sar)
    assert why in newest.why
    assert (newest.more["use"], newest.more["case"]) == (f"case {arguments[0]}", sar)


def test_four_eyes_that_are_missing_are_recorded(
    case: Case, sar: str, kept: Path, config: Path
) -> None:
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    assert "four_eyes_special: false" in text
    file.write_text(text.replace("four_eyes_special: false", "four_eyes_special: true"))
    store = open_store(kept)
    illness = ("asthma", "HEALTH", Category.SPECIAL_CATEGORY)
    ask(store, "r4", "Jane Doe has asthma", marks=(("Jane Doe", "PERSON"), illness))
    case("hold", sar, "r4")
    case("read", sar, "r4", code=1)
    newest = next(activities(store, limit=1))
    assert (newest.action, newest.more["use"]) == ("access.refused", "case read")
    assert "another officer must first agree" in newest.why
    assert "until" in case("permit", sar, "r4", "--days", "2", who="ana.reid").stderr
    assert "asthma" in case("read", sar, "r4").stdout
    assert "permits: r4 by ana.reid until " in case("show", sar).stdout
    store.close()


@pytest.mark.slow
def test_another_case_is_held_whole(case: Case, sar: str) -> None:
    case("open", "COM-1", "--kind", "complaint", "--received", "2026-11-03")
    assert "SAR-7 is held" in case("hold", "COM-1", "--of", sar, "--why", "How it went").stderr
    assert "no other case SAR-8" in case("hold", "COM-1", "--of", "SAR-8", code=1).stderr
    assert "give ids" in case("hold", "COM-1", "--of", sar, "--release", code=2).stderr
