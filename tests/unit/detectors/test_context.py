"""A cue word lifts a weak hit: which words, how near, and whose hits."""

import re

import pytest
from presidio_analyzer.entity_recognizer import EntityRecognizer
from presidio_analyzer.recognizer_result import RecognizerResult

from detectors.context import AFTER, BEFORE, NearbyCues
from detectors.language import ENGLISH, SpacyPipeline
from detectors.rule import PatternRule

WEAK, LIFTED = 0.2, 0.9


class Widget(PatternRule):
    entity = "WIDGET"
    pattern = re.compile(r"\d{5}")
    score = WEAK
    cues = ("widget",)
    cue_score = LIFTED


class Gadget(PatternRule):
    entity = "GADGET"
    pattern = re.compile(r"\d{5}")
    score = WEAK


def scored(reader: SpacyPipeline, rule: PatternRule, text: str) -> float:
    artifacts = reader.process_text(text, ENGLISH)
    (result,) = rule.analyze(text, [rule.entity], artifacts)
    result.recognition_metadata = {RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: rule.id}
    rules: list[EntityRecognizer] = [Widget(), Gadget(), rule]
    (after,) = NearbyCues().enhance_using_context(text, [result], artifacts, rules)
    assert (after.start, after.end) == (result.start, result.end)
    return float(after.score)


@pytest.mark.parametrize(
    "text",
    [
        "widget 12345",
        "Widgets: 12345",
        "12345 is the widget",
        "widget_no=12345",
        "widget " + "and " * (BEFORE - 1) + "12345",
        "12345 " + "and " * (AFTER - 1) + "widget",
    ],
)
def test_a_cue_in_reach_lifts_a_weak_hit(reader: SpacyPipeline, text: str) -> None:
    assert scored(reader, Widget(), text) == LIFTED


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "gadget 12345",
        "midget widgetry 12345",
        "widget " + "and " * BEFORE + "12345",
        "12345 " + "and " * AFTER + "widget",
    ],
)
def test_no_cue_in_reach_leaves_it_weak(reader: SpacyPipeline, text: str) -> None:
    assert scored(reader, Widget(), text) == WEAK


def test_the_cue_of_another_rule_lifts_nothing(reader: SpacyPipeline) -> None:
    assert scored(reader, Gadget(), "widget 12345") == WEAK


def test_a_hit_surer_than_its_cue_is_not_lowered(reader: SpacyPipeline) -> None:
    class Sure(Widget):
        score = 0.95

    assert scored(reader, Sure(), "widget 12345") == 0.95
