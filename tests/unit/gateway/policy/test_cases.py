"""`policy test` files say what is wrong with them, and what came out differently."""

from pathlib import Path

import pytest

from gateway.errors import ConfigError
from gateway.policy.cases import PolicyCase, assumed, differences, interaction, parse
from gateway.policy.decide import decide
from tests.unit.gateway.policy.register import TODAY, TOOLS, catalogue, policy

CASE = """
cases:
  - name: a name
    prompt: Write to Margaret Okonkwo
    tool: assistant
    groups: [all-staff]
    findings: [{entity: PERSON, category: personal, text: Okonkwo}]
    expect: {effect: pseudonymise, clauses: ["10.3"]}
"""


def cases(folder: Path, text: str) -> tuple[PolicyCase, ...]:
    file = folder / "some.case"
    file.write_text(text, encoding="utf-8")
    return parse(file)


def test_a_case_becomes_an_interaction(tmp_path: Path) -> None:
    (case,) = cases(tmp_path, CASE)
    asked = interaction(case, catalogue(), TOOLS)
    assert asked.tool is TOOLS[0]
    assert asked.person.groups == {"all-staff"}
    assert [s.text for s in asked.prompt.segments] == ["Write to Margaret Okonkwo"]
    (hit,) = assumed(case) or ()
    assert (hit.finding.start, hit.finding.end) == (18, 25)


def test_without_findings_the_text_is_to_be_scanned(tmp_path: Path) -> None:
    text = "\n".join(line for line in CASE.splitlines() if "findings" not in line)
    (case,) = cases(tmp_path, text)
    assert assumed(case) is None
    assert case.texts == ("Write to Margaret Okonkwo",)


def test_what_came_out_differently_is_told_and_what_was_not_asked_is_not(tmp_path: Path) -> None:
    text = CASE.replace("pseudonymise", "block").replace('"10.3"', '"4"')
    (case,) = cases(tmp_path, text)
    asked = interaction(case, catalogue(), TOOLS)
    decision = decide(policy(), asked, assumed(case) or (), today=TODAY)
    found = [(d.what, d.expected, d.actual) for d in differences(case, decision)]
    assert found == [("effect", "block", "pseudonymise"), ("clauses", "4", "10.3")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("tool: assistant", "path: /", "either a 'tool'"),
        ("tool: assistant", "tool: assistant\n    host: a.example", "either a 'tool'"),
        ("prompt:", "messages: [{text: a}]\n    prompt:", "either 'prompt'"),
        ("text: Okonkwo", "text: Smith", "not in that text"),
        ("text: Okonkwo", "segment: 1", "not in that text"),
        ("expect:", "expected:", "did you mean 'expect'"),
        ("effect: pseudonymise", "effect: refuse", "block"),
    ],
)
def test_mistakes_are_told_with_the_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        cases(tmp_path, CASE.replace(old, new))
    assert any(message in p.message and p.line >= 3 for p in caught.value.problems)
    assert "Okonkwo" not in str(caught.value)


def test_a_tool_that_is_not_in_the_register_is_a_problem(tmp_path: Path) -> None:
    (case,) = cases(tmp_path, CASE.replace("tool: assistant", "tool: nothing"))
    with pytest.raises(ConfigError, match="nothing"):
        interaction(case, catalogue(), TOOLS)


def test_prompts_do_not_show_in_representations(tmp_path: Path) -> None:
    (case,) = cases(tmp_path, CASE)
    assert "Okonkwo" not in repr(case)
