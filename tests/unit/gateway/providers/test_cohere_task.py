"""Cohere's embeddings, ranking, classes and tokens: texts are read, numbers for text are not."""

import pytest

from gateway.providers.cohere_task import read_task
from tests.golden.providers.cases import read, recorded_prompt, texts, unread

HOST = {"host": "api.cohere.com"}


def test_texts_and_pictures_to_embed_are_found() -> None:
    prompt = recorded_prompt("cohere.task@embed/request.json")
    assert texts(prompt) == ["Ann Lowe lives at 4 Mill Lane.", "Joe Bright"]
    assert len(unread(prompt)) == 1


@pytest.mark.parametrize(
    ("path", "body", "found"),
    [
        ("/v2/rerank", {"query": "Ann Lowe", "documents": ["Joe Bright"]}, 2),
        ("/v1/rerank", {"query": "Ann Lowe", "documents": [{"text": "Joe Bright"}]}, 2),
        ("/v1/classify", {"inputs": ["Ann Lowe"], "examples": [{"text": "x", "label": "y"}]}, 3),
        ("/v1/tokenize", {"text": "Ann Lowe"}, 1),
    ],
)
def test_what_is_ranked_classed_or_cut_is_read(
    path: str, body: dict[str, object], found: int
) -> None:
    prompt = read(path, body, **HOST)
    assert prompt.dialect == "cohere.task"
    assert len(texts(prompt)) == found


def test_tokens_stand_for_text_that_nobody_read() -> None:
    assert unread(read("/v1/detokenize", {"tokens": [1, 2]}, **HOST)) == ["/*"]


def test_a_document_that_is_given_back_is_restored() -> None:
    event = read_task({"results": [{"index": 0, "document": {"text": "Ann Lowe"}}]}, False)
    assert "Ann Lowe" in [spot.field.text for spot in event.spots]
