"""An export is the same each time, holds what was approved and nothing that was left out."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from gateway.audit.cases.deciding import approve, close, send_back, submit
from gateway.audit.cases.desk import Desk
from gateway.audit.cases.kinds import Outcome, State
from gateway.audit.cases.leaving_out import Justified, redact, redact_words, withhold
from gateway.audit.disclosure.rescan import StillHeld
from gateway.errors import CaseError, RecordError
from tests.unit.gateway.audit.cases.desks import ask, now, officer, search
from tests.unit.gateway.audit.disclosure.conftest import ISSUER, PERSONAL, Export, approved


def files(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"], indirect=True)
def test_a_case_gives_the_same_bytes_each_time(sar: Desk, export: Export, tmp_path: Path) -> None:
    first, second = export(sar), export(sar, "again.zip")
    assert first == second
    assert (tmp_path / "package.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert now(sar).state is State.RELEASED
    assert now(sar).package == first.sha256


def test_what_was_released_is_exported_again_after_the_close(
    sar: Desk, export: Export, tmp_path: Path
) -> None:
    first = export(sar)
    close(sar, Outcome.PARTLY_RELEASED)
    assert export(sar, "again.zip") == first
    assert now(sar).state is State.CLOSED


def test_what_was_never_released_is_not(sar: Desk, export: Export) -> None:
    close(sar, Outcome.WITHDRAWN)
    with pytest.raises(CaseError, match="approved or released"):
        export(sar)


def test_a_subject_sees_what_they_asked_and_where_they_are_mentioned_apart(
    sar: Desk, export: Export, tmp_path: Path
) -> None:
    exported = export(sar)
    assert (exported.records, exported.withheld) == (3, 0)
    found = files(tmp_path / "package.zip")
    own = [json.loads(line) for line in found["SAR-7/user/records.jsonl"].splitlines()]
    others = [json.loads(line) for line in found["SAR-7/mentioned/records.jsonl"].splitlines()]
    assert [row["record"] for row in own] == ["r2"]
    assert [row["record"] for row in others] == ["r1", "r3"]
    assert own[0]["person"] == "jane.doe"
    assert own[0]["address"] == "192.0.2.7"
    assert "person" not in others[0]
    assert "address" not in others[0]
    texts = {text["kind"]: text["text"] for text in others[0]["texts"]}
    assert texts["prompt_typed"] == "Write to Jane Doe about [redacted: Sch 2 para 16]"
    assert "I must know" in {text["text"] for text in own[0]["texts"]}
    about = found["SAR-7/about-your-data.html"].decode()
    assert "Ana Reid, dpo@council.example." in about
    assert "Practice chat" in about


def test_nothing_that_was_left_out_is_anywhere_in_the_package(
    sar: Desk, export: Export, tmp_path: Path
) -> None:
    export(sar)
    raw = (tmp_path / "package.zip").read_bytes()
    for content in (raw, *files(tmp_path / "package.zip").values()):
        assert b"sam poe" not in content.lower()
        assert b"refused" not in content.lower()  # an answer of the third-party test


@pytest.mark.parametrize(
    "written", ["SAM POE", "sam.poe", "Sam\nPoe", "S\u00e1m-Poe", "Sam Po\u00ade"]
)
def test_a_value_that_is_left_somewhere_stops_the_export(
    foi: Desk, export: Export, written: str
) -> None:
    redact(foi, "r1", ("prompt_typed", 0, 24, 31), PERSONAL)
    redact_words(foi, "Sam Poe says hello", PERSONAL)
    ask(foi.store, "r5", f"Ask {written} again", marks=(), answer="")
    search(foi, tool="practice")
    approved(foi)
    with pytest.raises(StillHeld, match=r"redaction 1 .* prompt_typed:0 of r5") as caught:
        export(foi)
    assert "poe" not in str(caught.value).lower()
    assert now(foi).state is State.APPROVED


def test_what_is_withheld_is_listed_and_not_given(
    foi: Desk, export: Export, tmp_path: Path
) -> None:
    redact_words(foi, "Sam Poe", PERSONAL)
    withhold(foi, ["r3"], Justified(ground="s.43(2)", why="The tender runs"))
    export(approved(foi))
    found = files(tmp_path / "package.zip")
    listed = [
        json.loads(line)["record"] for line in found["FOI-1/records/records.jsonl"].splitlines()
    ]
    assert listed == ["r1", "r2", "r4"]
    assert rows(found["FOI-1/withheld.csv"])[1][:3] == ["r3", "s.43(2)", "commercial interests"]
    log = rows(found["FOI-1/redactions.csv"])
    assert log[0][:2] == ["redaction", "record"]
    assert {row[1] for row in log[1:]} == {"r1"}
    assert not any(b"calc" in content for content in found.values())
    assert not any(b"The tender runs" in content for content in found.values())
    assert not any(b"jane.doe" in content for content in found.values())  # staff are not named


def test_of_what_is_not_given_it_is_not_said_that_it_was_left_out(
    foi: Desk, export: Export, tmp_path: Path
) -> None:
    redact_words(foi, "Jane Doe", PERSONAL)  # the user of r2 as well: staff are not named anyway
    exported = export(approved(foi))
    log = rows(files(tmp_path / "package.zip")["FOI-1/redactions.csv"])[1:]
    assert exported.redactions == len(log)
    assert "fact" in {one.kind for one in now(foi).redactions}
    assert "fact" not in {row[2] for row in log}


def test_no_cell_of_a_table_is_a_formula(sar: Desk, export: Export, tmp_path: Path) -> None:
    export(sar)
    found = files(tmp_path / "package.zip")
    cells = [cell for row in rows(found["SAR-7/mentioned/records.csv"]) for cell in row]
    assert "'=cmd|' /C calc'!A0 for Jane Doe" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_only_what_was_approved_is_exported(foi: Desk, export: Export) -> None:
    with pytest.raises(CaseError, match="approved or released"):
        export(foi)
    submit(foi)
    approve(replace(foi, who=officer("ana.reid")))
    send_back(replace(foi, who=officer("ana.reid")), why="Not yet")
    with pytest.raises(CaseError, match="approved or released"):
        export(foi)


def test_a_subject_is_told_what_article_15_asks_or_gets_nothing(sar: Desk, export: Export) -> None:
    said = ISSUER.information.model_copy(update={"basis": ""})
    with pytest.raises(CaseError, match=r"give cases\.information\.basis"):
        export(sar, issuer=replace(ISSUER, information=said))


def test_a_record_that_was_changed_is_not_given_out(sar: Desk, export: Export) -> None:
    with sar.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER interactions_no_update")
        connection.exec_driver_sql("UPDATE interactions SET model = 'other' WHERE id = 'r1'")
    with pytest.raises(RecordError, match="r1 is not what the log committed to"):
        export(sar)
