"""Assistants: threads and runs are read whole, their streams by message and tool call."""

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, runs, texts, wire


def test_instructions_messages_and_metadata_of_a_new_thread_are_read() -> None:
    found = texts(recorded_prompt("openai.assistants/request.json"))
    assert "Answer as the contact centre of Calderwick Council." in found
    assert "Write to Ann Lowe about her missed bin." in found
    assert "Shorter, please. She lives at 4 Mill Lane." in found
    assert "Ann Lowe" in found


def test_a_run_that_goes_on_with_a_thread_names_what_the_provider_keeps() -> None:
    prompt = read("/v1/threads/thread_9x8y/runs", {"assistant_id": "asst_1"})
    assert prompt.conversation == "thread_9x8y"


def test_a_streamed_message_is_one_run_and_its_end_repeats_it() -> None:
    codec, frames = recorded_answer("openai.assistants/stream.sse")
    said = runs(frames).values()
    assert "Dear Ann Lowe, on Friday." in said
    assert '{"name": "Ann Lowe"}' in said
    assert codec.facts.model == "gpt-5"
    assert codec.facts.output_tokens == 9
    assert "thread_1" in codec.facts.kept


def test_reading_back_a_list_of_messages_is_of_the_same_dialect() -> None:
    request = wire("/v1/threads/thread_9x8y/messages", method="GET")
    assert dialect_for(request).name == "openai.assistants"
