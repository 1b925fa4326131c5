"""OCR and libraries: what is asked is read, the document is a file; JSON stays JSON."""

import json

import pytest

from gateway.providers.mistral_documents import read_documents
from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, texts, unread

HOST = {"host": "api.mistral.ai"}
LIBRARY = "/v1/libraries/06a1b2c3-1111-4222-8333-444455556666"


def test_a_document_is_a_file_and_what_is_asked_of_it_is_read() -> None:
    prompt = recorded_prompt("mistral.documents/request.json")
    assert texts(prompt) == [
        "The tenancy of Ann Lowe",
        "Find Joe Bright, 4 Mill Lane.",
        "Ann Lowe, for example",
    ]
    assert unread(prompt) == ["/document/*"]


@pytest.mark.parametrize(
    "document",
    [
        {"type": "file", "file_id": "f_1"},
        {"type": "image_url", "image_url": "https://files.example.org/a.png"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
    ],
)
def test_a_document_may_be_kept_elsewhere(document: dict[str, object]) -> None:
    assert unread(read("/v1/ocr", {"model": None, "document": document}, **HOST)) != []


@pytest.mark.parametrize("end", ["", "/documents", "/documents/d1", "/documents/d1/text_content"])
def test_a_library_is_read_back_under_its_id(end: str) -> None:
    prompt = read(f"{LIBRARY}{end}", b"", method="GET", **HOST)
    assert (prompt.dialect, prompt.recalls) == (
        "mistral.documents",
        (LIBRARY.rsplit("/", maxsplit=1)[-1],),
    )


def test_a_document_of_a_library_is_a_file_with_a_name() -> None:
    prompt = recorded_prompt("mistral.documents@library/request.multipart")
    assert texts(prompt) == ["letter to ann.txt"]
    assert unread(prompt) == ["/file"]


def test_an_annotation_stays_json_whatever_is_put_back() -> None:
    codec, frames = recorded_answer("mistral.documents/answer.json")
    (frame,) = frames
    said = [f.text.replace("PersonK7Q2", 'Ann "Annie" Lowe') for f in frame.fields]
    marked = [field.json for field in frame.fields if field.text == '{"id": "PersonK7Q2"}']
    assert marked == [True]
    assert json.loads(codec.render(frame, said))["pages"][0]["header"] == 'Ann "Annie" Lowe'


def test_a_library_is_known_by_its_id() -> None:
    assert read_documents({"id": "lib_1", "name": "Letters"}, False).kept == ["lib_1"]
