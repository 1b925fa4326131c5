"""Bodies that are no JSON, bodies that lie about what they are, and texts in the address."""

import pytest

from gateway.providers.dialect import dialect_for
from gateway.providers.json_text import MAX_VALUES
from gateway.providers.multipart import MAX_PARTS
from gateway.types import Prompt, WireRequest
from gateway.unread import UnreadClass, class_of
from tests.golden.providers.cases import HERE, read, texts, unread, wire

FORM = "application/x-www-form-urlencoded"


def post(body: bytes, media: str = "", target: str = "/api/ask") -> Prompt:
    return read(target, body, media=media)


def asked(request: WireRequest) -> Prompt:
    return dialect_for(request).read(request)


@pytest.mark.parametrize("media", ["application/json", "text/plain", "", "image/png"])
def test_json_is_read_whatever_it_is_called(media: str) -> None:
    prompt = post(b' {"q": "Ann Lowe is ill"}', media)
    assert (texts(prompt), unread(prompt)) == (["Ann Lowe is ill"], [])


@pytest.mark.parametrize("media", ["text/plain", "text/markdown", "application/octet-stream", ""])
def test_plain_text_is_one_segment(media: str) -> None:
    request = wire("/api/ask", "Ann Lowe £ tenant".encode(), media=media)
    prompt = asked(request)
    assert (texts(prompt), unread(prompt)) == (["Ann Lowe £ tenant"], [])
    written = dialect_for(request).write(request, {0: "Person £ tenant"})
    assert written == "Person £ tenant".encode()


def test_a_body_that_only_says_it_is_json_is_read_as_text_and_reported() -> None:
    prompt = post(b"Ann Lowe is ill", "application/json")
    assert (texts(prompt), unread(prompt)) == (["Ann Lowe is ill"], ["body"])


def test_json_that_is_broken_off_is_read_as_text_and_reported() -> None:
    prompt = post(b'{"q": "Ann Lowe is il', "application/json")
    assert (texts(prompt), unread(prompt)) == (['{"q": "Ann Lowe is il'], ["body"])


@pytest.mark.parametrize(
    "body",
    [
        b"\x89PNG\r\n\x1a\n\x00\xff",
        "Ann Lowe".encode("utf-16"),
        b"Ann\x00Lowe",
        "Zoë".encode("latin-1"),
        b"%PDF-1.7 \xe2\xe3",
        b"\x1f\x8b\x08\x00",
    ],
)
@pytest.mark.parametrize("media", ["application/json", "text/plain", "application/pdf"])
def test_bytes_that_are_no_text_are_unread(body: bytes, media: str) -> None:
    prompt = post(body, media)
    assert (texts(prompt), unread(prompt), prompt.generative) == ([], ["body"], True)


def test_long_encoded_text_is_unread() -> None:
    assert unread(post(b"QUJD" * 100, "text/plain")) == ["body"]


@pytest.mark.parametrize("target", ["/v1/chat/completions", "/v1/messages"])
def test_a_known_address_reads_other_bodies_too(target: str) -> None:
    prompt = post(b"prompt=Ann+Lowe+is+ill", FORM, target)
    assert "Ann Lowe is ill" in texts(prompt)
    assert unread(post(b"\xff\xfe", "application/json", target)) == ["body"]


def test_every_line_of_ndjson_is_read_and_written_alone() -> None:
    body = (HERE / "generic/request.ndjson").read_bytes()
    request = wire("/v1/batches", body, media="application/jsonl")
    dialect = dialect_for(request)
    found = [(s.path, s.text) for s in dialect.read(request).segments]
    assert ("/1/body/messages/0/content", "Joe Bright") in found
    index = found.index(("/1/body/messages/0/content", "Joe Bright"))
    assert dialect.write(request, {index: "P\n1"}) == body.replace(b"Joe Bright", b"P\\n1")


def test_a_form_is_read_decoded_and_written_encoded() -> None:
    body = (HERE / "generic/request.form").read_bytes()
    request = wire("/graphql", body, media=FORM)
    dialect = dialect_for(request)
    assert texts(dialect.read(request)) == ["Write to Ann Lowe £ café", "Zoë", "1"]
    written = dialect.write(request, {1: 'P"&=é'})
    assert written == body.replace(b"Zo%C3%AB", b"P%5C%22%26%3D%C3%A9")


def test_a_form_without_fields_is_read_too() -> None:
    prompt = post(b"Ann Lowe is ill", FORM)
    assert texts(prompt) == ["Ann Lowe is ill"]
    assert not prompt.segments[0].writable


def test_a_form_value_that_is_not_utf8_is_unread() -> None:
    assert unread(post(b"prompt=Zo%EB", FORM)) == ["/prompt"]


