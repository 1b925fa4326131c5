"""What ChatGPT hands over to a socket: the events inside are read and restored."""

import json

from gateway.providers.chatgpt_ws import Handoff, about
from tests.golden.providers.cases import HERE, recorded_answer, runs
from tests.unit.gateway.providers.test_socket_format import read, spoken, told


def test_the_text_inside_is_one_run_over_the_messages() -> None:
    _, frames = recorded_answer("chatgpt.ws/stream.ndjson")
    assert "Dear Margaret Okonkwo, thank you for waiting." in runs(frames).values()


def test_texts_beside_the_events_are_restored_as_well() -> None:
    _, frames = recorded_answer("chatgpt.ws/stream.ndjson")
    assert "Letter to Margaret Okonkwo" in "".join(runs(frames, kept=False).values())


def test_a_changed_text_goes_back_into_its_event() -> None:
    from gateway.pseudonyms.answer import AnswerRestorer
    from tests.golden.providers.cases import wire

    codec = spoken("chatgpt.ws").answer(wire("/"), status=101, content_type="")
    restorer = AnswerRestorer(codec, {"Margaret": 'Zoë "Z"'}, capture_characters=1000)
    lines = (HERE / "chatgpt.ws" / "stream.ndjson").read_bytes().splitlines()
    out = [unit for line in lines for unit in restorer.units(line)] + restorer.settle()
    said = ""
    for message in map(json.loads, out):
        for item in message:
            inner = item.get("payload", {}).get("payload", {}).get("encoded_item", "")
            data = [line[6:] for line in inner.splitlines() if line.startswith('data: {"')]
            said += "".join(v for d in data if isinstance(v := json.loads(d).get("v"), str))
    assert said == 'Dear Zoë "Z" Okonkwo, thank you for waiting.'


def item(topic: str, *changes: object) -> object:
    events = "".join(f"event: delta\ndata: {json.dumps(change)}\n\n" for change in changes)
    return {"topic_id": topic, "payload": {"payload": {"encoded_item": events}}}


def test_a_change_goes_on_where_its_own_topic_was() -> None:
    """A patch and pieces outside it are one run, however topics come in between."""
    part = "/message/content/parts/0"
    read_one = Handoff()
    begun = [
        item(topic, {"p": "", "o": "add", "v": {"message": {"id": topic}}, "c": 0})
        for topic in ("t1", "t2")
    ]
    read_one(begun, True)
    first = read_one([item("t1", {"p": part, "o": "append", "v": "Per"})], True)
    other = read_one([item("t2", {"p": part, "o": "append", "v": "two"})], True)
    patch = {"p": "", "o": "patch", "v": [{"p": part, "o": "append", "v": "Q2"}]}
    then = read_one([item("t1", {"v": "sonK7"}, patch)], True)
    channels = [s.field.channel for e in (first, then) for s in e.spots if s.field.delta]
    assert len(channels) == 3
    assert len(set(channels)) == 1
    assert channels[0] not in {spot.field.channel for spot in other.spots}


def test_the_conversation_is_found_wherever_it_is_named() -> None:
    assert about([{"payload": {"conversation_id": "c-1"}}]) == "c-1"
    assert about([{"payload": 1}]) == ""
    assert Handoff()([{"conversation_id": "c-1"}], True).conversation == "c-1"


def test_a_subscription_says_nothing_and_has_no_answer() -> None:
    sent = [{"id": 2, "command": {"type": "subscribe", "topic_id": "t-1", "offset": "0"}}]
    prompt = read("chatgpt.ws", sent)
    assert (prompt.segments, prompt.unread) == ((), ())
    assert not spoken("chatgpt.ws").asks(sent)


def test_a_refusal_is_a_list_like_every_message() -> None:
    ((event,),) = told("chatgpt.ws", [])
    assert event["type"] == "error"
