"""Answers of agents, knowledge bases and flows."""

from gateway.providers.agent_events import read_agent
from tests.golden.providers.cases import recorded_answer, runs


def test_the_words_of_a_stream_are_one_run() -> None:
    _, frames = recorded_answer("bedrock.agent/stream.eventstream")
    assert runs(frames)["text"] == "Dear PersonK7Q2, é 😀 thank you."


def test_what_a_trace_repeats_is_restored_but_not_kept_twice() -> None:
    event = read_agent({"trace": {"rationale": {"text": "Write to Ann Lowe"}}}, True)
    assert [(s.field.text, s.field.kept) for s in event.spots] == [("Write to Ann Lowe", False)]


def test_a_knowledge_base_streams_its_text_and_names_its_session() -> None:
    event = read_agent({"output": {"text": "Hi"}}, True)
    assert [(s.field.text, s.field.delta) for s in event.spots] == [("Hi", True)]
    whole = read_agent({"output": {"text": "Hi"}, "sessionId": "s-1"}, False)
    assert whole.conversation == "s-1"
    assert [s.field.text for s in whole.spots if s.field.kept] == ["Hi"]


def test_a_flow_gives_its_documents_as_text_or_json() -> None:
    for document in ("Hi", {"said": ["Hi"]}):
        event = read_agent({"flowOutputEvent": {"content": {"document": document}}}, True)
        assert [s.field.text for s in event.spots if s.field.kept] == ["Hi"]


def test_an_agent_that_answers_in_json_is_read_inside_it() -> None:
    event = read_agent({"chunk": {"bytes": {"to": "Ann Lowe"}}}, True)
    assert [(s.path, s.field.text) for s in event.spots] == [(("chunk", "bytes", "to"), "Ann Lowe")]


def test_an_exception_is_an_error() -> None:
    assert (
        read_agent({"badGatewayException": {"message": "m"}}, True).error == "badGatewayException"
    )


def test_an_answer_and_its_sources_are_texts() -> None:
    value = {"output": {"text": "Ann Lowe"}, "citations": [{"text": "the rota"}]}
    assert {"Ann Lowe", "the rota"} <= {s.field.text for s in read_agent(value, False).spots}
