"""Everybody else's services: their clients notice nothing but the policy."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.sdks import directly, through
from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.elsewhere.clients import CLIENTS, fresh
from tests.served import Served

MODES = pytest.mark.parametrize("mode", [0, 1], ids=["whole", "streamed"])
TOKEN = rb"([A-Z][A-Za-z]+[A-Z0-9]{8,})"


def in_place(sent: bytes, plain: bytes) -> bool:
    """Whether the bytes that were sent are the plain ones with tokens for values, and no others."""
    parts = re.split(b"|".join(map(re.escape, WHOLE)), plain)
    found = re.fullmatch(TOKEN.join(map(re.escape, parts)), sent)
    return found is not None and len(parts) > 1


WHOLE = (b"Margaret Okonkwo", b"margaret.okonkwo@example.com", b"943 476 5919")


def prompts(elsewhere: Served) -> list[bytes]:
    """The bodies received, less LiteLLM's question about what a model of Ollama can do."""
    return [one.body for one in elsewhere.provider.received if "/api/show" not in one.path]


@MODES
@pytest.mark.parametrize("name", CLIENTS)
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_only_names_differ_on_the_way_out_and_nothing_on_the_way_back(
    elsewhere: Served, tmp_path: Path, name: str, mode: int, text: str
) -> None:
    host, client = CLIENTS[name]
    with directly(tmp_path, elsewhere) as base, fresh():
        direct = client(f"{base}/@{host}")[mode](text)
    (plain,) = prompts(elsewhere)
    elsewhere.provider.received.clear()
    with through(elsewhere), fresh():
        restored = client(f"https://{host}")[mode](text)
    (sent,) = prompts(elsewhere)
    assert restored == direct
    assert text in restored
    assert sent == plain if text == CLEAN else in_place(sent, plain)
    assert [value for value in VALUES if text == PERSONAL and value in sent] == []


@MODES
@pytest.mark.parametrize("name", CLIENTS)
def test_a_refusal_is_an_ordinary_error_after_one_attempt(
    elsewhere: Served, name: str, mode: int
) -> None:
    host, client = CLIENTS[name]
    with through(elsewhere), fresh(), pytest.raises(Exception) as caught:  # noqa: PT011 - theirs
        client(f"https://{host}")[mode](SPECIAL)
    said = told(caught.value)
    assert "clause 10.3" in said
    assert "ai.governance@calderwick.example" in said
    assert elsewhere.provider.received == []


def told(error: Any) -> str:
    """What a client shows of an error, which some leave in the answer that they keep."""
    response = getattr(error, "response", None)
    return f"{error} {getattr(response, 'text', '')}"
