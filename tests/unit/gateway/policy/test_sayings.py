"""A reason in both languages, filled with the same facts."""

from gateway.policy import sayings
from gateway.policy.question import Spoken
from gateway.policy.registry import CHECKS
from gateway.policy.rules import Rule
from gateway.types import Effect
from tests.make import hit

HITS = (hit("Ann Lowe", "Ann Lowe"),)


def rule(message: str, message_cy: str = "") -> Rule:
    check = CHECKS["findings"]
    return Rule(
        id="r",
        clause="10.3",
        check=check,
        params={},
        effect=Effect.BLOCK,
        message=message,
        message_cy=message_cy,
    )


def test_both_languages_name_what_was_found_and_the_tool() -> None:
    said = {"tool": "Assistant", "header": "x-reason"}
    chosen = rule("{tool}: {found}.", "{tool}: {found}!")
    both = sayings.message(chosen, Spoken(hits=HITS), said, ask=False)
    assert both == ("Assistant: a person's name.", "Assistant: enw person!")


def test_a_rule_without_welsh_words_has_none() -> None:
    both = sayings.message(rule("No."), Spoken(), {}, ask=False)
    assert both == ("No.", "")


def test_who_may_give_a_reason_is_told_how_in_both() -> None:
    said = {"tool": "", "header": "x-reason"}
    english, welsh = sayings.message(rule("No.", "Na."), Spoken(), said, ask=True)
    assert english.endswith("in the header x-reason.")
    assert welsh.endswith("yn y pennyn x-reason.")


def test_facts_that_a_check_adds_are_translated_where_they_can_be() -> None:
    spoken = Spoken(words={"detail": "No DPIA is on record"})
    english, welsh = sayings.message(rule("{detail}", "{detail}"), spoken, {}, ask=False)
    assert (english, welsh) == ("No DPIA is on record", "Nid oes DPIA ar gofnod")


def test_history_and_fixed_places_are_said_in_both() -> None:
    for english, welsh in (
        sayings.earlier(HITS),
        sayings.fixed(HITS),
        sayings.fixed(HITS, signed=True),
    ):
        assert "a person's name" in english
        assert "enw person" in welsh
