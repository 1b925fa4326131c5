"""A file of prompts is read line by line, each as if it had been sent alone."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.types import Prompt, WireRequest
from tests.golden.providers.cases import MEDIA, message, segment, texts, unread, wire


def upload(content: bytes, *purposes: str, after: bool = False) -> WireRequest:
    named = [f'name="purpose"\r\n\r\n{purpose}'.encode() for purpose in purposes]
    file = b'name="file"; filename="a.jsonl"\r\nContent-Type: text/plain\r\n\r\n' + content
    listed = [file, *named] if after else [*named, file]
    body = b"".join(b"--xyz\r\nContent-Disposition: form-data; " + p + b"\r\n" for p in listed)
    return wire("/v1/files", body + b"--xyz--\r\n", media=MEDIA[".multipart"])


def read(request: WireRequest) -> Prompt:
    return dialect_for(request).read(request)


def line(body: Any, url: str = "/v1/chat/completions", **more: Any) -> bytes:
    said = {"custom_id": "c-1", "method": "POST", "url": url, "body": body}
    return json.dumps(said | more).encode() + b"\n"


CHAT = {"model": "m", "messages": [message("user", "Ann Lowe is ill")]}


@pytest.mark.parametrize("after", [False, True])
def test_a_batch_is_read_wherever_its_purpose_stands(after: bool) -> None:
    prompt = read(upload(line(CHAT), "batch", after=after))
    assert "Ann Lowe is ill" in texts(prompt)
    assert (prompt.unread, prompt.model) == ((), "m")
    assert segment(prompt, "Ann Lowe is ill").path == "/file/0/body/messages/0/content"


def test_each_line_is_read_by_the_format_of_its_address() -> None:
    items = [{"role": "user", "content": [{"type": "input_image", "file_id": "file-1"}]}]
    content = line(CHAT) + line({"input": items}, "/v1/responses")
    assert unread(read(upload(content, "batch"))) == ["/file/1/body/input/0/content/0/file_id"]


def test_history_in_a_file_was_never_sent_before() -> None:
    turns = [message("user", "one"), message("assistant", "two"), message("user", "three")]
    prompt = read(upload(line({"messages": turns}), "batch"))
    assert {s.text: s.new for s in prompt.segments if s.text in ("one", "two", "three")} == {
        "one": True,
        "two": True,
        "three": True,
    }
    assert segment(prompt, "two").role == "assistant"


@pytest.mark.parametrize(
    ("purpose", "value"),
    [
        ("fine-tune", {"messages": [message("user", "Ann Lowe is ill")]}),
        ("fine-tune", {"input": {"messages": [message("user", "Ann Lowe is ill")]}}),
        ("fine-tune", {"prompt": "Ann Lowe is ill", "completion": "x y"}),
        ("evals", {"item": {"question": "Ann Lowe is ill"}}),
    ],
)
def test_other_files_of_prompts_are_read_too(purpose: str, value: Any) -> None:
    prompt = read(upload(json.dumps(value).encode(), purpose))
    assert "Ann Lowe is ill" in texts(prompt)
    assert prompt.unread == ()


@pytest.mark.parametrize("purposes", [("assistants",), (), ("batch", "user_data"), ("vision",)])
def test_any_other_file_is_a_file(purposes: tuple[str, ...]) -> None:
    assert unread(read(upload(line(CHAT), *purposes))) == ["/file"]


@pytest.mark.parametrize("content", [b"no JSON\n", line(CHAT) + b"{", b"\xff\xfe\n", b"PK\x03\x04"])
def test_a_file_that_is_not_what_it_says_is_a_file_whole(content: bytes) -> None:
    prompt = read(upload(content, "batch"))
    assert unread(prompt) == ["/file"]
    assert texts(prompt) == ["a.jsonl"]


def test_an_address_given_twice_is_believed_in_neither_form() -> None:
    raw = b'{"url":"/v1/embeddings","url":"/v1/responses","body":{"instructions":"Ann Lowe"}}'
    assert "Ann Lowe" in texts(read(upload(raw, "batch")))


def test_what_stands_beside_the_body_is_read_as_well() -> None:
    raw = line("Joe Bright", custom_id="Ann Lowe", **{"Zoë O'Neil": 1}, number=9434765919)
    prompt = read(upload(raw, "batch"))
    assert {"Ann Lowe", "Joe Bright", "Zoë O'Neil", "9434765919"} <= set(texts(prompt))
    assert "POST" not in texts(prompt)


def test_only_the_text_is_changed_in_its_line() -> None:
    raw = line(CHAT) + b'\n{"custom_id": "2",  "url":"/v1/x", "body":{"q":"Zo\\u00eb O\'Neil"}}\r\n'
    request = upload(raw, "batch")
    dialect = dialect_for(request)
    found = texts(dialect.read(request))
    edits = {found.index("Ann Lowe is ill"): 'A "B" é', found.index("Zoë O'Neil"): "P1"}
    wanted = request.body.replace(b"Ann Lowe is ill", 'A \\"B\\" é'.encode())
    assert dialect.write(request, edits) == wanted.replace(b"Zo\\u00eb O'Neil", b"P1")


def test_a_number_where_an_address_belongs_is_read() -> None:
    prompt = read(upload(line(CHAT, url="x").replace(b'"x"', b"7214758743E+1"), "batch"))
    assert "7214758743E+1" in texts(prompt)
