"""Searches, videos, evaluations and training: what people write there is read, in any form."""

from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import (
    MEDIA,
    message,
    read,
    recorded_answer,
    recorded_prompt,
    runs,
    segment,
    texts,
    unread,
    wire,
)

ANN = "Ann Lowe is ill"


def test_a_search_is_read_with_its_filters() -> None:
    prompt = recorded_prompt("openai.platform/request.json")
    assert (prompt.dialect, prompt.recalls, prompt.conversation) == (
        *("openai.platform", ("vs_1a2b3c",), ""),
    )
    assert {"Where does Zoë O'Neil live?", "Who is at 4 Mill Lane", "Ann Lowe", "20240001"} <= set(
        texts(prompt)
    )


def test_what_was_found_comes_back_with_names() -> None:
    _, frames = recorded_answer("openai.platform/answer.json")
    assert "Dear PersonK7Q2, your bin was missed." in runs(frames).values()
    assert "letter to PersonK7Q2.txt" in runs(frames).values()


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/v1/vector_stores", {"name": ANN}),
        ("/v1/vector_stores/vs_1/files/file-1", {"attributes": {"id": ANN}}),
        ("/v1/videos", {"model": "sora-2", "prompt": ANN, "seconds": "8", "size": "1280x720"}),
        ("/v1/videos/video_1/remix", {"prompt": ANN}),
        ("/v1/evals", {"testing_criteria": [{"type": "python", "source": ANN}]}),
        (
            "/v1/evals/eval_1/runs",
            {"data_source": {"source": {"content": [{"item": {"id": ANN}}]}}},
        ),
        (
            "/v1/evals/eval_1/runs",
            {"data_source": {"input_messages": {"template": [message("user", ANN)]}}},
        ),
        ("/v1/fine_tuning/alpha/graders/run", {"grader": {"type": "x"}, "model_sample": ANN}),
        ("/v1/fine_tuning/alpha/graders/run", {"item": {"type": ANN}}),
        ("/v1/decisions", {"input": ANN, "questions": [{"type": "predicate"}]}),
    ],
)
def test_what_people_write_is_read_and_can_be_replaced(target: str, body: Any) -> None:
    prompt = read(target, body)
    assert prompt.dialect == "openai.platform"
    assert segment(prompt, ANN).writable
    assert unread(prompt) == []


def test_a_file_that_is_named_is_for_the_policy() -> None:
    assert unread(read("/v1/vector_stores/vs_1/files", {"file_id": "file-1"})) == ["/file_id"]


def test_files_of_examples_were_read_when_they_were_uploaded() -> None:
    prompt = read("/v1/fine_tuning/jobs", {"model": "m", "training_file": "file-1"})
    assert (prompt.recalls, prompt.unread) == (("file-1",), ())


def test_the_words_of_a_video_are_replaced_in_its_form() -> None:
    part = '--xyz\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = (part.format("model", "sora-2") + part.format("prompt", ANN) + "--xyz--\r\n").encode()
    request = wire("/v1/videos", body, media=MEDIA[".multipart"])
    dialect = dialect_for(request)
    assert texts(dialect.read(request)) == [ANN]
    assert dialect.write(request, {0: "P"}) == body.replace(ANN.encode(), b"P")
