"""Mistakes in rules are found at load, all of them, with their lines."""

from typing import Any

import pytest

from detectors.types import Category
from gateway.errors import ConfigError
from gateway.policy.rules import build
from gateway.settings.policy_file import PolicyFile, RuleRow
from gateway.types import Effect
from tests.unit.gateway.policy.register import policy


def row(**changes: Any) -> RuleRow:
    values = {"id": "r", "clause": "10.3", "check": "findings", "effect": "block", "message": "No."}
    return RuleRow.model_validate(values | changes)


def mistakes(*rows: RuleRow) -> list[tuple[str, str]]:
    with pytest.raises(ConfigError) as caught:
        build(PolicyFile(rules=rows), version="v")
    return [(problem.where, problem.message) for problem in caught.value.problems]


def test_parameters_become_their_types_and_defaults() -> None:
    given = row(params={"categories": ["personal"], "min_score": 1})
    (rule,) = build(PolicyFile(rules=(given,)), version="v").rules
    assert rule.params["categories"] == {Category.PERSONAL}
    assert rule.params["authorised"] is None
    assert (rule.effect, rule.enforced) == (Effect.BLOCK, True)


def test_an_unknown_check_gets_a_suggestion() -> None:
    ((where, said),) = mistakes(row(check="finding"))
    assert where == "rules[0].check"
    assert "did you mean 'findings'" in said


def test_a_check_like_no_other_gets_the_list() -> None:
    ((_, said),) = mistakes(row(check="zzz"))
    assert "tool-not-listed" in said


@pytest.mark.parametrize(
    ("params", "where"),
    [
        ({"categries": []}, "rules[0].params.categries"),
        ({"categories": []}, "rules[0].params.categories"),
        ({"categories": ["everything"]}, "rules[0].params.categories[0]"),
        ({"entities": ["PERSONS"]}, "rules[0].params.entities[0]"),
        ({"min_score": 1.5}, "rules[0].params.min_score"),
    ],
)
def test_a_wrong_parameter_is_named(params: dict[str, Any], where: str) -> None:
    assert [place for place, _ in mistakes(row(params=params))] == [where]


def test_a_missing_parameter_is_named() -> None:
    assert mistakes(row(check="tool-approval"))[0][0] == "rules[0].params.approvals"


def test_a_rule_that_would_let_unread_parts_pass_as_pseudonymised_is_refused() -> None:
    ((where, said),) = mistakes(row(check="unread", effect="pseudonymise"))
    assert where == "rules[0].effect"
    assert "use block" in said


@pytest.mark.parametrize("message", ["{value}", "{tool.name}", "{0}", "{}", "{tool", "tool}"])
def test_a_message_has_only_known_placeholders(message: str) -> None:
    assert mistakes(row(message=message))[0][0] == "rules[0].message"


def test_every_mistake_of_every_rule_is_said() -> None:
    found = mistakes(row(check="zzz", message="{x}"), row(), row(params={"min_score": "high"}))
    assert [where for where, _ in found] == [
        "rules[0].check",
        "rules[0].message",
        "rules[2].params.min_score",
    ]


def test_the_numbers_of_rules_that_were_left_out_are_kept() -> None:
    with pytest.raises(ConfigError) as caught:
        build(PolicyFile(rules=(row(check="zzz"),), numbers=(4,)), version="v")
    assert caught.value.problems[0].where == "rules[4].check"


def test_the_shipped_messages_tell_what_to_do_and_end_in_a_full_stop() -> None:
    for rule in policy().rules:
        assert rule.message.endswith((".", "{conditions}")), rule.id
        assert len(rule.message) < 400
