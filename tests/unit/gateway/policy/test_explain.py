"""The policy in force in plain English, in the order of the clauses."""

import re
from dataclasses import replace

import pytest

from gateway.policy.clauses import order
from gateway.policy.explain import explain, when
from gateway.policy.registry import CHECKS
from gateway.policy.rules import build
from gateway.settings.gateway_file import Organisation
from gateway.settings.policy_file import PolicyFile, RuleRow
from gateway.settings.thresholds import Thresholds
from gateway.types import Approval
from tests.make import tool
from tests.unit.gateway.policy.register import TOOLS, policy

COUNCIL = Organisation(
    name="Calderwick Council",
    authority="the AI governance board",
    contact="ai@calderwick.example.",
    pause_contact="01632 960000.",
)


def said() -> str:
    return explain(policy(), TOOLS, COUNCIL)


def test_clauses_come_in_the_order_of_the_policy() -> None:
    clauses = re.findall(r"^Clause ([\d.]+),", said(), re.MULTILINE)
    assert clauses == sorted({rule.clause for rule in policy().rules}, key=order)
    assert clauses.index("7.2") < clauses.index("10.3")


def test_every_rule_has_its_sentence_and_nothing_is_left_to_fill_in() -> None:
    text = said()
    assert text.count("\n  When ") == len(policy().rules)
    assert not re.search(r"[{}_]|frozenset|None|True|False", text)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_every_check_can_say_when_it_speaks_with_any_parameters(name: str) -> None:
    all_needed = {
        "tool-approval": {"approvals": ["paused"]},
        "wire-format": {"formats": ["generic.socket", "openai.realtime"]},
    }
    needed = all_needed.get(name, {})
    row = {"id": "r", "clause": "4", "check": name, "effect": "block", "message": "m"}
    made = PolicyFile(rules=(RuleRow.model_validate(row | {"params": needed}),))
    (rule,) = build(made, version="v").rules
    assert len(when(rule)) > 20


def test_it_is_said_from_which_score_on_findings_count() -> None:
    strict = replace(policy(), thresholds=Thresholds(entities={"UK_NHS": 0.6}))
    assert "passwords or keys from 0.38 and an NHS number from 0.6." in explain(strict, (), COUNCIL)


def test_the_rule_about_uncertain_findings_says_that_the_scanner_is_not_sure() -> None:
    (rule,) = [rule for rule in policy().rules if rule.id == "uncertain"]
    assert when(rule).endswith("but the scanner is not sure")


def test_a_rule_that_is_tried_out_says_so() -> None:
    first, *rest = policy().rules
    tried = replace(policy(), rules=(replace(first, mode="observe"), *rest))
    assert explain(tried, (), COUNCIL).count("only being tried out") == 1


def test_tools_say_who_what_until_when_and_where() -> None:
    text = said()
    assert "may receive personal data under DPIA-1 until 1 January 2030." in text
    assert "for people in social-care." in text
    assert "It may only keep data in gb and process data in gb." in text
    assert "It may not receive private data." in text


def test_a_stopped_tool_is_for_nobody() -> None:
    text = explain(policy(), (tool(approval=Approval.WITHDRAWN),), COUNCIL)
    assert "Assistant is withdrawn and cannot be used. Purpose" in text


def test_data_without_a_dpia_is_said() -> None:
    assert "but it has no DPIA" in explain(policy(), (tool(dpia=None),), COUNCIL)


def test_the_end_says_whom_to_ask_and_how_to_stop_a_tool() -> None:
    assert said().endswith(
        "In charge: the AI governance board. Questions: ai@calderwick.example."
        " To stop a tool at once: 01632 960000.\n"
    )
