"""What stands in base64 inside a payload is seen as itself, and goes back as base64."""

import base64
import json

from gateway.providers.aws_view import undressed, viewed


def packed(value: object) -> bytes:
    inner = base64.b64encode(json.dumps(value).encode()).decode()
    return json.dumps({"bytes": inner, "p": "abc"}).encode()


def test_the_kind_of_event_stands_around_the_payload() -> None:
    assert viewed("messageStop", b'{"stopReason": "end_turn"}') == (
        '{"messageStop":{"stopReason": "end_turn"}}'
    )


def test_a_models_own_json_is_seen_and_written_back_as_base64() -> None:
    payload = packed({"delta": {"text": "Hi"}})
    view = viewed("chunk", payload)
    assert view is not None
    assert json.loads(view)["chunk"]["bytes"] == {"delta": {"text": "Hi"}}
    made = json.loads(undressed("chunk", payload, view.replace("Hi", "Ann")))
    assert json.loads(base64.b64decode(made["bytes"])) == {"delta": {"text": "Ann"}}
    assert made["p"] == "abc"


def test_an_untouched_view_gives_the_same_payload() -> None:
    payload = packed({"text": "Zo\u00eb"})
    view = viewed("chunk", payload)
    assert view is not None
    assert json.loads(undressed("chunk", payload, view)) == json.loads(payload)


def test_words_cut_inside_a_character_come_out_as_they_went_in() -> None:
    half = base64.b64encode("caf\u00e9".encode()[:-1]).decode()
    payload = json.dumps({"bytes": half}).encode()
    view = viewed("chunk", payload)
    assert view is not None
    assert json.loads(undressed("chunk", payload, view))["bytes"] == half


def test_what_is_not_text_has_no_view() -> None:
    assert viewed("chunk", b"\xff\xfe") is None
