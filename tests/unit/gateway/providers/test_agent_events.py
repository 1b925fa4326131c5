"""Answers of agents: words in chunks are pieces, all else is read whole."""

from gateway.providers.agent_events import read_agent


def test_the_words_of_a_chunk_are_a_piece_of_the_answer() -> None:
    event = read_agent({"chunk": {"bytes": "Dear Ann"}}, True)
    assert [(spot.field.text, spot.field.delta) for spot in event.spots] == [("Dear Ann", True)]


def test_an_answer_and_its_sources_are_texts() -> None:
    value = {"output": {"text": "Ann Lowe"}, "citations": []}
    assert "Ann Lowe" in [spot.field.text for spot in read_agent(value, False).spots]
