"""What a rule does for the recognisers that are one."""

import re

import pytest

from detectors.language import ENGLISH, SpacyPipeline
from detectors.rule import Hit, PatternRule


class Ticket(PatternRule):
    """T and digits, or digits after "ticket"; no more than five digits count."""

    entity = "TICKET"
    needs = re.compile("[Tt]")
    pattern = re.compile(r"ticket (?P<value>\d+)|T\d+")
    score = 0.7

    def judge(self, match: re.Match[str]) -> float:
        return 0.0 if len(match[0]) > 12 else self.score


def hits(reader: SpacyPipeline, rule: PatternRule, text: str) -> list[tuple[str, str, float]]:
    found = rule.analyze(text, [rule.entity], reader.process_text(text, ENGLISH))
    return [(one.entity_type, text[one.start : one.end], one.score) for one in found]


def test_the_value_is_the_place_and_without_one_the_whole_match(reader: SpacyPipeline) -> None:
    assert hits(reader, Ticket(), "ticket 12345 or T77") == [
        ("TICKET", "12345", 0.7),
        ("TICKET", "T77", 0.7),
    ]


def test_what_is_judged_nothing_is_no_hit(reader: SpacyPipeline) -> None:
    assert hits(reader, Ticket(), "ticket 123456") == []


def test_a_text_without_what_a_rule_needs_is_not_looked_at(reader: SpacyPipeline) -> None:
    class Everything(Ticket):
        needs = re.compile("never there")
        pattern = re.compile(r"\w+")

    assert hits(reader, Everything(), "ticket 12345") == []


def test_a_result_says_who_found_it_and_how_sure_it_was_at_first() -> None:
    result = Ticket().result("TICKET", Hit(3, 8, 0.7))
    why = result.analysis_explanation
    assert (result.start, result.end, result.score) == (3, 8, 0.7)
    assert (why.recognizer, why.original_score) == ("Ticket", 0.7)


def test_presidio_learns_the_entity_and_the_cues() -> None:
    class Cued(Ticket):
        cues = ("raffle",)

    rule = Cued()
    assert rule.supported_entities == ["TICKET"]
    assert rule.context == ["raffle"]


@pytest.mark.parametrize("attribute", ["start", "score"])
def test_a_hit_does_not_change(attribute: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Hit(0, 1, 0.5), attribute, 0)
