"""A socket that nobody described: all of it is read, and after a refusal it ends."""

from tests.golden.providers.cases import recorded_answer, runs, texts
from tests.unit.gateway.providers.test_socket_format import message, read, spoken, told


def test_every_text_of_a_message_is_read() -> None:
    sent = {"type": "input", "who": "Ann Lowe", "nested": [{"q": "Hi"}], "id": "id-1"}
    assert texts(read("generic.socket", sent)) == ["Ann Lowe", "Hi", "id-1"]


def test_a_number_in_front_is_left_where_it_is() -> None:
    framing = spoken("generic.socket").framing()
    payload = framing.payload(b'42["say", "Ann Lowe"]')
    assert payload is not None
    prompt = read("generic.socket", payload.encode())
    assert texts(prompt) == ["say", "Ann Lowe"]


def test_each_place_is_one_run_over_the_messages() -> None:
    codec, frames = recorded_answer("generic.socket/stream.ndjson")
    assert "Here is Margaret Okonkwo as asked." in runs(frames).values()
    assert not codec.facts.finished


def test_a_refusal_says_so_in_the_usual_shapes_and_ends_the_socket() -> None:
    (record,) = told("generic.socket", {"type": "input"})
    assert record["message"] == record["error"]["message"]
    assert spoken("generic.socket").needed(None)
    assert spoken("generic.socket").open_ended
    assert message({}).body == b"{}"
