"""A model's own JSON is told by its shape."""

from gateway.providers.invoke_events import read_model


def test_a_claude_event_inside_a_chunk_is_a_piece_of_text() -> None:
    inner = {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "text_delta", "text": "Ann"},
    }
    event = read_model({"chunk": {"bytes": inner}}, True)
    (spot,) = [spot for spot in event.spots if spot.field.text == "Ann"]
    assert spot.path == ("chunk", "bytes", "delta", "text")
    assert spot.field.delta


def test_titan_and_llama_answers_are_read_whole() -> None:
    titan = read_model({"results": [{"outputText": "Ann Lowe"}]}, False)
    llama = read_model({"generation": "Ann Lowe"}, False)
    assert [spot.field.text for spot in (*titan.spots, *llama.spots)] == ["Ann Lowe"] * 2
