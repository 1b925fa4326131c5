"""google-genai through the gateway beside Gemini's answers: what Google keeps, and Vertex AI."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from google import genai
from google.genai import errors
from google.genai._gaos.lib import compat_errors
from google.oauth2.credentials import Credentials

from tests.acceptance.sdks import through
from tests.google_provider import FILES
from tests.papers import CLEAN as CLEAN_PAPER
from tests.papers import pdf
from tests.served import Served

CLEAN = "Summarise how missed bins are reported in three short points."
PERSONAL = "Write to Margaret Okonkwo (margaret.okonkwo@example.com) and thank Margaret Okonkwo."
VALUES = (b"Margaret", b"Okonkwo", b"margaret.okonkwo@example.com")
SPECIAL = "Margaret Okonkwo was diagnosed with epilepsy last week. Draft a letter to her."


def whole(text: str) -> str:
    client = genai.Client(api_key="k")  # one that nobody names closes before it has asked
    done: Any = client.interactions.create(model="m", input=text)
    return "".join(part.text for step in done.steps for part in step.content)


def streamed(text: str) -> str:
    client = genai.Client(api_key="k")
    events: Any = client.interactions.create(model="m", input=text, stream=True)
    return "".join(e.delta.text for e in events if e.event_type == "step.delta")


def sent_as(name: str, content: bytes, media: str) -> Any:
    config: Any = {"mime_type": media, "display_name": name}
    client = genai.Client(api_key="k")
    return client.files.upload(file=io.BytesIO(content), config=config)


@pytest.mark.parametrize("ask", [whole, streamed])
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_interactions_are_masked_and_restored(served: Served, ask: Any, text: str) -> None:
    with through(served):
        assert ask(text) == f"You said: {text}"
    assert [value for value in VALUES if value in served.provider.sent] == []


@pytest.mark.parametrize("ask", [whole, streamed])
def test_a_refused_interaction_is_an_error_after_one_attempt(served: Served, ask: Any) -> None:
    with through(served), pytest.raises(compat_errors.PermissionDeniedError) as caught:
        ask(SPECIAL)
    assert caught.value.status_code == 403
    assert type(caught.value.__context__).__name__ == "CreateInteractionClientError"
    assert "(clause 10.3)" in str(caught.value)
    assert served.provider.received == []


def test_a_clean_text_file_is_uploaded_as_it_is(served: Served) -> None:
    with through(served):
        made = sent_as("How to report bins", CLEAN.encode(), "text/plain")
    assert made.name == "files/abc"
    assert served.provider.received[-1].body == CLEAN.encode()


@pytest.mark.parametrize("content", [PERSONAL.encode(), b"%PDF-1.7\n\xe2\xe3\xcf\xd3"])
def test_a_file_with_private_data_or_that_cannot_be_read_is_refused(
    served: Served, content: bytes
) -> None:
    with through(served), pytest.raises(errors.ClientError, match="403"):
        sent_as("A letter", content, "text/plain")
    assert content not in served.provider.sent


def test_the_name_of_a_file_is_masked(served: Served) -> None:
    with through(served):
        sent_as("Letter from Margaret Okonkwo", CLEAN.encode(), "text/plain")
    assert [value for value in VALUES if value in served.provider.sent] == []


def test_a_file_that_was_read_may_be_asked_about_and_no_other(served: Served) -> None:
    data = pdf(CLEAN_PAPER)
    with through(served):
        made = sent_as("How to report bins", data, "application/pdf")
        assert data in served.provider.sent
        client = genai.Client(api_key="k")
        part = genai.types.Part.from_uri(file_uri=made.uri, mime_type="application/pdf")
        said = client.models.generate_content(model="m", contents=[part, CLEAN])
        assert said.text == f"You said: {CLEAN}"
        other = genai.types.Part.from_uri(file_uri=f"{FILES}/other", mime_type="application/pdf")
        with pytest.raises(errors.ClientError, match="could not be checked"):
            client.models.generate_content(model="m", contents=[other, CLEAN])


def gemini() -> genai.Client:
    return genai.Client(api_key="k")


def vertex() -> genai.Client:
    return genai.Client(
        vertexai=True,
        project="council",
        location="europe-west2",
        credentials=Credentials(token="of-the-council"),
    )


CLIENTS = pytest.mark.parametrize("client", [gemini, vertex])


@CLIENTS
def test_a_kept_prompt_is_masked_and_what_goes_on_with_it_is_restored(
    served: Served, client: Callable[[], genai.Client]
) -> None:
    with through(served):
        sdk = client()
        config: Any = {"contents": [PERSONAL], "display_name": "For Margaret Okonkwo"}
        kept = sdk.caches.create(model="m", config=config)
        assert kept.display_name == "For Margaret Okonkwo"
        assert kept.name
        assert sdk.caches.get(name=kept.name).display_name == "For Margaret Okonkwo"
        goes_on: Any = {"cached_content": kept.name}
        said = sdk.models.generate_content(model="m", contents="Go on.", config=goes_on)
    assert said.text == f"You said: {PERSONAL}"
    assert [value for value in VALUES if value in served.provider.sent] == []


@CLIENTS
def test_a_prompt_that_was_kept_elsewhere_is_not_gone_on_with(
    served: Served, client: Callable[[], genai.Client]
) -> None:
    config: Any = {"cached_content": "cachedContents/elsewhere"}
    with through(served):
        sdk = client()
    with through(served), pytest.raises(errors.ClientError, match="could not be checked"):
        sdk.models.generate_content(model="m", contents="Go on.", config=config)
    assert served.provider.received == []


@CLIENTS
def test_embeddings_are_of_pseudonyms(served: Served, client: Callable[[], genai.Client]) -> None:
    with through(served):
        sdk = client()
        made = sdk.models.embed_content(model="gemini-embedding-001", contents=PERSONAL)
    assert made.embeddings
    assert made.embeddings[0].values == [0.5, 0.25]
    assert [value for value in VALUES if value in served.provider.sent] == []
    assert b"Person" in served.provider.sent


def vertex_whole(text: str) -> str:
    client = vertex()
    return client.models.generate_content(model="m", contents=text).text or ""


def vertex_streamed(text: str) -> str:
    client = vertex()
    events = client.models.generate_content_stream(model="m", contents=text)
    return "".join(event.text or "" for event in events)


VERTEX_WAYS = pytest.mark.parametrize("ask", [vertex_whole, vertex_streamed])


@VERTEX_WAYS
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_vertex_is_masked_and_restored(served: Served, ask: Any, text: str) -> None:
    with through(served):
        assert ask(text) == f"You said: {text}"
    (one,) = served.provider.received
    assert one.host.startswith("europe-west2-aiplatform.googleapis.com")
    assert [value for value in VALUES if value in one.body] == []


@VERTEX_WAYS
def test_vertex_says_why_it_refuses_after_one_attempt(served: Served, ask: Any) -> None:
    with through(served), pytest.raises(errors.ClientError, match=r"clause 10\.3") as caught:
        ask(SPECIAL)
    assert caught.value.code == 403
    assert served.provider.received == []


@pytest.mark.slow
def test_what_google_keeps_is_listed_shown_and_taken_away(served: Served) -> None:
    with through(served):
        sdk = gemini()
        for kept in (sdk.caches, sdk.batches, sdk.files, sdk.file_search_stores, sdk.models):
            assert len(list(kept.list())) == 1
        assert sdk.files.get(name="files/abc").display_name == "One"
        assert sdk.models.get(model="models/m").name == "models/m"
        sdk.batches.cancel(name="batches/abc")
        sdk.caches.delete(name="cachedContents/abc")
        sdk.batches.delete(name="batches/abc")
        sdk.files.delete(name="files/abc")


@pytest.mark.slow
def test_a_store_of_files_is_named_under_a_pseudonym(served: Served) -> None:
    named: Any = {"display_name": "Letters to Margaret Okonkwo"}
    with through(served):
        sdk = gemini()
        stores = sdk.file_search_stores
        made = stores.create(config=named)
        assert made.display_name == "Letters to Margaret Okonkwo"
        assert stores.get(name="fileSearchStores/abc").display_name == made.display_name
        assert [one.display_name for one in stores.list()] == [made.display_name]
        stores.delete(name="fileSearchStores/abc")
        with pytest.raises(errors.ClientError, match="could not be checked"):
            stores.import_file(
                file_search_store_name="fileSearchStores/abc", file_name="files/elsewhere"
            )
    assert [value for value in VALUES if value in served.provider.sent] == []
