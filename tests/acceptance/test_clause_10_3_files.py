"""Clause 10.3, in files: what is in a document or a picture is judged like what is typed."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import anthropic
import openai
import pytest
from google import genai

from detectors.documents import ocr
from gateway.audit.opening import open_record
from tests.acceptance.records import newest
from tests.acceptance.sdks import MODEL, REFUSED, through
from tests.papers import CLEAN, PERSONAL, pdf, picture
from tests.served import Served

Send = Callable[[bytes, str], Any]
ASK = "What does this say?"


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def openai_file(data: bytes, media: str) -> Any:
    client = openai.OpenAI(api_key="k", max_retries=0)
    return client.files.create(file=("paper", data, media), purpose="user_data")


def openai_chat(data: bytes, media: str) -> Any:
    url = f"data:{media};base64,{encoded(data)}"
    part: dict[str, Any] = {"type": "file", "file": {"filename": "paper", "file_data": url}}
    if media.startswith("image/"):
        part = {"type": "image_url", "image_url": {"url": url}}
    content: Any = [{"type": "text", "text": ASK}, part]
    return openai.OpenAI(api_key="k", max_retries=0).chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": content}]
    )


def anthropic_message(data: bytes, media: str) -> Any:
    source = {"type": "base64", "media_type": media, "data": encoded(data)}
    kind = "image" if media.startswith("image/") else "document"
    content: Any = [{"type": kind, "source": source}, {"type": "text", "text": ASK}]
    return anthropic.Anthropic(api_key="k", max_retries=0).messages.create(
        model=MODEL, max_tokens=9, messages=[{"role": "user", "content": content}]
    )


def gemini(data: bytes, media: str) -> Any:
    part = genai.types.Part.from_bytes(data=data, mime_type=media)
    client = genai.Client(api_key="k")
    return client.models.generate_content(model=MODEL, contents=[ASK, part])


WAYS: dict[str, Send] = {
    "openai-files": openai_file,
    "openai-chat": openai_chat,
    "anthropic": anthropic_message,
    "gemini": gemini,
}


def stands_in(data: bytes, sent: bytes) -> bool:
    """Whether the provider received these bytes, plain or in base64 of either alphabet."""
    plain, url = base64.b64encode(data), base64.urlsafe_b64encode(data)
    return data in sent or plain in sent or url in sent


@pytest.mark.parametrize("way", WAYS)
def test_a_clean_document_arrives_byte_for_byte(served: Served, way: str) -> None:
    data = pdf(CLEAN)
    with through(served):
        WAYS[way](data, "application/pdf")
    assert stands_in(data, served.provider.sent)


@pytest.mark.parametrize("way", WAYS)
def test_a_document_with_personal_data_is_refused(served: Served, way: str) -> None:
    with through(served), pytest.raises(REFUSED) as caught:
        WAYS[way](pdf(PERSONAL), "application/pdf")
    assert "inside a file" in str(caught.value)
    assert served.provider.received == []


@pytest.mark.parametrize("way", WAYS)
def test_an_encrypted_document_is_refused(served: Served, way: str) -> None:
    with through(served), pytest.raises(REFUSED) as caught:
        WAYS[way](pdf(CLEAN, password="a password"), "application/pdf")
    assert "encrypted" in str(caught.value)
    assert served.provider.received == []


@pytest.mark.skipif(not ocr.languages(), reason="Tesseract is not installed")
@pytest.mark.parametrize("way", WAYS)
def test_words_in_a_picture_are_judged(served: Served, way: str) -> None:
    clean = picture(CLEAN)
    with through(served):
        WAYS[way](clean, "image/png")
    assert stands_in(clean, served.provider.sent)
    served.provider.received.clear()
    with through(served), pytest.raises(REFUSED):
        WAYS[way](picture(PERSONAL), "image/png")
    assert served.provider.received == []


def test_a_file_that_went_through_here_may_be_named_later_and_no_other(served: Served) -> None:
    def ask(name: str) -> None:
        content: Any = [{"type": "text", "text": ASK}, {"type": "file", "file": {"file_id": name}}]
        openai.OpenAI(api_key="k", max_retries=0).chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": content}]
        )

    with through(served):
        known = openai_file(pdf(CLEAN), "application/pdf").id
        ask(known)
        with pytest.raises(REFUSED) as caught:
            ask("file-Unknown9")
    assert "kept by the provider" in str(caught.value)


def test_the_record_names_the_file_and_holds_its_words(served: Served) -> None:
    data = pdf(PERSONAL)
    with through(served), pytest.raises(REFUSED):
        openai_file(data, "application/pdf")
    store = served.store()
    try:
        record = open_record(store, newest(served)["id"])
    finally:
        store.close()
    assert record
    (file,) = record.files
    assert (file["kind"], file["outcome"], file["size"]) == ("pdf", "inspected", len(data))
    assert file["sha256"] == hashlib.sha256(data).hexdigest()
    typed = [text for text in record.texts["prompt_typed"] if text.role == "file"]
    assert any("Okonkwo" in text.text for text in typed)
