"""`make evaluate`: measures what is there, and writes only between its markers."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from detectors.evaluation.gold import Gold, GoldSet, Kind, Span
from detectors.evaluation.prompts import PromptScore, Share
from detectors.evaluation.report import Result
from detectors.evaluation.tables import Table
from detectors.model.labels import SENSITIVE
from detectors.training.check_digits import CHECKED
from detectors.training.markup import CONTEXT, LABELS, read_folder
from gateway.settings.load import load
from tests.evaluation.page import BEGIN, END, HEAD, written
from tests.evaluation.scores import score_tables
from tests.evaluation.sets import INDEPENDENT, NOT_OURS, RECORDS, ROOT, WRITTEN, reported, sets

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
    assert list(sets(tmp_path, records=tmp_path, written=nothing, independent=None)) == []
    folder = tmp_path / "prompts"
    folder.mkdir()
    rows = '{"text": "x", "spans": []}\n' * 5
    for name in ("positive", "special"):
        (folder / f"{name}.jsonl").write_text(rows, encoding="utf-8")
    (one,) = sets(tmp_path, records=tmp_path, written=nothing, independent=None)
    assert (one.name, len(one.texts)) == ("prompts, held out", 2)


def test_the_two_halves_of_the_welsh_texts_share_none_and_hold_all_kinds() -> None:
    ours, looked_at = (reported(WRITTEN / "welsh", half=half) for half in (0, 1))
    assert not {text.id for text in ours.texts} & {text.id for text in looked_at.texts}
    for half in (ours, looked_at):
        assert len(half.texts) >= 45
        assert {text.expect for text in half.texts} == {"pii", "clean", "special", "topic"}


def test_the_welsh_texts_are_measured_beside_our_records(tmp_path: Path) -> None:
    names = [one.name for one in sets(tmp_path, records=tmp_path, independent=None)]
    assert names == ["Welsh, the half not looked at"]


def test_the_independent_records_are_measured_whole(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    (one,) = sets(tmp_path, records=tmp_path, written=nothing)
    assert (one.name, one.kind, len(one.texts)) == (NOT_OURS, Kind.PROMPTS, 150)
    kinds = Counter(text.expect for text in one.texts)
    assert kinds == {"pii": 60, "clean": 55, "special": 20, "topic": 15}


def _rows() -> list[dict[str, Any]]:
    lines = INDEPENDENT.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_independent_records_are_well_formed() -> None:
    rows = _rows()
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        private = {span["label"] for span in row["spans"]} - CONTEXT
        assert bool(private) or row["expect"] != "pii", row["id"]
        assert not private or row["expect"] in {"pii", "special"}, row["id"]
        stated = {row["category"], *row.get("also", ())} if "category" in row else set()
        assert stated <= set(SENSITIVE), row["id"]
        assert bool(stated) == (row["expect"] in {"special", "topic"}), row["id"]


def test_the_spans_of_the_independent_records_stand_where_they_say() -> None:
    for row in _rows():
        end = 0
        spans = [*row["spans"], *row.get("benign_spans", ())]
        for span in sorted(spans, key=lambda span: span["start"]):
            assert end <= span["start"] < span["end"] <= len(row["text"]), row["id"]
            end = span["end"]
            words = row["text"][span["start"] : end]
            assert words == words.strip(), row["id"]
            assert span["label"] in LABELS, row["id"]
            check = CHECKED.get(span["label"])
            assert check is None or check(words) or not any(map(str.isdigit, words)), row["id"]


def test_nothing_that_trains_shares_ten_words_with_an_independent_record() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        size = min(10, len(words))  # eight would be the start of a telephone number spoken
        return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}

    learned = {run for record in read_folder(RECORDS) for run in runs(record.text)}
    assert [row["id"] for row in _rows() if runs(row["text"]) & learned] == []
