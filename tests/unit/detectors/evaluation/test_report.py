"""Results as tables side by side and as JSON without texts."""

import json

from detectors.evaluation.gold import Gold, GoldSet, Kind
from detectors.evaluation.report import Result, result
from detectors.evaluation.tables import as_markdown, as_text
from tests.unit.detectors.evaluation.texts import found, gold

TEXT = "Ada Bell of Leeds"
NOTES = "letter"


def of(kind: Kind, *texts: Gold) -> Result:
    """Two detectors: one that finds the name, one that finds nothing."""
    made = GoldSet(name="set", kind=kind, texts=texts)
    seen = [found(one.text, ("Ada Bell", "PERSON")) for one in texts]
    return result(made, {"ours": seen, "other": [() for _ in texts]})


def lines(made: Result) -> list[str]:
    return [" ".join(line.split()) for table in made.tables for line in as_text(table)]


def prompts() -> Result:
    name = ("Ada Bell", "PERSON")
    texts = [gold(TEXT, name, expect="pii", notes=NOTES, origin="welsh") for _ in range(20)]
    return of(Kind.PROMPTS, *texts, gold(TEXT, expect="clean"))


def test_prompts_have_a_table_for_each_question_and_the_other_detectors_difference() -> None:
    said = lines(prompts())
    assert "PERSON 20 1.000 [0.839, 1.000] 1.000 0.000 0.000 (-1.000) 0.000 1.000" in said
    assert "core total 20 1.000 [0.839, 1.000] 1.000 0.000 0.000 (-1.000) 0.000 1.000" in said
    assert "clean 1 1.000 [0.207, 1.000] 0.000 (-1.000)" in said
    assert "welsh 20 1.000 [0.839, 1.000] 0.000 (-1.000)" in said
    assert "letter 20 1.000 [0.839, 1.000] 0.000 (-1.000)" in said
    assert "PERSON 1 0" in said


def test_tables_without_rows_are_left_out() -> None:
    titles = [table.title for table in of(Kind.PROMPTS, gold(TEXT, expect="pii")).tables]
    assert titles == ["documents flagged"]


def test_people_and_benign_prompts_have_tables_of_their_own() -> None:
    people = lines(of(Kind.PEOPLE, gold(TEXT, ("Ada Bell", "PERSON"))))
    assert "names touched by any finding 1 1.000 [0.207, 1.000] 0.000 (-1.000)" in people
    assert "precision, exact 1 1.000 [0.207, 1.000] -" in people
    benign = lines(of(Kind.BENIGN, gold(TEXT)))
    assert "prompts with a personal finding 1 1.000 [0.207, 1.000] 0.000 (-1.000)" in benign


def test_markdown_has_as_many_cells_in_every_row() -> None:
    for table in prompts().tables:
        title, empty, *rows = as_markdown(table)
        assert title.endswith(":")
        assert empty == ""
        assert len({row.count("|") for row in rows}) == 1


def test_json_has_counts_and_shares_and_no_text() -> None:
    plain = json.dumps(prompts().as_json())
    assert "Bell" not in plain
    first = json.loads(plain)["detectors"]["ours"]
    assert first["total"]["recall"][0] == 1.0
    assert first["documents"]["pii"]["hit"] == 20


def test_the_misses_are_those_of_the_detector_that_is_measured() -> None:
    assert [(miss.what, miss.words) for miss in prompts().misses] == [("ALARM", "Ada Bell")]
