"""Instances to predict: what they say is the user's, and media is unread."""

import pytest

from tests.golden.providers.cases import (
    read,
    recorded_answer,
    recorded_prompt,
    runs,
    segment,
    unread,
)

TARGET = "/v1beta/models/imagen-4:predict"


def test_content_and_prompts_are_the_users() -> None:
    prompt = recorded_prompt("gemini.predict/request.json")
    for text in ("Ann Lowe lives at 4 Mill Lane.", "A portrait of Ben Okoro, smiling"):
        assert (segment(prompt, text).role, segment(prompt, text).writable) == ("user", True)
    assert segment(prompt, "hats").role == "system"
    assert prompt.model == "text-embedding-005"


@pytest.mark.parametrize(
    "image", [{"bytesBase64Encoded": "iVBORw0KGgo="}, {"gcsUri": "gs://bucket/a.png"}]
)
def test_pictures_are_unread(image: dict[str, str]) -> None:
    body = {"instances": [{"prompt": "Older", "image": image}]}
    assert len(unread(read(TARGET, body))) == 1


def test_a_prompt_that_comes_back_is_restored() -> None:
    _, frames = recorded_answer("gemini.predict/answer.json")
    assert "A portrait of PersonK7Q2, smiling" in runs(frames).values()
