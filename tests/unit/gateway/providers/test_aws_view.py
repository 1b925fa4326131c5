"""What a frame's payload looks like to a reader, and how it gets back."""

import base64
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.providers.aws_view import undressed, viewed
from gateway.providers.json_text import scan


def packed(content: bytes, **more: object) -> bytes:
    return json.dumps({"bytes": base64.b64encode(content).decode(), **more}).encode()


def test_the_kind_of_event_stands_around_the_payload() -> None:
    assert viewed("messageStart", b'{"role": "user"}') == '{"messageStart":{"role": "user"}}'


def test_a_models_own_json_stands_there_as_itself() -> None:
    view = viewed("chunk", packed(b'{"text": "Hi"}', p="ab"))
    assert json.loads(view or "") == {"chunk": {"bytes": {"text": "Hi"}, "p": "ab"}}


def test_an_agents_words_stand_there_as_a_string() -> None:
    assert json.loads(viewed("chunk", packed(b"Hi")) or "") == {"chunk": {"bytes": "Hi"}}


def test_what_only_looks_like_json_is_words() -> None:
    assert json.loads(viewed("chunk", packed(b'{"a": ')) or "") == {"chunk": {"bytes": '{"a": '}}


@pytest.mark.parametrize("payload", [b"", b"\xff\xfe"])
def test_no_text_gives_no_view(payload: bytes) -> None:
    assert viewed("chunk", payload) is None


@pytest.mark.parametrize("payload", [b'{"bytes": "!"}', b'{"bytes": ""}', b'{"bytes": 3}', b"[1]"])
def test_what_is_not_base64_stays_as_it_is(payload: bytes) -> None:
    view = viewed("chunk", payload) or ""
    assert view == f'{{"chunk":{payload.decode()}}}'
    assert undressed("chunk", payload, view) == payload


@given(st.binary(max_size=40))
def test_any_bytes_come_back_as_they_were(content: bytes) -> None:
    payload = packed(content)
    view = viewed("chunk", payload) or ""
    assert undressed("chunk", payload, view) == payload


def test_a_payload_that_is_no_json_is_a_string_and_comes_back_as_it_was() -> None:
    view = viewed("note", b"plain words") or ""
    assert json.loads(view) == {"note": "plain words"}
    assert undressed("note", b"plain words", view.replace("plain", "other")) == b"other words"


def test_words_cut_inside_a_character_come_out_as_they_went_in() -> None:
    half = base64.b64encode("café".encode()[:-1]).decode()
    payload = json.dumps({"bytes": half}).encode()
    view = viewed("chunk", payload)
    assert view is not None
    assert json.loads(undressed("chunk", payload, view))["bytes"] == half


JSON_LIKE = st.one_of(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ).map(json.dumps),
    st.text(alphabet='{}[]":,\\u01aentrf-.E+ \n\ufeff'),
)


@given(payload=JSON_LIKE)
@example(payload="[" * 201 + "]" * 201)
@example(payload="[" * 199 + "]" * 199)
@example(payload="\ufeff{}")
@example(payload='{"n": ' + "1" * 5000 + "}")
@example(payload='{"\\u0062ytes": "QW5uIExvd2U="}')
@example(payload='{"a": "\x01"} ')
@example(payload=" ")
@example(payload="1,2")
@example(payload="],[")
def test_what_is_read_can_be_written_back_whatever_it_is(payload: str) -> None:
    raw = payload.encode()
    view = viewed("chunk", raw)
    if view is not None:
        assert undressed("chunk", raw, view) == raw
        scan(view)  # always JSON, so that texts in it can be replaced
