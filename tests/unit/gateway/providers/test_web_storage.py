"""A page that asks for a place to put files to: each file is not inspected, before it is put there."""

from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.providers.web_beside import HOSTS
from gateway.providers.web_storage import STORAGE
from gateway.unread import UnreadClass, class_of
from tests.golden.providers.cases import read, recorded_prompt, texts, wire

PERPLEXITY = "www.perplexity.ai"
ONE = "/rest/uploads/create_upload_url"
PDF = {"filename": "a.pdf", "content_type": "application/pdf", "force_image": False}


def kinds(body: Any, target: str = ONE, host: str = PERPLEXITY) -> set[UnreadClass]:
    return {class_of(one.why) for one in read(target, body, host=host).unread}


def test_each_product_has_hosts() -> None:
    assert STORAGE.keys() <= HOSTS.keys()


def test_files_of_a_batch_are_told_apart_and_their_names_are_read() -> None:
    prompt = recorded_prompt("web.storage/request.json")
    assert prompt.dialect == "web.storage"
    assert {class_of(one.why) for one in prompt.unread} == {UnreadClass.FILE, UnreadClass.PICTURE}
    assert {one.part for one in prompt.unread} == {"/files/*"}
    assert "Margaret Okonkwo rent.pdf" in texts(prompt)
    assert "image/png" not in texts(prompt)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not JSON",
        {},
        [],
        {"files": {}},
        {"files": []},
        {"files": "x"},
        PDF | {"force_image": True},
        PDF | {"content_type": " IMAGE/png"},
        PDF | {"content_type": ["application/pdf"]},
        {"files": [PDF | {"content_type": None}]},
    ],
)
def test_of_what_is_not_said_to_be_something_else_a_picture_is_feared(body: Any) -> None:
    assert UnreadClass.PICTURE in kinds(body)


def test_any_file_is_not_inspected_on_each_of_these_pages() -> None:
    assert kinds(PDF) == {UnreadClass.FILE}
    claude = "/api/organizations/o-1/files/prepare-upload"
    assert kinds({"file_type": "text/plain"}, claude, "claude.ai") == {UnreadClass.FILE}


def test_reading_the_same_address_back_puts_nothing_anywhere() -> None:
    request = wire(ONE, host=PERPLEXITY, method="GET")
    assert dialect_for(request).name == "generic.page"
