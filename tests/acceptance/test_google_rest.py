"""google-genai through the gateway, beside generated content: interactions and uploads."""

import io
from typing import Any

import pytest
from google import genai
from google.genai import errors

from tests.acceptance.sdks import through
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
    with through(served), pytest.raises(Exception, match=r"clause 10\.3") as caught:
        ask(SPECIAL)
    assert "403" in str(caught.value) or getattr(caught.value, "status_code", 0) == 403
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
