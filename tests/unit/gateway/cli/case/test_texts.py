"""`case search-texts`: words come by standard input, and more than agreed is refused and recorded."""

from pathlib import Path

from gateway.audit.activities import activities
from tests.unit.gateway.cli.case.conftest import Case, open_store

DAYS = ("--since", "2020-01-01", "--until", "2100-01-01")


def test_it_prints_its_certificate_and_what_it_found(case: Case, sar: str) -> None:
    done = case("search-texts", sar, *DAYS, text="nobody\n\nA MEMO\n")
    assert "records asked: 3\ntexts opened: of 3 records\n" in done.stdout
    assert done.stdout.splitlines()[-2:] == ["records found: 1, 1 new to the case", "r3 matched"]
    assert "MEMO" not in done.stdout
    shown = case("show", sar, "--searches").stdout
    assert "words: nobody\nwords: A MEMO\n" in shown


def test_it_is_bounded(case: Case, sar: str) -> None:
    assert "--since and --until" in case("search-texts", sar, text="x", code=2).stderr
    assert "which words" in case("search-texts", sar, *DAYS, text=" \n", code=1).stderr


def test_more_than_the_limit_is_refused_and_recorded(
    case: Case, sar: str, kept: Path, config: Path
) -> None:
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    assert "texts_limit: 10000" in text
    file.write_text(text.replace("texts_limit: 10000", "texts_limit: 2"))
    done = case("search-texts", sar, *DAYS, text="memo", code=1)
    assert "3 records would be opened" in done.stderr
    store = open_store(kept)
    newest = next(activities(store, limit=1))
    store.close()
    assert (newest.action, newest.more["use"]) == ("access.refused", "case search-texts")
    assert "r3 matched" in case("search-texts", sar, *DAYS, "--yes", text="memo").stdout


def test_words_for_the_records_of_a_case_come_by_standard_input_too(case: Case, sar: str) -> None:
    assert "r2 matched" in case("search", sar, "--text", "-", text="my name is\n").stdout
