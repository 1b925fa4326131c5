"""How single rules come together: the strictest wins, observe changes nothing, errors are errors."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from detectors.types import Category
from gateway.policy.decide import Policy, build, decide
from gateway.policy.question import Question, Spoken
from gateway.policy.registry import CHECKS, check
from gateway.settings.policy_file import PolicyFile, RuleRow
from gateway.types import Decision, Effect, Hit, Interaction
from tests.make import hit, interaction, segment
from tests.unit.gateway.policy.register import TODAY

TEXT = "Write to Margaret Okonkwo"
NAME = hit(TEXT, "Margaret Okonkwo")


def rules(*rows: dict[str, Any]) -> Policy:
    base = {"clause": "10.3", "check": "findings", "effect": "block", "message": "No {found}."}
    made = (RuleRow.model_validate({"id": f"r{n}", **base, **row}) for n, row in enumerate(rows))
    return build(PolicyFile(rules=tuple(made)), version="v")


def decided(policy: Policy, asked: Interaction, *hits: Hit) -> Decision:
    return decide(policy, asked, hits, today=TODAY)


def new(text: str = TEXT, **changes: object) -> Interaction:
    return interaction(segment(text), **changes)


def old(text: str = TEXT) -> Interaction:
    return interaction(segment(text, new=False), segment("Go on"))


def test_the_strictest_effect_wins_and_all_reasons_are_kept() -> None:
    made = rules({"effect": "notify"}, {"effect": "pseudonymise"}, {"effect": "block"})
    decision = decided(made, new(), NAME)
    assert decision.effect is Effect.BLOCK
    assert [r.effect for r in decision.reasons] == [
        Effect.NOTIFY,
        Effect.PSEUDONYMISE,
        Effect.BLOCK,
    ]
    assert decision.clauses == ("10.3",)


def test_when_nothing_speaks_the_reason_says_so() -> None:
    (reason,) = decided(rules({}), new()).reasons
    assert (reason.rule, reason.clause, reason.effect) == ("allowed", "7.1", Effect.ALLOW)


def test_an_observed_rule_is_counted_and_changes_nothing() -> None:
    decision = decided(rules({"mode": "observe"}, {"effect": "pseudonymise"}), new(), NAME)
    assert decision.effect is Effect.PSEUDONYMISE
    assert [r.rule for r in decision.observed] == ["r0"]
    assert decision.observed[0].effect is Effect.BLOCK
    assert decision.mask == (NAME,)


def test_an_observed_rule_alone_lets_the_prompt_pass_untouched() -> None:
    decision = decided(rules({"mode": "observe"}), new(), NAME)
    assert (decision.effect, decision.mask) == (Effect.ALLOW, ())
    assert [r.rule for r in decision.reasons] == ["allowed"]


def test_a_justification_lets_the_request_pass_and_is_a_reason() -> None:
    asked = new(justification="Asked for by the ombudsman")
    decision = decided(rules({"effect": "justify"}), asked, NAME)
    assert (decision.effect, decision.mask) == (Effect.JUSTIFY, ())


@pytest.mark.parametrize("said", ["", "   "])
def test_without_a_justification_it_is_refused_and_says_how_to_give_one(said: str) -> None:
    decision = decided(rules({"effect": "justify"}), new(justification=said), NAME)
    assert decision.effect is Effect.BLOCK
    assert "x-genai-justification" in decision.reasons[0].message


def test_the_header_for_a_justification_is_the_configured_one() -> None:
    made = replace(rules({"effect": "justify"}), header="x-why")
    message = decided(made, new(), NAME).reasons[0].message
    assert message.endswith("the header x-why.")


def test_a_justification_does_not_open_a_blocking_rule() -> None:
    made = rules({"effect": "justify"}, {"effect": "block"})
    assert decided(made, new(justification="Please"), NAME).effect is Effect.BLOCK


def test_history_never_blocks_and_is_always_replaced() -> None:
    decision = decided(rules({}), old(), NAME)
    assert decision.effect is Effect.PSEUDONYMISE
    assert decision.mask == (NAME,)
    assert "Earlier in this conversation" in decision.reasons[0].message


def test_history_is_replaced_whatever_the_effect() -> None:
    asked = interaction(segment(TEXT, new=False), segment(TEXT))
    again = replace(NAME, segment=1)
    decision = decided(rules({}), asked, NAME, again)
    assert decision.effect is Effect.BLOCK
    assert NAME in decision.mask
    assert decision.reasons[0].hits == (again,)


@pytest.mark.parametrize("effect", ["notify", "justify"])
def test_history_is_not_told_again(effect: str) -> None:
    asked = replace(old(), justification="Asked for")
    decision = decided(rules({"effect": effect}), asked, NAME)
    assert (decision.effect, decision.mask) == (Effect.ALLOW, ())


def test_history_of_a_justify_rule_is_replaced_when_no_reason_comes_with_it() -> None:
    assert decided(rules({"effect": "justify"}), old(), NAME).mask == (NAME,)


def test_what_cannot_be_changed_is_refused() -> None:
    asked = interaction(segment(TEXT, writable=False))
    decision = decided(rules({"effect": "pseudonymise"}), asked, NAME)
    assert decision.effect is Effect.BLOCK
    assert decision.reasons[-1].rule == "unalterable"
    assert "cannot change" in decision.reasons[-1].message


def test_what_cannot_be_changed_and_need_not_be_passes() -> None:
    asked = interaction(segment(TEXT, writable=False))
    assert decided(rules({"effect": "notify"}), asked, NAME).effect is Effect.NOTIFY


def test_each_hit_is_replaced_once_and_in_order() -> None:
    text = "Margaret Okonkwo of Leeds"
    first, second = hit(text, "Margaret"), hit(text, "Leeds")
    made = rules({"effect": "pseudonymise"}, {"effect": "pseudonymise"})
    assert decided(made, new(text), second, first).mask == (first, second)


def test_messages_name_the_tool_and_what_was_found_but_never_the_value() -> None:
    made = rules({"message": "{tool} may not have {found}."})
    number = hit(TEXT, "Write", "UK_NHS")
    (reason,) = decided(made, new(), NAME, number).reasons
    assert reason.message == "Assistant may not have a person's name and an NHS number."


def test_curly_brackets_in_the_register_are_only_text() -> None:
    destination = new().destination
    assert destination.tool
    named = replace(destination, tool=replace(destination.tool, name="{found} {0}"))
    (reason,) = decided(rules({"message": "{tool}"}), new(destination=named), NAME).reasons
    assert reason.message == "{found} {0}"


@pytest.fixture
def broken_check() -> Iterator[str]:
    name = "broken"

    @check(name, when="never")
    def broken(question: Question) -> Spoken | None:
        raise LookupError(question.interaction.id)

    yield name
    del CHECKS[name]


@pytest.mark.parametrize("mode", ["enforce", "observe"])
def test_a_check_that_raises_is_never_skipped(broken_check: str, mode: str) -> None:
    made = rules({"check": broken_check, "mode": mode})
    with pytest.raises(LookupError):
        decided(made, new())


def test_findings_of_other_categories_are_left_to_other_rules() -> None:
    made = rules({"params": {"categories": ["secret"]}})
    secret = hit(TEXT, "Write", "API_KEY", category=Category.SECRET)
    assert decided(made, new(), NAME).effect is Effect.ALLOW
    assert decided(made, new(), secret).effect is Effect.BLOCK