def test_a_blank_body_says_nothing() -> None:
    prompt = post(b" \r\n")
    assert (prompt.segments, prompt.unread) == ((), ())


def test_the_same_body_has_the_same_digest() -> None:
    assert post(b"Ann").sha256 == post(b"Ann", "text/plain").sha256 != post(b"Anna").sha256


def test_a_call_without_body_and_text_is_not_generative() -> None:
    prompt = asked(wire("/v1/models?limit=20", method="GET"))
    assert (prompt.generative, prompt.segments, prompt.unread) == (False, (), ())


def test_words_in_the_query_are_read_and_cannot_be_altered() -> None:
    prompt = asked(wire("/search?q=Ann+Lowe%20ill&n=3", method="GET"))
    (only,) = prompt.segments
    assert (only.text, only.path, only.writable) == ("Ann Lowe ill", "query", False)
    assert prompt.generative


def test_a_query_without_names_is_read() -> None:
    assert texts(asked(wire("/search?Ann%20Lowe", method="GET"))) == ["Ann Lowe"]


def test_a_known_dialect_reads_the_query_too() -> None:
    assert "Ann Lowe" in texts(asked(wire("/v1/chat/completions?q=Ann%20Lowe", b"{}")))


@pytest.mark.parametrize("name", ["key", "api_key", "access_token", "X-Amz-Signature"])
def test_credentials_in_the_query_are_no_prompt(name: str) -> None:
    fake = "AIza" + "SyFake" * 5
    assert asked(wire(f"/v1/models?{name}={fake}", method="GET")).segments == ()


def test_words_cannot_hide_behind_the_name_of_a_credential() -> None:
    assert texts(asked(wire("/search?key=Ann%20Lowe", method="GET"))) == ["Ann Lowe"]


def test_words_in_the_path_are_read() -> None:
    assert texts(asked(wire("/ask/Ann%20Lowe/now", method="GET"))) == ["Ann Lowe"]


def test_the_query_is_in_no_path_and_no_repr() -> None:
    assert "Lowe" not in repr(asked(wire("/search?q=Ann+Lowe&lowe=x+y", method="GET")))


@pytest.mark.parametrize("media", ["application/json", "text/plain", ""])
def test_a_body_that_is_one_string_of_json_is_read_as_that(media: str) -> None:
    request = wire("/api/ask", b'"Ann \\u004cowe\\n"', media=media)
    assert texts(asked(request)) == ["Ann Lowe\n"]
    assert asked(request).segments[0].path == "body"
    assert dialect_for(request).write(request, {0: 'a "b"'}) == b'"a \\"b\\""'


def test_lines_of_strings_are_read_and_quoted_words_are_words() -> None:
    assert texts(asked(wire("/api/ask", b'"Ann \\u004cowe"\n"is ill"', media=""))) == [
        "Ann Lowe",
        "is ill",
    ]
    said = '"Hello," she said.'
    assert texts(asked(wire("/api/ask", said.encode(), media="text/plain"))) == [said]


MUCH = {
    "numbers": (b"[" + b"0," * MAX_VALUES + b"0]", "application/json"),
    "empty lists": (b"[" + b"[]," * MAX_VALUES + b"[]]", "application/json"),
    "names": (
        b"{" + b",".join(b'"k%d":1' % n for n in range(MAX_VALUES)) + b"}",
        "application/json",
    ),
    "lines": (b'{"a":1}\n' * MAX_VALUES, "application/x-ndjson"),
    "fields": (b"a=b&" * (MAX_VALUES + 1), "application/x-www-form-urlencoded"),
    "parts": (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n' * MAX_PARTS + b"--x--",
        "multipart/form-data; boundary=x",
    ),
    "inside a string": (
        b'{"messages":[{"role":"tool","content":"[' + b"0," * MAX_VALUES + b'0]"}]}',
        "application/json",
    ),
}


@pytest.mark.parametrize("name", MUCH)
def test_more_than_anybody_can_read_in_time_is_not_taken_as_read(name: str) -> None:
    body, media = MUCH[name]
    request = wire("/v1/chat/completions", body, media=media)
    prompt = asked(request)
    assert unread(prompt)[-1:] == ["body"]
    assert dialect_for(request).write(request, {}) == body
    assert class_of(prompt.unread[-1].why) is UnreadClass.SHAPE


def test_long_words_and_a_long_history_are_read() -> None:
    turns = [{"role": "user", "content": "Ann Lowe rang."}] * (MAX_VALUES // 10)
    assert not read("/v1/chat/completions", {"messages": turns}).unread
    assert not read("/v1/chat/completions", {"messages": [], "text": "word " * 500_000}).unread
