"""Names in corpora, and personal findings in benign prompts."""

from detectors.evaluation.people import score_benign, score_people
from tests.unit.detectors.evaluation.texts import found, gold

TEXT = "Ada Bell met Tom Reid and Omar Hale in Leeds."
GOLD = gold(
    TEXT,
    ("Ada Bell", "PERSON"),
    ("Tom Reid", "PERSON"),
    ("Omar Hale", "PERSON"),
    ("Leeds", "LOCATION"),
)


def test_exact_overlapping_and_touched_are_told_apart() -> None:
    findings = found(
        TEXT, ("Ada Bell", "PERSON"), ("Tom", "PERSON"), ("Hale", "ADDRESS"), ("Leeds", "PERSON")
    )
    score = score_people([GOLD], [findings])
    assert (score.gold, score.found) == (3, 3)
    assert (score.exact, score.overlapped, score.right, score.touched) == (1, 2, 2, 3)


def test_leaked_are_characters_that_are_no_blanks_under_no_finding_at_all() -> None:
    score = score_people([GOLD], [found(TEXT, ("Ada Bell", "PERSON"), ("Tom", "ADDRESS"))])
    assert (score.characters, score.leaked) == (7 + 7 + 8, 4 + 8)


def test_what_was_missed_and_what_is_no_name_is_listed() -> None:
    score = score_people([GOLD], [found(TEXT, ("Ada Bell", "PERSON"), ("Leeds", "PERSON"))])
    assert [(m.what, m.words) for m in score.misses] == [
        ("MISS", "Tom Reid"),
        ("MISS", "Omar Hale"),
        ("ALARM", "Leeds"),
    ]


def test_a_benign_prompt_counts_once_and_only_for_personal_findings() -> None:
    texts = [gold(TEXT), gold(TEXT), gold(TEXT)]
    findings = [
        found(TEXT, ("Ada", "PERSON"), ("Tom", "PERSON")),
        found(TEXT, ("met", "HEALTH")),
        (),
    ]
    score = score_benign(texts, findings)
    assert (score.flagged.hit, score.flagged.n) == (1, 3)
    assert score.alarms == {"PERSON": 2}
    assert [miss.words for miss in score.misses] == ["Ada", "Tom"]
