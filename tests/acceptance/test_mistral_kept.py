"""What Mistral keeps, with its own SDK: changed under pseudonyms, read back with names, taken away."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from mistralai.client import errors

from tests.acceptance.sdks import through
from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.elsewhere.mistral import HOST, LIBRARY
from tests.elsewhere.mistral_clients import client
from tests.served import Served

AGENT, DOCUMENT, JOB = "ag_0a1b2c3d4e", "0f1c9f3e-5a7b-4c1d-9e2f-3a4b5c6d7e8f", "job_0a1b2c3d"
TALK = "conv_0a1b2c3d4e"

Ask = Callable[[Any, str], str]


def agent(sdk: Any, text: str) -> str:
    agents = sdk.beta.agents
    agents.update(agent_id=AGENT, instructions=text)
    read = [agents.get(agent_id=AGENT), agents.get_version(agent_id=AGENT, version="1")]
    (version,) = agents.list_versions(agent_id=AGENT)
    assert {one.instructions for one in (*read, version)} == {text}
    agents.update_version(agent_id=AGENT, version=1)
    agents.create_version_alias(agent_id=AGENT, alias="current", version=1)
    (alias,) = agents.list_version_aliases(agent_id=AGENT)
    agents.delete_version_alias(agent_id=AGENT, alias=alias.alias)
    assert len(agents.list()) == len(agents.list_pages().result.data) == 1
    agents.delete(agent_id=AGENT)
    return str(read[0].instructions)


def library(sdk: Any, text: str) -> str:
    libraries = sdk.beta.libraries
    libraries.libraries_update_v1(library_id=LIBRARY, name="Letters", description=text)
    said = libraries.update(library_id=LIBRARY, name="Letters", description=text).description
    assert len(libraries.list().data) == 1
    access, shared = libraries.accesses, {"share_with_uuid": DOCUMENT, "share_with_type": "User"}
    access.update_or_create(library_id=LIBRARY, level="Viewer", **shared)
    assert len(access.list(library_id=LIBRARY).data) == 1
    access.delete(library_id=LIBRARY, **shared)
    libraries.delete(library_id=LIBRARY)
    return str(said)


def document(sdk: Any, text: str) -> str:
    documents, one = sdk.beta.libraries.documents, {"library_id": LIBRARY, "document_id": DOCUMENT}
    documents.libraries_documents_update_v1(**one, name=text)
    documents.update(**one, name=text)
    said = documents.get(**one).name
    assert len(documents.list(library_id=LIBRARY).data) == 1
    assert documents.status(**one).process_status == "done"
    assert documents.get_signed_url(**one) == documents.extracted_text_signed_url(**one)
    documents.reprocess(**one)
    documents.delete(**one)
    return str(said)


def conversation(sdk: Any, text: str) -> str:
    talk = sdk.beta.conversations
    talk.start(model="m", inputs="Good morning.", name=text)
    said = talk.get(conversation_id=TALK).name
    assert len(talk.list()) == 1
    talk.delete(conversation_id=TALK)
    return str(said)


def job(sdk: Any, text: str) -> str:
    jobs, line = sdk.batch.jobs, {"custom_id": "1", "body": {"messages": []}}
    made = jobs.create(endpoint="/v1/ocr", model="m", requests=[line], metadata={"about": text})
    said = jobs.cancel(job_id=made.id).metadata
    assert jobs.list().total == 1
    jobs.delete(job_id=made.id)
    return str(said["about"])


def voice(sdk: Any, text: str) -> str:
    voices = sdk.audio.voices
    voices.update(voice_id="voice_1", name=text)
    said = voices.get(voice_id="voice_1").name
    assert voices.list().total == 1
    assert voices.search().result
    voices.delete(voice_id="voice_1")
    return str(said)


KEPT: Mapping[str, Ask] = {
    "agent": agent,
    "library": library,
    "document": document,
    "conversation": conversation,
    "job": job,
    "voice": voice,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_what_is_changed_is_masked_and_read_back_as_it_was_said(
    elsewhere: Served, name: str, text: str
) -> None:
    with through(elsewhere):
        assert KEPT[name](client(f"https://{HOST}"), text) == text
    sent = elsewhere.provider.sent
    assert [value for value in VALUES if value in sent] == []
    assert (text.encode() in sent) == (text == CLEAN)


@pytest.mark.slow
@pytest.mark.parametrize("name", KEPT)
def test_a_refusal_is_mistrals_own_error(elsewhere: Served, name: str) -> None:
    with through(elsewhere), pytest.raises(errors.MistralError, match=r"clause 10\.3"):
        KEPT[name](client(f"https://{HOST}"), SPECIAL)
    assert SPECIAL.encode() not in elsewhere.provider.sent


def test_files_and_models_are_listed_and_taken_away(elsewhere: Served) -> None:
    with through(elsewhere):
        sdk = client(f"https://{HOST}")
        (file,) = sdk.files.list().data
        assert sdk.files.get_signed_url(file_id=file.id).url.startswith("https://")
        assert sdk.files.delete(file_id=file.id).deleted
        (model,) = sdk.models.list().data
        assert sdk.models.retrieve(model_id=model.id).id == model.id
        assert sdk.models.archive(model_id=model.id).id == model.id
        assert sdk.models.unarchive(model_id=model.id).id == model.id
        assert sdk.models.delete(model_id=model.id).deleted
