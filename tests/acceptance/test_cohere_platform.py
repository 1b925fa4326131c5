"""What Cohere keeps for somebody, with its own SDK: masked there, and read back with names."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cohere
import pytest
from cohere.finetuning.finetuning.types import BaseModel, FinetunedModel, Settings

from tests.acceptance.sdks import through
from tests.acceptance.test_openai_resources import loosen
from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.elsewhere.serving import serving_elsewhere
from tests.served import Served

Ask = Callable[[Any, str], str]
SOUND = ("recording.wav", b"RIFF\x24\x00\xff\xfeWAVE", "audio/wav")
CONNECTED = "https://search.council.example"


def dataset(sdk: Any, content: str, name: str = "letters") -> str:
    data = (f"{name}.jsonl", io.BytesIO(f'{{"text": "{content}"}}\n'.encode()), "text/jsonl")
    return str(sdk.datasets.create(name=name, type="embed-input", data=data).id)


def tuned(name: str, data: str) -> FinetunedModel:
    settings = Settings(base_model=BaseModel(base_type="BASE_TYPE_CHAT"), dataset_id=data)
    return FinetunedModel(name=name, settings=settings)


def batch(sdk: Any, text: str) -> str:
    made = cohere.batches.Batch(name=text, input_dataset_id=dataset(sdk, CLEAN), model="m")
    held = sdk.batches.create(request=made).batch
    sdk.batches.cancel(id=held.id)
    assert len(sdk.batches.list().batches) == 1
    return str(sdk.batches.retrieve(id=held.id).batch.name)


def embed_job(sdk: Any, text: str) -> str:
    held = dataset(sdk, CLEAN)
    asked = {"model": "m", "dataset_id": held, "input_type": "search_document", "name": text}
    made = sdk.embed_jobs.create(**asked)
    sdk.embed_jobs.cancel(id=made.job_id)
    assert len(sdk.embed_jobs.list().embed_jobs) == 1
    return str(sdk.embed_jobs.get(id=made.job_id).name)


def tuned_model(sdk: Any, text: str) -> str:
    held, tuning = dataset(sdk, CLEAN), sdk.finetuning
    made = tuning.create_finetuned_model(request=tuned(text, held)).finetuned_model
    settings = tuned(text, held).settings
    again = tuning.update_finetuned_model(id=made.id, name=text, settings=settings)
    assert again.finetuned_model.name == made.name
    assert tuning.list_events(finetuned_model_id=made.id).events == []
    assert tuning.list_training_step_metrics(finetuned_model_id=made.id).step_metrics == []
    assert len(tuning.list_finetuned_models().finetuned_models) == 1
    read = tuning.get_finetuned_model(id=made.id).finetuned_model
    tuning.delete_finetuned_model(id=made.id)
    return str(read.name)


KEPT: dict[str, Ask] = {"batch": batch, "embed-job": embed_job, "tuned-model": tuned_model}


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_what_is_made_is_masked_and_read_back_as_it_was_made(
    elsewhere: Served, name: str, text: str
) -> None:
    with through(elsewhere):
        assert KEPT[name](cohere.Client("k"), text) == text
    sent = elsewhere.provider.sent
    assert [value for value in VALUES if value in sent] == []
    assert (text.encode() in sent) == (text == CLEAN)


@pytest.mark.parametrize("name", KEPT)
def test_a_refusal_is_coheres_own_error(elsewhere: Served, name: str) -> None:
    with through(elsewhere), pytest.raises(cohere.ForbiddenError) as caught:
        KEPT[name](cohere.Client("k"), SPECIAL)
    assert "clause 10.3" in caught.value.body["message"]
    assert SPECIAL.encode() not in elsewhere.provider.sent


def test_a_data_set_that_names_somebody_is_refused_and_another_arrives_as_it_is(
    elsewhere: Served,
) -> None:
    with through(elsewhere):
        sdk = cohere.Client("k")
        made = dataset(sdk, CLEAN)
        assert CLEAN.encode() in elsewhere.provider.sent
        for content, name in ((PERSONAL, "letters"), (CLEAN, PERSONAL)):
            with pytest.raises(cohere.ForbiddenError):
                dataset(sdk, content, name)
        assert len(elsewhere.provider.received) == 1
        (listed,) = sdk.datasets.list().datasets
        assert sdk.datasets.get(id=made).dataset.name == listed.name
        assert sdk.datasets.get_usage().organization_usage == 1
        sdk.datasets.delete(id=made)


def test_a_data_set_of_elsewhere_another_service_and_sound_are_for_the_policy(
    elsewhere: Served,
) -> None:
    refused = pytest.raises(cohere.ForbiddenError, match="could not be checked")
    with through(elsewhere):
        sdk = cohere.Client("k")
        with refused:
            sdk.embed_jobs.create(model="m", dataset_id="elsewhere_1", input_type="classification")
        with refused:
            sdk.connectors.create(name="Search", url=CONNECTED)
        with refused:
            sdk.connectors.update(id="connector_1", url=CONNECTED)
        with refused:
            sdk.audio.transcriptions.create(model="m", language="en", file=SOUND)
    assert elsewhere.provider.received == []


def test_what_is_only_read_comes_as_it_is(elsewhere: Served) -> None:
    with through(elsewhere):
        sdk = cohere.Client("k")
        (listed,) = sdk.models.list().models
        assert sdk.models.get(model="m").name == listed.name
        (connected,) = sdk.connectors.list().connectors
        assert sdk.connectors.get(id="connector_1").connector.name == connected.name
        assert sdk.connectors.o_auth_authorize(id="connector_1").redirect_url
        sdk.connectors.delete(id="connector_1")


@pytest.fixture(scope="module")
def loose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving_elsewhere(Path(tmp_path_factory.mktemp("loose")), prepare=loosen) as served:
        yield served


@pytest.mark.slow
def test_what_the_policy_lets_pass_arrives(loose: Served) -> None:
    with through(loose):
        sdk = cohere.Client("k")
        made = sdk.connectors.create(name=PERSONAL, url=CONNECTED).connector
        assert (made.name, made.url) == (PERSONAL, CONNECTED)
        assert sdk.connectors.update(id=made.id, name=PERSONAL).connector.name == PERSONAL
        heard = sdk.audio.transcriptions.create(model="m", language="en", file=SOUND)
        assert heard.text == "You said: nothing"
    assert [value for value in VALUES if value in loose.provider.sent] == []
