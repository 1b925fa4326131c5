"""Sessions of managed agents: the provider keeps them, so their pseudonyms are kept as well."""

import pytest

from gateway.providers.anthropic_sessions import reader
from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import (
    event,
    play,
    read,
    recorded_answer,
    recorded_prompt,
    runs,
    segment,
    unread,
    wire,
)

HOST = "api.anthropic.com"


def test_what_is_sent_into_a_session_belongs_to_it() -> None:
    prompt = recorded_prompt("anthropic.sessions/request.json")
    assert prompt.conversation == "sesn_011CZkZAtmR3yMPDzynEDxu7"
    assert (segment(prompt, "Write to Ann Lowe.").role, segment(prompt, "Write to Ann Lowe.").new) == ("user", True)  # fmt: skip


def test_what_is_read_back_from_a_session_is_known_by_its_name() -> None:
    prompt = read("/v1/sessions/sesn_01/events", b"", host=HOST, method="GET")
    assert (prompt.conversation, prompt.recalls) == ("", ("sesn_01",))


def test_pieces_of_a_message_and_the_whole_of_it_are_restored() -> None:
    _, frames = recorded_answer("anthropic.sessions/stream.sse")
    texts = list(runs(frames).values())
    assert texts.count("Dear PersonK7Q2, é 😀") == 2
    assert "PersonK7Q2" in texts


def test_documents_of_a_message_are_unread() -> None:
    source = {"type": "base64", "media_type": "application/pdf", "data": "JVBE"}
    document = {"type": "document", "source": source}
    body = {"events": [{"type": "user.message", "content": [document]}]}
    parts = unread(read("/v1/sessions/sesn_01/events", body, host=HOST))
    assert len(parts) == 1
    assert parts[0].endswith("/source/data")


@pytest.mark.parametrize(
    ("target", "body", "text"),
    [
        ("/v1/agents", {"name": "n", "system": "About Ann Lowe", "model": "m"}, "About Ann Lowe"),
        ("/v1/memory_stores/ms_01/memories", {"path": "/a.md", "content": "Ann Lowe"}, "Ann Lowe"),
    ],
)
def test_agents_and_memories_are_read(target: str, body: dict[str, str], text: str) -> None:
    assert segment(read(target, body, host=HOST), text).writable


def test_the_paths_are_anthropics_on_its_own_host_only() -> None:
    assert dialect_for(wire("/v1/agents", b"{}")).name == "generic"


def test_an_event_whose_id_is_no_text_is_restored_like_any_other() -> None:
    delta = {"type": "content_delta", "index": 0, "content": {"type": "text", "text": "Ann Lowe"}}
    body = event({"type": "event_delta", "event_id": {"a": [1]}, "delta": delta})
    request = wire("/v1/sessions/sesn_01/events", b"{}", host=HOST)
    made = dialect_for(request).answer(request, status=200, content_type="text/event-stream")
    assert "Ann Lowe" in runs(play(made, [body])).values()


@pytest.mark.parametrize(
    ("target", "method", "value", "kept"),
    [
        ("/v1/agents", "POST", {"type": "agent", "id": "agent_011"}, ["agent_011"]),
        ("/v1/memory_stores/ms_01/memories", "POST", {"type": "memory", "id": "mem_1"}, ["ms_01"]),
        ("/v1/memory_stores/ms_01/memories", "GET", {"type": "memory", "id": "mem_1"}, []),
        ("/v1/sessions/sesn_01/events", "POST", {"type": "user.message", "id": "evt_1"}, []),
    ],
)
def test_what_is_kept_beside_sessions_is_known_by_its_name(
    target: str, method: str, value: dict[str, str], kept: list[str]
) -> None:
    made = reader(wire(target, b"{}", host=HOST, method=method))
    assert made(value, False).kept == kept


def test_what_a_session_begins_with_is_recalled() -> None:
    body = {"agent": "agent_011", "environment_id": "env_01", "title": "About Ann Lowe"}
    prompt = read("/v1/sessions", body, host=HOST)
    assert prompt.recalls == ("agent_011", "env_01")
    assert segment(prompt, "About Ann Lowe").writable
