"""Which hosts outside the catalogue look like generative AI, and which do not."""

import pytest
import yaml

from gateway.providers.suspects import Suspects, asks_like_ai
from gateway.settings.hosts_file import HostsFile
from tests.served import ROOT

LISTED = HostsFile.model_validate(yaml.safe_load((ROOT / "config" / "hosts.yaml").read_text()))
SUSPECTS = Suspects(row.service() for row in LISTED.hosts)


@pytest.mark.parametrize(
    ("host", "what"),
    [
        ("chatgtp.com", "chatgpt.com"),
        ("chat-gpt.com", "chatgpt.com"),
        ("chatgpt.con", "chatgpt.com"),
        ("deepseeek.com", "deepseek.com"),
        ("xn--chatgt-frf.com", "chatgpt.com"),  # a Cyrillic letter for the p
        ("perp1exity.com", "perplexity.com"),
    ],
)
def test_a_slip_of_a_listed_host_is_seen(host: str, what: str) -> None:
    assert SUSPECTS.resembles(host) in (what, f"www.{what}")


@pytest.mark.parametrize(
    ("host", "brand"),
    [
        ("free-gpt.example", "gpt"),
        ("my.llm.vendor.example", "llm"),
        ("freechatgpt4all.example", "chatgpt"),
        ("claude.tools.ai", "claude"),
        ("notes.ai", ".ai"),
        ("ollama.lab.example", "ollama"),
    ],
)
def test_a_brand_in_the_name_is_seen(host: str, brand: str) -> None:
    assert SUSPECTS.resembles(host) == brand


@pytest.mark.parametrize(
    "host",
    [
        "www.council.example",
        "egypt.travel.example",
        "bbc.co.uk",
        "geminihotel.example",
        "claude-monet.example",
        "copilot-training.example",
        "login.microsoftonline.com",
        "gov.uk",
        "teams.microsoft.com",
        "",
    ],
)
def test_ordinary_hosts_are_left_alone(host: str) -> None:
    assert SUSPECTS.resembles(host) == ""


@pytest.mark.parametrize(
    ("target", "asks"),
    [
        ("/v1/chat/completions", True),
        ("/openai/deployments/d/chat/completions?api-version=1", True),
        ("/v1/messages", True),
        ("/v1beta/models/gemini-3:streamGenerateContent?alt=sse", True),
        ("/api/generate", True),
        ("/messages", False),
        ("/v1/completed", False),
        ("/search?q=/v1/chat/completions", False),
    ],
)
def test_an_interface_to_a_model_is_known_by_its_path(target: str, asks: bool) -> None:
    assert asks_like_ai(target) is asks
