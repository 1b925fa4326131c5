"""Telemetry and words being typed are read like anything else, and refused by the shipped policy."""

import pytest

from gateway.providers.dialect import dialect_for
from gateway.providers.web_beside import HOSTS, TELEMETRY, TYPING
from gateway.refusal import Refusal
from tests.golden.providers.cases import read, recorded_prompt, texts, wire

REFUSAL = Refusal(reference="r-1", reasons=(), contact="Ask Zoë.")


def test_every_page_with_such_calls_has_hosts() -> None:
    assert HOSTS.keys() == TELEMETRY.keys() | TYPING.keys()


@pytest.mark.parametrize("name", ["web.telemetry", "web.typing"])
def test_what_they_carry_is_read(name: str) -> None:
    prompt = recorded_prompt(f"{name}/request.json")
    assert prompt.dialect == name
    assert any("Margaret" in text for text in texts(prompt))


def test_by_any_method_and_also_in_the_address() -> None:
    request = wire("/suggest?q=Write%20to%20Ann", host="suggest.perplexity.ai", method="GET")
    assert dialect_for(request).name == "web.typing"
    prompt = read("/suggest?q=Write%20to%20Ann", b"", host="suggest.perplexity.ai")
    assert texts(prompt) == ["Write to Ann"]


@pytest.mark.parametrize(
    ("host", "target"),
    [
        ("claude.ai", "/ces/v1/t"),  # another page's path
        ("chatgpt.com.example", "/ces/v1/t"),
        ("example.com", "/monitoring"),
        ("chatgpt.com", "/cess"),
    ],
)
def test_both_host_and_path_must_be_of_one_page(host: str, target: str) -> None:
    assert dialect_for(wire(target, b"{}", host=host)).name in ("generic", "generic.page")


def test_such_a_call_is_refused_by_a_plain_error() -> None:
    request = wire("/ces/v1/t", b"{}", host="chatgpt.com")
    refused = dialect_for(request).refusal(request, REFUSAL)
    assert refused.status == 403
    assert dict(refused.headers)["x-should-retry"] == "false"
