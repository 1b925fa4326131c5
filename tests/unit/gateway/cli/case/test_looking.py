"""`case list` and `show`: how cases stand."""

from gateway.audit.officers import account_name
from tests.unit.gateway.cli.case.conftest import Case


def test_a_case_is_shown_with_searches_records_and_history(case: Case, sar: str) -> None:
    done = case("show", sar, "--searches", "--records", "--history")
    assert "about: All about Jane Doe\n" in done.stdout
    assert "records: 2, 2 held\n" in done.stdout
    assert "Id: r1; Came in as: mentioned" in done.stdout
    assert "search certificate: " in done.stdout
    last = f"No: 3; Time (UTC): {done.stdout.splitlines()[-1].split('Time (UTC): ')[1]}"
    assert done.stdout.splitlines()[-1] == last
    assert "Who: jo.lee" in last
    assert f"Account: {account_name()}; What: show" in last
    assert last.endswith("Why: subject access request SAR-7")


def test_a_case_that_holds_another_says_which_and_counts_none_of_its_steps(
    case: Case, sar: str
) -> None:
    case("open", "COM-2", "--kind", "complaint", "--received", "2026-11-20")
    case("hold", "COM-2", "--of", sar)
    assert "records: 0, 0 held\nholds: SAR-7\n" in case("show", "COM-2").stdout
    assert "holds: " not in case("show", sar).stdout


def test_overdue_cases_are_listed_first_and_told_by_the_exit_code(case: Case, sar: str) -> None:
    assert "0 overdue" in case("list", "--overdue").stderr
    case("open", "FOI-1", "--kind", "foi", "--received", "2026-03-13")
    case("open", "AUD-1", "--kind", "audit", "--received", "2026-03-13")
    listed = case("list").stdout.splitlines()
    assert [line.split("Reference: ")[1][:5] for line in listed][-1] == "AUD-1"
    late = case("list", "--overdue", code=1)
    assert late.stdout.startswith("Due: OVERDUE 2026-04-15; Reference: FOI-1")
    assert len(late.stdout.splitlines()) == 1


def test_a_tool_that_the_register_does_not_have_is_remarked_on(case: Case, sar: str) -> None:
    said = case("search", sar, "--tool", "practise").stderr
    assert said.startswith("There is no tool 'practise' in the register; it has: practice,")
    assert not case("search", sar, "--tool", "practice").stderr


def test_whoever_knows_a_word_learns_whether_it_was_searched_for(case: Case, sar: str) -> None:
    certificate = case("show", sar, "--searches").stdout.split("search certificate: ")[1][:36]
    text = "JANE DOE\n jane.doe \n\n"
    done = case("searched", sar, who="al.marsh", text=text)
    assert done.stdout.splitlines() == [
        f"Words: JANE DOE; Certificates: {certificate}",
        f"Words: jane.doe; Certificates: {certificate}",
    ]
    assert "give the words, one a line" in case("searched", sar, text=" \n", code=2).stderr
    more = case("searched", sar, text="Jane Doe\nJane Poe\n", code=1).stdout
    assert "Words: Jane Poe; Certificates: not searched" in more
    assert "What: searched" in case("show", sar, "--history").stdout
