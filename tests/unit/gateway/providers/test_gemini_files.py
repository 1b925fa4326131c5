"""What Google keeps: uploads in two steps, stores, tuned models."""

import pytest

from gateway.providers.gemini_files import FILES_DIALECT
from gateway.providers.refusals import upload_headers
from gateway.refusal import Refusal
from gateway.types import Prompt
from tests.golden.providers.cases import read, recorded_prompt, segment, texts, unread, wire

HOST = "generativelanguage.googleapis.com"
UPLOAD = "/upload/v1beta/files?upload_id=abc&upload_protocol=resumable"


def uploaded(body: bytes, command: str = "upload, finalize") -> Prompt:
    """The second step, labelled as JSON as the SDK does."""
    return read(UPLOAD, body, host=HOST, headers={"x-goog-upload-command": command})


def test_the_name_of_a_file_is_read_and_can_be_replaced() -> None:
    found = segment(recorded_prompt("gemini.files/request.json"), "Letter from Ann Lowe.pdf")
    assert (found.role, found.writable) == ("user", True)


@pytest.mark.parametrize("body", [b"%PDF-1.7\n\xe2\xe3", b"\x89PNG\r\n\x1a\n", b"a\0b"])
def test_the_bytes_of_a_file_are_unread(body: bytes) -> None:
    prompt = uploaded(body)
    assert [part.why for part in prompt.unread] == ["a file"]
    assert "query" not in [part.part for part in prompt.unread]


def test_a_file_is_somebodys_to_read_but_a_piece_of_one_is_not() -> None:
    prompt = uploaded(b"Ann Lowe moved in on 3 May.")
    assert [blob.part for blob in prompt.attached.blobs] == ["body"]
    assert uploaded(b"more text", command="upload").attached.blobs == ()


def test_a_refusal_tells_the_sdk_that_the_upload_is_over() -> None:
    request = wire(UPLOAD, b"a", host=HOST, headers={"x-goog-upload-command": "upload, finalize"})
    made = FILES_DIALECT.refusal(request, Refusal(reference="r1", reasons=(), contact="Ask us."))
    assert made.status == 403
    assert dict(made.headers)["x-goog-upload-status"] == "final"
    assert upload_headers(503) == ()


def test_files_that_google_fetches_are_unread() -> None:
    body = {"uris": ["gs://council/letters/1.pdf"]}
    assert len(unread(read("/v1beta/files:register", body, host=HOST))) == 1
    body_held = {"fileName": "files/abc"}
    target = "/v1beta/fileSearchStores/s1:importFile"
    assert len(unread(read(target, body_held, host=HOST))) == 1


def test_examples_to_tune_with_are_read() -> None:
    example = {"textInput": "Who is Ann Lowe?", "output": "A tenant."}
    body = {"tuningTask": {"trainingData": {"examples": {"examples": [example]}}}}
    assert "Who is Ann Lowe?" in texts(read("/v1beta/tunedModels", body, host=HOST))


@pytest.mark.parametrize("target", [UPLOAD, "/v1beta/files/abc", "/v1beta/files?pageSize=10"])
def test_titles_are_kept_under_the_name_of_what_they_are_titles_of(target: str) -> None:
    asked = wire(target, b"", host=HOST)
    assert read(target, b"", host=HOST).recalls == ("files",)
    codec = FILES_DIALECT.answer(asked, status=200, content_type="application/json")
    codec.feed(b"{}")
    codec.end()
    assert codec.facts.kept == ("files",)
