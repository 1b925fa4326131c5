"""Answers that compatible services keep are fetched with the names in them."""

import pytest

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import recorded_answer, recorded_prompt, runs, wire

DEFERRED = "f1c2d3e4-1111-4222-8333-444455556666"


def test_fetching_names_what_is_kept_and_adds_nothing() -> None:
    prompt = recorded_prompt("compatible.stored/request.txt")
    assert (prompt.recalls, prompt.conversation, prompt.segments) == ((DEFERRED,), "", ())
    assert not prompt.generative


def test_a_deferred_completion_is_a_completion() -> None:
    _, frames = recorded_answer("compatible.stored/answer.json")
    assert runs(frames) == {
        "c0.content": "PersonK7Q2 won.",
        "c0.reasoning_content": "Search PersonK7Q2",
    }


def test_a_job_holds_the_completion_that_it_led_to() -> None:
    made, (frame,) = recorded_answer("compatible.stored@perplexity/answer.json")
    assert runs([frame]) == {"c0.content": "PersonK7Q2 won."}
    shown = made.render(frame, [f.text.replace("PersonK7Q2", "Ann Lowe") for f in frame.fields])
    assert b"PersonK7Q2" not in shown
    assert (made.facts.output_tokens, made.facts.model) == (17, "sonar-deep-research")


@pytest.mark.parametrize(
    ("host", "target", "name"),
    [
        ("api.x.ai", f"/v1/chat/deferred-completion/{DEFERRED}", "compatible.stored"),
        ("eu-west-1.api.x.ai", "/v1/responses/resp_1", "compatible.stored"),
        ("api.perplexity.ai", "/async/chat/completions/job-1", "compatible.stored"),
        ("api.fireworks.ai", "/inference/v1/responses/resp_1", "compatible.stored"),
        ("api.openai.com", "/v1/responses/resp_1", "openai.stored"),
        ("chat.example", "/v1/responses/resp_1", "generic"),
    ],
)
def test_only_services_that_keep_answers_are_asked_for_them(
    host: str, target: str, name: str
) -> None:
    assert dialect_for(wire(target, host=host, method="GET")).name == name
