"""The reader of queries that the dashboard and rule tests rely on."""

import pytest

from .promql import mistakes


@pytest.mark.parametrize(
    ("expression", "wrong"),
    [
        ("sum(rate(genai_gateway_nonsense_total[5m]))", "no metric genai_gateway_nonsense_total"),
        ("genai_gateway_decisions", "no metric genai_gateway_decisions"),
        ('genai_gateway_decisions_total{person="x"}', "has no label person"),
        ("sum by (person) (genai_gateway_ready)", "no label person to group by"),
        ("genai_gateway_added_seconds", "no metric genai_gateway_added_seconds"),
        ("sum(genai_gateway_ready", "( and ) do not match"),
        ("vector(1)", "names no metric"),
    ],
)
def test_it_finds_what_is_wrong(expression: str, wrong: str) -> None:
    assert any(wrong in mistake for mistake in mistakes(expression))


@pytest.mark.parametrize(
    "expression",
    [
        'sum by (le, instance) (rate(genai_gateway_stage_seconds_bucket{stage="scan"}[5m]))',
        'up{job="genai-gateway"} == 0',
        'genai_gateway_findings_total{category=~"secret|personal",entity!="PERSON"}',
    ],
)
def test_it_lets_right_ones_pass(expression: str) -> None:
    assert list(mistakes(expression)) == []
