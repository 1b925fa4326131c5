"""Logins for other services are no prompt; text that stands where one should is read."""

from typing import Any

import pytest

from gateway.providers.credentials import is_credential_name, without_credentials
from tests.golden.providers.cases import read, segment, texts, unread


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://mcp.example/sse?token=abc123", "https://mcp.example/sse"),
        ("https://ann:secret@mcp.example/sse", "https://mcp.example/sse"),
        ("https://x.example/a?sig=1&q=Ann+Lowe#top", "https://x.example/a?q=Ann+Lowe#top"),
        ("https://x.example/a?key=Ann+Lowe", "https://x.example/a?key=Ann+Lowe"),
        ("no address at all", "no address at all"),
    ],
)
def test_an_address_is_shown_without_what_proves_who_calls(address: str, said: str) -> None:
    assert without_credentials(address) == said


def test_names_of_credentials_are_matched_whole() -> None:
    assert is_credential_name("X-Amz-Signature")
    assert not is_credential_name("keyword")


def tool(**more: Any) -> dict[str, Any]:
    shown = {"type": "mcp", "server_label": "crm", "server_url": "https://mcp.example/sse"}
    return {"input": "hello there", "tools": [shown | more]}


@pytest.mark.parametrize(
    "more",
    [
        {"authorization": "Bearer fake-0123456789"},
        {"headers": {"Authorization": "Bearer fake-0123456789"}},
        {"authorization": "basic fake:0123456789"},
        {"headers": {"X-Api-Key": "fake-0123456789"}},
        {"headers": {"cookie": "session=fake-0123456789"}},
    ],
)
def test_a_login_for_a_tool_server_is_neither_a_text_nor_unread(more: dict[str, Any]) -> None:
    prompt = read("/v1/responses", tool(**more))
    assert not [text for text in texts(prompt) if "fake" in text]
    assert unread(prompt) == ["/tools/0/server_url"]


@pytest.mark.parametrize(
    "more",
    [
        {"authorization": "Ann Lowe is ill"},
        {"authorization": "Ann Lowe"},  # looks like a scheme and what it is for
        {"headers": {"X-Api-Key": "Ann Lowe is ill"}},
        {"headers": {"X-Note": "Ann_Lowe"}},
    ],
)
def test_text_where_a_login_should_be_is_read_and_arrives_unaltered(more: dict[str, Any]) -> None:
    prompt = read("/v1/responses", tool(**more))
    (found,) = [s for s in prompt.segments if "Ann" in s.text]
    assert not found.writable


def test_a_token_in_the_address_of_a_tool_server_is_not_kept() -> None:
    prompt = read("/v1/responses", tool(server_url="https://mcp.example/sse?q=Ann Lowe&token=f4k3"))
    assert segment(prompt, "https://mcp.example/sse?q=Ann Lowe").writable is False
    assert "f4k3" not in "".join(texts(prompt))
