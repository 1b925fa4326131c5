"""Chat completions of other publishers on Vertex AI."""

from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, runs, segment

PLACE = "/v1/projects/p/locations/l/publishers"


def test_the_address_names_the_model_and_the_stream() -> None:
    prompt = recorded_prompt("vertex.chat/request.json")
    assert (prompt.dialect, prompt.model, prompt.stream) == (
        "vertex.chat",
        "mistral-medium-3",
        True,
    )
    assert segment(prompt, "Write to her.").new
    assert not segment(prompt, "Who is Ann Lowe?").new


def test_the_stream_is_one_run() -> None:
    codec, frames = recorded_answer("vertex.chat/stream.sse")
    assert runs(frames) == {"c0.content": "Dear PersonK7Q2, é 😀"}
    assert codec.facts.finished


def test_anthropics_models_there_are_read_as_messages() -> None:
    assert read(f"{PLACE}/anthropic/models/c:rawPredict", {}).dialect == "anthropic.messages"
    assert read(f"{PLACE}/meta/models/llama:rawPredict", {}).dialect == "vertex.chat"
