"""`make evaluate`: measures what is there, and writes only between its markers."""

from pathlib import Path

import pytest

from detectors.evaluation.gold import Gold, GoldSet, Kind, Span
from detectors.evaluation.prompts import PromptScore, Share
from detectors.evaluation.report import Result
from detectors.evaluation.tables import Table
from gateway.settings.load import load
from tests.evaluation.page import BEGIN, END, HEAD, written
from tests.evaluation.scores import score_tables
from tests.evaluation.sets import ROOT, WRITTEN, reported, sets

RESULT = Result(
    name="prompts",
    kind=Kind.PROMPTS,
    size=3,
    scores={"gateway": PromptScore(documents={"clean": Share(0, 3)})},
)


def test_the_tables_stand_between_the_markers_and_replace_the_old_ones() -> None:
    page = f"# Head\n\n{BEGIN}\nold\n{END}\n\nfoot\n"
    once = written(page, [RESULT])
    assert once.startswith("# Head\n\n" + BEGIN)
    assert once.endswith(END + "\n\nfoot\n")
    assert "| clean | 3 | 0.000 [0.000, 0.562] |" in once
    assert "old" not in once
    assert written(once, [RESULT]) == once


def test_what_scores_mean_stands_behind_the_results() -> None:
    table = Table("what a score means", ("score", "n"), (("0.9 to 1.0", "7"),))
    page = written(f"{BEGIN}\n{END}", [RESULT], [table])
    assert page.index(HEAD) > page.index("| clean | 3 |")
    assert "| 0.9 to 1.0 | 7 |" in page


def test_without_annotated_prompts_there_is_no_table_of_scores() -> None:
    names = GoldSet(name="names", kind=Kind.PEOPLE, texts=(Gold(id="1", text="Ada Bell"),))
    assert score_tables(load(ROOT / "config", ROOT / "var", {}), [names]) == []


def test_scores_are_judged_with_what_a_scan_finds() -> None:
    text = "my postcode is LS1 4AB"
    gold = Gold(id="1", text=text, spans=(Span(15, 22, "POSTCODE"),), expect="pii")
    texts = GoldSet(name="prompts", kind=Kind.PROMPTS, texts=(gold,))
    _, entities = score_tables(load(ROOT / "config", ROOT / "var", {}), [texts])
    assert entities.rows[-2][0] == "all"
    assert entities.rows[-2][2].startswith("1.000")


def test_a_page_without_markers_is_not_written_over() -> None:
    with pytest.raises(ValueError, match="both markers"):
        written("# Head\n", [RESULT])


def test_the_page_has_its_markers() -> None:
    assert written((ROOT / "docs" / "detection.md").read_text(encoding="utf-8"), [])


def test_what_is_not_there_is_left_out_and_prompts_are_one_set(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    assert list(sets(tmp_path, records=tmp_path, written=nothing)) == []
    folder = tmp_path / "prompts"
    folder.mkdir()
    rows = '{"text": "x", "spans": []}\n' * 5
    for name in ("positive", "special"):
        (folder / f"{name}.jsonl").write_text(rows, encoding="utf-8")
    (one,) = sets(tmp_path, records=tmp_path, written=nothing)
    assert (one.name, len(one.texts)) == ("prompts, held out", 2)


def test_the_two_halves_of_the_welsh_texts_share_none_and_hold_all_kinds() -> None:
    ours, looked_at = (reported(WRITTEN / "welsh", half=half) for half in (0, 1))
    assert not {text.id for text in ours.texts} & {text.id for text in looked_at.texts}
    for half in (ours, looked_at):
        assert len(half.texts) >= 45
        assert {text.expect for text in half.texts} == {"pii", "clean", "special", "topic"}


def test_the_welsh_texts_are_measured_beside_our_records(tmp_path: Path) -> None:
    names = [one.name for one in sets(tmp_path, records=tmp_path)]
    assert names == ["Welsh, the half not looked at"]
