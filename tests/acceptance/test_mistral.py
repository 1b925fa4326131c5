"""Mistral's own SDK beyond chats: what leaves differs in names alone, and they come back."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mistralai.client import errors

from tests.acceptance.sdks import directly, through
from tests.acceptance.test_elsewhere import in_place
from tests.acceptance.test_openai_resources import loosen
from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.elsewhere.mistral import HOST, LIBRARY
from tests.elsewhere.mistral_clients import client, events_of, outputs
from tests.elsewhere.serving import serving_elsewhere
from tests.provider import Received
from tests.served import Served

Ask = Callable[[Any, str], str]
SOUND = {"file_name": "recording.wav", "content": b"RIFF\x24\x00\xff\xfeWAVE"}


def turns(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def lines(text: str) -> dict[str, Any]:
    line = json.dumps({"custom_id": "1", "body": {"messages": turns(text)}})
    return {"file_name": "letters.jsonl", "content": f"{line}\n".encode()}


def read_page(sdk: Any, text: str) -> str:
    page = {"type": "document_url", "document_url": "data:text/plain;base64,TWlzc2VkIGJpbnMu"}
    done = sdk.ocr.process(model="m", document=page, document_annotation_prompt=text)
    return str(done.pages[0].markdown + done.document_annotation)


ASKS: Mapping[str, Ask] = {
    "embeddings": lambda sdk, text: str(sdk.embeddings.create(model="m", inputs=[text, "bins"])),
    "moderations": lambda sdk, text: str(sdk.classifiers.moderate(model="m", inputs=text)),
    "chat-moderations": lambda sdk, text: str(
        sdk.classifiers.moderate_chat(model="m", inputs=turns(text))
    ),
    "classifications": lambda sdk, text: str(sdk.classifiers.classify(model="m", inputs=text)),
    "chat-classifications": lambda sdk, text: str(
        sdk.classifiers.classify_chat(model="m", input={"messages": turns(text)})
    ),
    "ocr": read_page,
    "agents": lambda sdk, text: str(
        sdk.beta.agents.create(model="m", name="a", instructions=text).instructions
    ),
    "libraries": lambda sdk, text: str(
        sdk.beta.libraries.create(name="Letters", description=text).description
    ),
    "batch-file": lambda sdk, text: str(sdk.files.upload(file=lines(text), purpose="batch").id),
    "batch-inline": lambda sdk, text: str(
        sdk.batch.jobs.create(
            endpoint="/v1/chat/completions",
            model="m",
            requests=[{"custom_id": "1", "body": {"messages": turns(text)}}],
            metadata={"about": text},
        ).metadata
    ),
    "speech": lambda sdk, text: str(sdk.audio.speech.complete(input=text, model="m")),
    "speech-streamed": lambda sdk, text: str(
        [event.data for event in sdk.audio.speech.complete(input=text, model="m", stream=True)]
    ),
}
SAYS = ("ocr", "agents", "libraries", "batch-inline")
"""Those that give back what they were told."""


def body(one: Received) -> bytes:
    """What arrived, with a boundary of a form that is always the same."""
    found = re.search(r"boundary=\"?([\w-]+)", one.headers.get("content-type", ""))
    return one.body.replace(found[1].encode(), b"xyz") if found else one.body


@pytest.mark.parametrize("name", ASKS)
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_only_names_differ_on_the_way_out_and_nothing_on_the_way_back(
    elsewhere: Served, tmp_path: Path, name: str, text: str
) -> None:
    with directly(tmp_path, elsewhere) as base:
        direct = ASKS[name](client(f"{base}/@{HOST}"), text)
    (plain,) = map(body, elsewhere.provider.received)
    elsewhere.provider.received.clear()
    with through(elsewhere):
        restored = ASKS[name](client(f"https://{HOST}"), text)
    (sent,) = map(body, elsewhere.provider.received)
    assert restored == direct
    assert (text in restored) is (name in SAYS)
    assert sent == plain if text == CLEAN else in_place(sent, plain)
    assert [value for value in VALUES if text == PERSONAL and value in sent] == []


@pytest.mark.parametrize("name", ASKS)
def test_a_refusal_is_mistrals_own_error_after_one_attempt(elsewhere: Served, name: str) -> None:
    with through(elsewhere), pytest.raises(errors.MistralError) as caught:
        ASKS[name](client(f"https://{HOST}"), SPECIAL)
    told = json.loads(caught.value.body)
    assert caught.value.status_code == 403
    assert (told["object"], told["type"]) == ("error", "policy_violation")
    assert "clause 10.3" in told["message"]
    assert elsewhere.provider.received == []


def test_a_document_that_names_somebody_is_refused_and_another_arrives_as_it_is(
    elsewhere: Served,
) -> None:
    def add(content: bytes) -> Any:
        file = {"file_name": "letter.txt", "content": content}
        return sdk.beta.libraries.documents.upload(library_id=LIBRARY, file=file)

    with through(elsewhere):
        sdk = client(f"https://{HOST}")
        assert add(CLEAN.encode()).library_id == LIBRARY
        assert CLEAN.encode() in elsewhere.provider.sent
        with pytest.raises(errors.MistralError):
            add(PERSONAL.encode())
    assert len(elsewhere.provider.received) == 1


def test_sound_is_for_the_policy(elsewhere: Served) -> None:
    with through(elsewhere), pytest.raises(errors.MistralError, match="could not be checked"):
        client(f"https://{HOST}").audio.transcriptions.complete(model="m", file=SOUND)
    assert elsewhere.provider.received == []


@pytest.fixture
def cut(elsewhere: Served) -> Iterator[Served]:
    """A provider that goes away in the middle of a stream."""
    elsewhere.provider.cut_after = 4
    yield elsewhere
    elsewhere.provider.cut_after = None


def test_what_breaks_off_is_an_error_and_no_end(cut: Served) -> None:
    with through(cut):
        sdk = client(f"https://{HOST}")
        with pytest.raises(httpx2.RemoteProtocolError):
            list(sdk.chat.stream(model="m", messages=turns(PERSONAL)))
        with pytest.raises(httpx2.RemoteProtocolError):
            list(sdk.beta.conversations.start_stream(model="m", inputs=PERSONAL))


@pytest.fixture(scope="module")
def running_loose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = Path(tmp_path_factory.mktemp("loose"))
    with serving_elsewhere(folder, prepare=loosen) as served:
        yield served


@pytest.fixture
def sdk(running_loose: Served) -> Iterator[Any]:
    """Behind a policy that lets sound pass, and conversations that the provider keeps."""
    running_loose.provider.received.clear()
    with through(running_loose):
        yield client(f"https://{HOST}")
    sent = running_loose.provider.sent
    assert [value for value in VALUES if value in sent] == []
    assert b"Person" in sent


SAID = f"You said: {PERSONAL}"


def test_a_conversation_goes_on_whole_and_streamed_and_is_read_back(sdk: Any) -> None:
    talk = sdk.beta.conversations
    begun = talk.start(model="m", inputs=PERSONAL)
    held = begun.conversation_id
    assert outputs(begun).count(SAID) == 3
    assert SAID in outputs(talk.append(conversation_id=held, inputs=PERSONAL))
    assert SAID in events_of(talk.append_stream(conversation_id=held, inputs=PERSONAL))
    (first, *_) = talk.get_history(conversation_id=held).entries
    (message, *_) = talk.get_messages(conversation_id=held).messages
    assert (first.content, message.content) == (PERSONAL, PERSONAL)
    again = {"conversation_id": held, "from_entry_id": "msg_1", "inputs": PERSONAL}
    assert SAID in outputs(talk.restart(**again))
    assert SAID in events_of(talk.restart_stream(**again))


def test_an_agent_is_read_back_as_it_was_made(sdk: Any) -> None:
    made = sdk.beta.agents.create(model="m", name="Letters", instructions=PERSONAL)
    assert sdk.beta.agents.get(agent_id=made.id).instructions == PERSONAL


def test_a_library_is_read_back_as_it_was_made(sdk: Any) -> None:
    made = sdk.beta.libraries.create(name="Letters", description=PERSONAL)
    assert sdk.beta.libraries.get(library_id=made.id).description == PERSONAL
    read = sdk.beta.libraries.documents.text_content(library_id=made.id, document_id="d_1")
    assert read.text == SAID


def test_what_a_batch_gave_is_restored(sdk: Any) -> None:
    file = sdk.files.upload(file=lines(PERSONAL), purpose="batch")
    assert sdk.files.retrieve(file_id=file.id).id == file.id
    made = sdk.batch.jobs.create(
        endpoint="/v1/chat/completions", model="m", input_files=[file.id], metadata={"x": PERSONAL}
    )
    seen = sdk.batch.jobs.get(job_id=made.id)
    assert seen.metadata == {"x": PERSONAL}
    (answer,) = sdk.files.download(file_id=seen.output_file).read().decode().splitlines()
    message = json.loads(answer)["response"]["body"]["choices"][0]["message"]
    assert message["content"] == SAID


def test_a_transcript_is_restored_whole_and_while_it_streams(sdk: Any) -> None:
    heard = sdk.audio.transcriptions
    asked = {"model": "m", "file": SOUND, "context_bias": [PERSONAL]}
    assert heard.complete(**asked).text == SAID
    events = [event.data for event in heard.stream(**asked)]
    assert "".join(e.text for e in events if e.type == "transcription.text.delta") == SAID
    assert [e.text for e in events if e.type == "transcription.done"] == [SAID]


def test_what_a_tuned_model_is_called_is_masked_and_comes_back(sdk: Any) -> None:
    named = sdk.models.update(model_id="ft:open-mistral-7b:1", name="Letters", description=PERSONAL)
    assert named.description == PERSONAL
