"""Conversations that OpenAI keeps: items are read, and the conversation is named."""

from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, texts


def test_items_are_read_and_the_conversation_is_named() -> None:
    prompt = recorded_prompt("openai.conversations/request.json")
    assert prompt.conversation == "conv_1a2b3c"
    assert "Note for Ann Lowe: ring back on Monday." in texts(prompt)
    assert "Ann Lowe" in texts(prompt)


def test_a_new_conversation_is_known_by_its_answer() -> None:
    prompt = read("/v1/conversations", {"items": [], "metadata": {"topic": "Ann Lowe"}})
    assert prompt.conversation == ""
    assert texts(prompt) == ["Ann Lowe"]


def test_items_read_back_are_texts() -> None:
    _, frames = recorded_answer("openai.conversations/answer.json")
    said = [field.text for frame in frames for field in frame.fields]
    assert "Note for Ann Lowe: ring back on Monday." in said
