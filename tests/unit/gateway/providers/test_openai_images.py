"""Pictures: the words are read in every form, the prompt as understood is restored."""

import pytest

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import (
    MEDIA,
    read,
    recorded_answer,
    recorded_prompt,
    requests,
    runs,
    texts,
    unread,
)

GENERATIONS = "/v1/images/generations"


def test_the_prompt_is_a_text_and_the_options_are_words() -> None:
    body = {"model": "gpt-image-2", "prompt": "Ann Lowe", "size": "1024x1024", "style": "vivid"}
    prompt = read(GENERATIONS, body | {"response_format": "b64_json", "output_format": "webp"})
    assert (texts(prompt), unread(prompt), prompt.model) == (["Ann Lowe"], [], "gpt-image-2")


@pytest.mark.parametrize("form", ["request.json", "request.multipart"])
def test_an_edit_is_read_in_both_its_forms(form: str) -> None:
    prompt = recorded_prompt(f"openai.images/{form}")
    assert (prompt.dialect, prompt.model, prompt.stream) == ("openai.images", "gpt-image-2", True)
    assert any("Zoë O'Neil" in text for text in texts(prompt))
    assert "a file" in {found.why for found in prompt.unread}


def test_the_name_of_a_picture_is_read_and_the_picture_is_not() -> None:
    prompt = recorded_prompt("openai.images/request.multipart")
    assert "zoe at mill lane.png" in texts(prompt)
    assert unread(prompt) == ["/image/*"]


def test_a_signature_in_the_address_of_a_picture_is_not_kept() -> None:
    assert "fake" not in " ".join(texts(recorded_prompt("openai.images/request.json")))


def test_only_the_prompt_of_a_form_is_changed() -> None:
    (case,) = [r for r in requests() if str(r) == "openai.images/request.multipart"]
    request = case.request()
    dialect = dialect_for(request)
    at = texts(dialect.read(request)).index("Put Zoë O'Neil on a bench")
    written = dialect.write(request, {at: "Put Personé on a bench"})
    wanted = case.content.replace("Zoë O'Neil".encode(), "Personé".encode(), 1)
    assert written == wanted


def test_the_prompt_as_understood_comes_back_for_each_picture() -> None:
    made, frames = recorded_answer("openai.images/answer.json")
    assert runs(frames) == {
        "i0.prompt": "A birthday card with the words Dear PersonK7Q2 on it",
        "i1.prompt": "The same card for PersonK7Q2 in blue",
    }
    assert (made.facts.input_tokens, made.facts.finished) == (50, True)


def test_a_stream_ends_with_its_last_picture() -> None:
    made, frames = recorded_answer("openai.images/stream.sse")
    assert (made.facts.finished, made.facts.output_tokens) == (True, 50)
    assert frames[-1].closes == ("*",)


def test_the_deployment_of_azure_is_the_model() -> None:
    target = "/openai/deployments/council-image/images/edits?api-version=2025-04-01-preview"
    (case,) = [r for r in requests() if str(r) == "openai.images/request.multipart"]
    prompt = read(target, case.content, media=MEDIA[".multipart"])
    assert prompt.model == "council-image"
