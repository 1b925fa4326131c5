"""Whatever a body holds: every text is found, replacing it changes nothing else, and it parses."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.errors import Unreadable
from gateway.providers.dialect import dialect_for
from gateway.providers.json_text import CONTAINER, KEY, Path, scan, unquote
from gateway.providers.splice import Slot, Source, quote, splice
from tests.golden.providers.cases import Recorded, requests, wire

TEXTS = st.text(max_size=12) | st.sampled_from(
    ['"', "\\", "Zoë O'Neil", "\ud83d", "😀", "\u2028", '{"a": "b"}', "\n\t", "/"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
LAYOUTS = st.fixed_dictionaries(
    {"indent": st.sampled_from([None, 1]), "ensure_ascii": st.booleans()}
)


def leaves_of(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in leaves_of(inner, (*path, key))]
    if isinstance(value, list):
        return [found for at, inner in enumerate(value) for found in leaves_of(inner, (*path, at))]
    return [(path, value)]


@given(VALUES, LAYOUTS)
def test_every_leaf_is_found_at_its_path(value: Any, layout: dict[str, Any]) -> None:
    source = json.dumps(value, **layout)
    found = [
        (leaf.path, json.loads(source[leaf.start : leaf.end]))
        for leaf in scan(source)
        if leaf.kind not in (KEY, CONTAINER)
    ]
    wanted = leaves_of(json.loads(source))
    assert repr(found) == repr([leaf for leaf in wanted if leaf[1] != {}])


@given(st.text(alphabet='{}[],:"\\0a eutrfalsn', max_size=25))
def test_what_is_accepted_is_what_a_parser_accepts(source: str) -> None:
    try:
        json.loads(source, strict=False)
    except ValueError:
        with pytest.raises(Unreadable):
            scan(source)
    else:
        scan(source)


@given(VALUES, LAYOUTS, TEXTS, st.randoms())
def test_a_replaced_string_parses_back_and_nothing_else_changes(
    value: Any, layout: dict[str, Any], new: str, chance: Any
) -> None:
    source = json.dumps(value, **layout)
    strings = [leaf for leaf in scan(source) if leaf.kind == "string"]
    if not strings:
        return
    leaf = chance.choice(strings)
    slot = Slot(source=Source(text=source), start=leaf.start, end=leaf.end)
    written = splice(source, [slot.edit(new)])
    assert written == source[: leaf.start] + quote(new) + source[leaf.end :]
    after = dict(leaves_of(json.loads(written)))
    assert after.pop(leaf.path) == new
    before = dict(leaves_of(json.loads(source)))
    del before[leaf.path]
    assert repr(after) == repr(before)


@given(TEXTS, TEXTS, LAYOUTS, LAYOUTS)
def test_json_inside_json_inside_json_is_escaped_once_for_each(
    old: str, new: str, inner: dict[str, Any], outer: dict[str, Any]
) -> None:
    deepest = json.dumps({"before": "é\n", "name": old, "after": "\ud83d"}, **inner)
    middle = json.dumps({"x": "é", "source": deepest, "y": '"'}, **inner)
    body = json.dumps({"first": "ü\\", "arguments": middle, "last": 1}, **outer)

    def at(source: Source, *path: str) -> Slot:
        leaf = next(leaf for leaf in scan(source.text) if leaf.path == path)
        return Slot(source=source, start=leaf.start, end=leaf.end)

    def inside(slot: Slot) -> Source:
        leaf = next(leaf for leaf in scan(slot.source.text) if leaf.start == slot.start)
        return Source(text=unquote(slot.source.text, leaf), outer=slot)

    slot = at(inside(at(inside(at(Source(text=body), "arguments")), "source")), "name")
    start, end, spelt = slot.edit(new)
    written = splice(body, [(start, end, spelt)])
    assert (written[:start], written[start + len(spelt) :]) == (body[:start], body[end:])
    after = json.loads(json.loads(json.loads(written)["arguments"])["source"])
    assert after == {"before": "é\n", "name": new, "after": "\ud83d"}


@pytest.mark.parametrize("recorded", requests(), ids=str)
def test_a_recorded_request_without_edits_is_byte_for_byte_itself(recorded: Recorded) -> None:
    request = recorded.request()
    assert dialect_for(request).write(request, {}) == request.body


@pytest.mark.parametrize("recorded", requests(), ids=str)
def test_each_text_of_a_recorded_request_can_be_replaced_alone(recorded: Recorded) -> None:
    """Reading again gives the new text in that segment, the old ones elsewhere."""
    request = recorded.request()
    dialect = dialect_for(request)
    segments = dialect.read(request).segments
    for index, segment in enumerate(segments):
        if not segment.writable:
            continue
        new = f'{segment.text} "Zoë" \\ & 😀\n'
        body = dialect.write(request, {index: new})
        again = dialect.read(wire_like(recorded, body)).segments
        texts = [other.text for other in segments]
        texts[index] = new
        assert [other.text for other in again] == texts


@pytest.mark.parametrize("recorded", requests(), ids=str)
def test_all_texts_of_a_recorded_request_can_be_replaced_at_once(recorded: Recorded) -> None:
    request = recorded.request()
    dialect = dialect_for(request)
    segments = dialect.read(request).segments
    edits = {i: f"PersonK7Q2 {i}" for i, s in enumerate(segments) if s.writable}
    body = dialect.write(request, edits)
    again = dialect.read(wire_like(recorded, body)).segments
    assert [s.text for s in again] == [edits.get(i, s.text) for i, s in enumerate(segments)]


def wire_like(recorded: Recorded, body: bytes) -> Any:
    request = recorded.request()
    return wire(request.target, body, host=request.host, media=recorded.media)


PATHS = st.sampled_from(
    [
        "/v1/chat/completions",
        "/v1/responses",
        "/v1/embeddings",
        "/v1/completions",
        "/v1/messages",
        "/v1beta/models/gemini-3:generateContent",
        "/model/m/converse",
        "/model/m/invoke",
        "/model/m/count-tokens",
        "/v1/messages/batches",
        "/ask",
    ]
)
MEDIA = st.sampled_from(
    ["application/json", "text/plain", "", "application/x-www-form-urlencoded", "multipart/mixed"]
)


@settings(max_examples=300)
@given(PATHS, MEDIA, VALUES.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=80))
def test_no_body_is_neither_read_nor_reported(target: str, media: str, body: bytes) -> None:
    """Reading never fails, and every byte string that is not blank leaves a trace."""
    request = wire(target, body, media=media)
    dialect = dialect_for(request)
    prompt = dialect.read(request)
    assert dialect.write(request, {}) == body
    assert prompt.generative is bool(body)


@settings(max_examples=200)
@given(VALUES)
def test_every_long_text_of_a_batch_is_read_inside_its_bodies_and_beside_them(value: Any) -> None:
    body = {"params": value, "requests": [{"params": {"params": value}, "x": value}, value]}
    request = wire("/v1/messages/batches", json.dumps(body).encode())
    dialect = dialect_for(request)
    texts = [segment.text for segment in dialect.read(request).segments]
    long = [text for _, text in leaves_of(value) if isinstance(text, str) and " " in text.strip()]
    for text in long:
        assert any(text in found or found in text for found in texts)
    assert dialect.write(request, {}) == request.body


@settings(max_examples=200)
@given(PATHS, VALUES)
def test_every_long_text_of_any_json_is_read(target: str, value: Any) -> None:
    """Whatever its keys, a sentence is a segment of its own or stands inside one."""
    sentence = "Ann Lowe is ill, she said."
    body = json.dumps({"unknown": value, "messages": [{"contents": [value, {"q": sentence}]}]})
    request = wire(target, body.encode())
    texts = [segment.text for segment in dialect_for(request).read(request).segments]
    assert any(sentence in text for text in texts)
    long = [text for _, text in leaves_of(value) if isinstance(text, str) and " " in text.strip()]
    for text in long:
        assert any(text in found or found in text for found in texts)
