"""The shipped policy's decisions, case by case, as reviewers read them in tests/golden/policy."""

from pathlib import Path

import pytest

from gateway.policy.cases import PolicyCase, assumed, differences, interaction, parse
from gateway.policy.decide import decide
from tests.unit.gateway.policy.register import TODAY, TOOLS, catalogue, policy

GOLDEN = Path(__file__).parents[4] / "tests" / "golden" / "policy"
CASES = [(file.stem, case) for file in sorted(GOLDEN.glob("*.case")) for case in parse(file)]


@pytest.mark.parametrize("case", [c for _, c in CASES], ids=[f"{f}: {c.name}" for f, c in CASES])
def test_the_decision_is_as_written(case: PolicyCase) -> None:
    hits = assumed(case)
    assert hits is not None
    asked = interaction(case, catalogue(), TOOLS)
    decision = decide(policy(), asked, hits, today=case.today or TODAY)
    assert differences(case, decision) == ()
    assert decision.reasons
    assert decision.policy_version == "test"


def test_every_rule_of_the_shipped_policy_is_shown() -> None:
    named = {rule for _, case in CASES for rule in case.expect.rules or ()}
    assert {rule.id for rule in policy().rules} - named == {"anonymous-private-data"}
    assert "anonymous-private-data" in {
        reason.rule
        for _, case in CASES
        if case.anonymous and case.findings
        for reason in decide(
            policy(), interaction(case, catalogue(), TOOLS), assumed(case) or (), today=TODAY
        ).reasons
    }
