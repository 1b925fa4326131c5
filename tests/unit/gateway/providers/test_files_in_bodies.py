"""Every way in which a body carries a file gives its bytes, and counts as unread until it is read."""

import base64
import json
from typing import Any

import pytest

from gateway.files import Blob
from gateway.types import Prompt
from tests.golden.providers.cases import read, texts, unread

FILE = b"%PDF-1.4 letter to Ann Lowe " * 12
PLAIN = base64.b64encode(FILE).decode()
WRAPPED = "\r\n".join(PLAIN[at : at + 76] for at in range(0, len(PLAIN), 76))
BLOCK = {"type": "base64", "media_type": "application/pdf", "data": PLAIN}
GEMINI = "/v1beta/models/gemini-3:generateContent"


def multipart(head: str, content: bytes) -> dict[str, Any]:
    lines = f'--xyz\r\nContent-Disposition: form-data; name="file"{head}\r\n\r\n'
    body = lines.encode() + content + b"\r\n--xyz--\r\n"
    return {"body": body, "media": "multipart/form-data; boundary=xyz"}


def chat(part: dict[str, Any]) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": [part]}]}


def inline(name: str) -> dict[str, Any]:
    return {"contents": [{"parts": [{name: {"data": PLAIN}}]}]}


WAYS: dict[str, dict[str, Any]] = {
    "multipart file": {"target": "/ask", **multipart('; filename="a.pdf"', FILE)},
    "multipart base64": {
        "target": "/ask",
        **multipart("\r\nContent-Transfer-Encoding: base64", WRAPPED.encode()),
    },
    "multipart data URL": {
        "target": "/ask",
        **multipart("", f"data:application/pdf;base64,{PLAIN}".encode()),
    },
    "openai image": {
        "target": "/v1/chat/completions",
        "body": chat({"type": "image_url", "image_url": {"url": f"data:x/y;base64,{PLAIN}"}}),
    },
    "openai file": {
        "target": "/v1/chat/completions",
        "body": chat({"type": "file", "file": {"file_data": f"data:x/y;base64,{PLAIN}"}}),
    },
    "anthropic": {"target": "/v1/messages", "body": chat({"type": "document", "source": BLOCK})},
    "gemini": {"target": GEMINI, "body": inline("inlineData")},
    "gemini snake": {"target": GEMINI, "body": inline("inline_data")},
    "named and encoded": {"target": "/ask", "body": {"fileName": "a.pdf", "content": PLAIN}},
    "in lines": {"target": "/ask", "body": {"fileName": "a.pdf", "content": WRAPPED}},
    "raw body": {"target": "/ask", "body": FILE + b"\xff\xfe", "media": "application/pdf"},
    "google upload": {
        "target": "/upload/v1beta/files?upload_id=x",
        "body": FILE,
        "headers": {"x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0"},
    },
    "blob store": {
        "target": "/files/a?sig=x",
        "body": FILE,
        "method": "PUT",
        "headers": {"x-ms-blob-type": "BlockBlob"},
    },
}


def prompt(way: str) -> Prompt:
    asked = dict(WAYS[way])
    return read(asked.pop("target"), asked.pop("body"), **asked)


@pytest.mark.parametrize("way", WAYS)
def test_the_file_is_handed_on_and_is_unread_until_somebody_reads_it(way: str) -> None:
    found = prompt(way)
    (blob,) = found.attached.blobs
    assert bytes(blob.data()).startswith(FILE)
    assert blob.part in unread(found)
    assert [text for text in texts(found) if "%PDF" in text or PLAIN[:40] in text] == []


def test_a_part_of_a_form_is_a_view_of_the_body() -> None:
    (blob,) = prompt("multipart file").attached.blobs
    assert isinstance(blob.source, memoryview)
    assert blob.source.obj is not None
    assert len(blob.source.obj) > len(FILE)
    assert blob.name == "a.pdf"


def test_a_file_in_an_old_message_is_old() -> None:
    part = {"type": "document", "source": BLOCK}
    said = [
        {"role": "user", "content": [part]},
        {"role": "assistant", "content": "Read."},
        {"role": "user", "content": "And now?"},
    ]
    (blob,) = read("/v1/messages", {"messages": said}).attached.blobs
    assert not blob.new


@pytest.mark.parametrize(
    "headers",
    [
        {"x-goog-upload-command": "upload", "x-goog-upload-offset": "0"},
        {"x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "8388608"},
    ],
)
def test_a_piece_of_a_file_is_never_taken_for_a_file(headers: dict[str, str]) -> None:
    found = read("/upload/v1beta/files?upload_id=x", FILE, headers=headers)
    assert found.attached.blobs == ()
    assert unread(found) == ["body"]


def test_json_in_another_encoding_is_no_file() -> None:
    body = json.dumps({"text": "Ann Lowe"}).encode("utf-16")
    found = read("/ask", body, media="application/json")
    assert found.attached.blobs == ()
    assert unread(found) == ["body"]


@pytest.mark.parametrize("key", ["file_id", "fileId", "input_file_id", "training_file"])
def test_a_file_that_the_provider_keeps_is_named(key: str) -> None:
    found = read("/v1/x", {key: "file-abc123"}, host="api.anthropic.com")
    assert [held.id for held in found.attached.held] == ["file-abc123"]
    assert unread(found)


def test_a_word_of_letters_is_not_taken_for_a_file() -> None:
    with pytest.raises(ValueError, match="word"):
        Blob(part="/image", source="MargaretOkonkwo").data()
