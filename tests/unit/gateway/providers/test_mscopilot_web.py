"""Microsoft Copilot for consumers: prompts, answers, refusals."""

from gateway.providers.mscopilot_web import read_copilot
from tests.golden.providers.cases import recorded_answer, runs, texts, unread
from tests.unit.gateway.providers.test_socket_format import read, spoken, told

CONVERSATION = "Wq3Vn8cRk2LpYt7Zs"


def test_a_prompt_is_read_with_what_it_attaches() -> None:
    content = [
        {"type": "text", "text": "Write to Ann Lowe"},
        {"type": "image", "url": "/attachments/a1"},
        {"type": "document", "attachmentId": "d-1"},
    ]
    sent = {"event": "send", "conversationId": CONVERSATION, "content": content, "mode": "chat"}
    prompt = read("mscopilot.web", sent)
    assert "Write to Ann Lowe" in texts(prompt)
    assert unread(prompt) == ["/content/1/url", "/content/2/*"]
    assert prompt.conversation == CONVERSATION


def test_options_say_nothing_and_have_no_answer() -> None:
    options = {"event": "setOptions", "supportedFeatures": ["partial-generated-images"]}
    prompt = read("mscopilot.web", options)
    assert (prompt.segments, prompt.unread) == ((), ())
    assert not spoken("mscopilot.web").asks(options)
    assert spoken("mscopilot.web").asks({"event": "send"})


def test_the_text_of_the_recording_is_complete() -> None:
    codec, frames = recorded_answer("mscopilot.web/stream.ndjson")
    assert list(runs(frames).values()) == ["Dear Margaret Okonkwo, thank you for waiting."]
    assert codec.facts.finished
    assert codec.facts.conversation == CONVERSATION


def test_a_replaced_text_stands_for_the_whole() -> None:
    (spot,) = read_copilot({"event": "replaceText", "text": "All of it"}, True).spots
    assert spot.field.anew


def test_an_error_ends_the_answer() -> None:
    event = read_copilot({"event": "error", "errorCode": "throttled"}, True)
    assert event.finished
    assert event.error == "throttled"


def test_a_refusal_is_an_answer_of_the_same_conversation() -> None:
    records = told("mscopilot.web", {"event": "send", "conversationId": CONVERSATION})
    assert [record["event"] for record in records] == [
        "received",
        "startMessage",
        "appendText",
        "partCompleted",
        "done",
    ]
    assert {record["conversationId"] for record in records} == {CONVERSATION}
    assert "clause 10.3" in records[2]["text"]
