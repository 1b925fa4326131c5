"""OpenAI's own SDK beyond chat, through the gateway: names stay here and come back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest
import yaml

from tests.acceptance.sdks import REFUSED, through
from tests.provider import Running
from tests.served import HOSTS, Served, configure, start

PERSONAL = "Write to Margaret Okonkwo (margaret.okonkwo@example.com) and thank Margaret Okonkwo."
SPECIAL = "Margaret Okonkwo was diagnosed with epilepsy last week. Draft a letter to her."
VALUES = (b"Margaret", b"Okonkwo", b"margaret.okonkwo@example.com")
SAID = f"You said: {PERSONAL}"
SOUND = ("recording.wav", b"RIFF\x24\x00\xff\xfeWAVE", "audio/wav")


def loosen(config: Path) -> None:
    """A policy that lets sound and pictures pass, and conversations that the provider keeps."""
    policy = yaml.safe_load((config / "policy.yaml").read_text(encoding="utf-8"))
    for rule in policy["rules"]:
        if rule["id"] in ("unread", "provider-history"):
            rule["effect"] = "notify"
    (config / "policy.yaml").write_text(yaml.safe_dump(policy, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="module")
def loose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = Path(tmp_path_factory.mktemp("loose"))
    with Running(*HOSTS) as provider:
        configure(folder, provider)
        loosen(folder / "config")
        served = start(folder, provider)
        yield served
        served.stop()


@pytest.fixture
def sdk(loose: Served) -> Iterator[openai.OpenAI]:
    loose.provider.received.clear()
    with through(loose):
        yield openai.OpenAI(api_key="k")
    assert [value for value in VALUES if value in loose.provider.sent] == []
    assert b"Person" in loose.provider.sent


def test_the_prompt_of_a_picture_comes_back_as_it_was_understood(sdk: openai.OpenAI) -> None:
    made = sdk.images.generate(model="gpt-image-1", prompt=PERSONAL)
    assert made.data is not None
    assert made.data[0].revised_prompt == SAID


def test_a_picture_arrives_as_a_stream(sdk: openai.OpenAI) -> None:
    made = sdk.images.generate(model="gpt-image-1", prompt=PERSONAL, stream=True)
    assert [event.type for event in made] == [
        "image_generation.partial_image",
        "image_generation.completed",
    ]


def test_an_edit_of_a_picture_is_masked_in_its_form(sdk: openai.OpenAI) -> None:
    picture = ("a.png", b"\x89PNG\r\n\x1a\n\x00\xff", "image/png")
    made = sdk.images.edit(model="gpt-image-1", image=[picture], prompt=PERSONAL)
    assert made.data is not None
    assert made.data[0].revised_prompt == SAID


def test_speech_is_spoken_with_pseudonyms(sdk: openai.OpenAI) -> None:
    sound = sdk.audio.speech.create(model="tts-1", voice="alloy", input=PERSONAL)
    assert sound.content == b"\xff\xfb\x90sound"


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_transcript_is_restored(sdk: openai.OpenAI, form: Any) -> None:
    made: Any = sdk.audio.transcriptions.create(
        model="whisper-1", file=SOUND, prompt=PERSONAL, response_format=form
    )
    assert (made.text if form == "json" else made) == SAID


def test_a_transcript_is_restored_while_it_streams(sdk: openai.OpenAI) -> None:
    made = list(
        sdk.audio.transcriptions.create(
            model="gpt-4o-transcribe", file=SOUND, prompt=PERSONAL, stream=True
        )
    )
    deltas = [e.delta for e in made if e.type == "transcript.text.delta"]
    assert "".join(deltas) == SAID
    assert [e.text for e in made if e.type == "transcript.text.done"] == [SAID]


def test_a_batch_is_masked_line_by_line_and_its_output_is_restored(sdk: openai.OpenAI) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": PERSONAL}]}
    line = {"custom_id": "c-1", "method": "POST", "url": "/v1/chat/completions", "body": body}
    content = (json.dumps(line) + "\n").encode()
    file = sdk.files.create(file=("letters.jsonl", content), purpose="batch")
    made = sdk.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    seen = sdk.batches.retrieve(made.id)
    (answer,) = sdk.files.content(seen.output_file_id or "").text.splitlines()
    message = json.loads(answer)["response"]["body"]["choices"][0]["message"]
    assert message["content"] == SAID


def test_a_thread_is_masked_its_run_restored_and_so_is_what_is_read_back(
    sdk: openai.OpenAI,
) -> None:
    threads = sdk.beta.threads
    thread = threads.create()
    threads.messages.create(thread.id, role="user", content=PERSONAL)
    with threads.runs.stream(thread_id=thread.id, assistant_id="asst_a1") as stream:
        assert "".join(stream.text_deltas) == SAID
    (seen,) = threads.messages.list(thread.id).data
    assert seen.content[0].type == "text"
    assert seen.content[0].text.value == SAID


def test_items_of_a_conversation_are_masked_and_read_back_whole(sdk: openai.OpenAI) -> None:
    made = sdk.conversations.create(items=[{"role": "user", "content": PERSONAL}])
    (item,) = sdk.conversations.items.list(made.id).data
    assert item.type == "message"
    assert item.content[0].type == "input_text"
    assert item.content[0].text == PERSONAL


def test_a_response_of_the_background_is_restored_when_it_is_read(sdk: openai.OpenAI) -> None:
    made = sdk.responses.create(model="m", input=PERSONAL, background=True)
    assert sdk.responses.retrieve(made.id).output_text == SAID


def test_what_a_search_finds_is_restored(sdk: openai.OpenAI) -> None:
    (row,) = sdk.vector_stores.search("vs_1", query=PERSONAL).data
    assert [part.text for part in row.content] == [SAID]


def test_the_words_of_a_video_are_masked_and_come_back(sdk: openai.OpenAI) -> None:
    assert sdk.videos.create(prompt=PERSONAL, model="sora-2").prompt == PERSONAL


ASKED = {
    "picture": lambda sdk: sdk.images.generate(model="m", prompt=SPECIAL),
    "speech": lambda sdk: sdk.audio.speech.create(model="m", voice="alloy", input=SPECIAL),
    "thread": lambda sdk: sdk.beta.threads.create(messages=[{"role": "user", "content": SPECIAL}]),
    "conversation": lambda sdk: sdk.conversations.create(
        items=[{"role": "user", "content": SPECIAL}]
    ),
    "transcript": lambda sdk: sdk.audio.transcriptions.create(
        model="m", file=SOUND, prompt=SPECIAL
    ),
}


@pytest.mark.parametrize("what", sorted(ASKED))
def test_a_refusal_is_the_sdks_ordinary_exception(loose: Served, what: str) -> None:
    loose.provider.received.clear()
    with through(loose), pytest.raises(REFUSED) as caught:
        ASKED[what](openai.OpenAI(api_key="k"))
    assert "clause 10.3" in str(caught.value)
    assert loose.provider.received == []


def test_by_default_sound_and_history_are_for_the_policy_to_stop(served: Served) -> None:
    with through(served):
        sdk = openai.OpenAI(api_key="k")
        with pytest.raises(REFUSED):
            sdk.audio.transcriptions.create(model="m", file=SOUND)
        with pytest.raises(REFUSED):
            sdk.beta.threads.messages.create("thread_a1", role="user", content="hello there")
    assert served.provider.received == []


def test_models_are_listed(served: Served) -> None:
    with through(served):
        assert list(openai.OpenAI(api_key="k").models.list()) == []
