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


def ollama_client() -> Any:
    import ollama

    return ollama.Client(host="https://ollama.com")


def test_a_tools_arguments_are_restored_whole_and_a_picture_is_for_the_policy(
    elsewhere: Served,
) -> None:
    def look_up(who: str) -> str:
        """Looks up a tenant."""
        return who

    asked = [{"role": "user", "content": PERSONAL}]
    pictured = [{"role": "user", "content": "What is this?", "images": [b"\x89PNG\r\n\x1a\n"]}]
    with through(elsewhere), fresh():
        for stream in (False, True):
            said = ollama_client().chat(model="m", messages=asked, tools=[look_up], stream=stream)
            *_, last = said if stream else [said]
            (call,) = last.message.tool_calls
            assert call.function.arguments == {"who": f"You said: {PERSONAL}"}
        with pytest.raises(Exception, match="could not be checked"):
            ollama_client().chat(model="m", messages=pictured)
    assert [value for value in VALUES if value in elsewhere.provider.sent] == []


def test_embeddings_and_models_that_are_made_are_masked(elsewhere: Served) -> None:
    with through(elsewhere), fresh():
        client = ollama_client()
        assert client.embed(model="m", input=[PERSONAL, "bins"]).embeddings == [[0.1, 0.2]]
        assert client.embeddings(model="m", prompt=PERSONAL).embedding == [0.1, 0.2]
        made = client.create(model="letters", from_="m", system=PERSONAL, stream=True)
        assert [one.status for one in made][-1] == "success"
    assert len(elsewhere.provider.received) == 3
    assert [value for value in VALUES if value in elsewhere.provider.sent] == []


def test_models_by_task_are_masked_and_restored(elsewhere: Served) -> None:
    import huggingface_hub

    root = "https://router.huggingface.co/hf-inference/models/o"

    def client(task: str) -> Any:
        return huggingface_hub.InferenceClient(model=f"{root}/{task}", api_key="hf_fake")

    with through(elsewhere), fresh():
        assert client("summary").summarization(PERSONAL).summary_text == f"You said: {PERSONAL}"
        translated = client("translation").translation(PERSONAL).translation_text
        found = client("answers").question_answering("Who waits?", context=PERSONAL)
        vector = client("features").feature_extraction(PERSONAL).tolist()
    assert translated == f"You said: {PERSONAL}"
    assert found.answer == f"You said: {PERSONAL}"
    assert vector == [[pytest.approx(0.1), pytest.approx(0.2)]]
    assert len(elsewhere.provider.received) == 4
    assert [value for value in VALUES if value in elsewhere.provider.sent] == []


def test_what_an_assistant_sends_as_protobuf_is_refused_in_its_words(elsewhere: Served) -> None:
    target = "https://api2.cursor.sh/aiserver.v1.ChatService/StreamUnifiedChatWithTools"
    media = {"content-type": "application/connect+proto"}
    with elsewhere.client() as client:
        response = client.post(target, content=b"\x00\x00\x00\x00\x03\x0a\x01x", headers=media)
    assert (response.status_code, response.content[0]) == (200, 2)
    assert b"permission_denied" in response.content
    assert b"protobuf" in response.content
    assert elsewhere.provider.received == []
