"""Models by task at Hugging Face: whatever their inputs are made of is read."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialect_for
from gateway.refusal import Refusal
from gateway.types import Effect, Reason
from tests.golden.providers.cases import read, recorded_prompt, segment, texts, unread, wire

ROUTER = "router.huggingface.co"
SUMMARY = "/hf-inference/models/facebook/bart-large-cnn"


def test_every_text_of_the_inputs_is_read_whatever_it_is_called() -> None:
    prompt = recorded_prompt("hf.task/request.json")
    assert (prompt.dialect, prompt.model) == ("hf.task", "facebook/bart-large-cnn")
    assert segment(prompt, "Joe Bright").role == "user"
    assert {"Zoë O'Neil", "01632 960001", "owner"} <= {*texts(prompt)}
    assert not segment(prompt, "END").writable


def test_its_server_streams_where_the_path_or_the_body_says_so() -> None:
    assert recorded_prompt("hf.task@server/request.json").stream
    assert read("/generate_stream", {"inputs": "some words"}, host="tgi.example").stream
    assert not read("/generate", {"inputs": "some words"}, host="tgi.example").stream


@pytest.mark.parametrize(
    ("host", "target", "name"),
    [
        (ROUTER, SUMMARY, "hf.task"),
        (ROUTER, f"{SUMMARY}/pipeline/sentence-similarity", "hf.task"),
        (ROUTER, f"{SUMMARY}/v1/chat/completions", "openai.chat"),
        (ROUTER, "/v1/chat/completions", "openai.chat"),
        (ROUTER, "/v1/responses", "openai.responses"),
        (ROUTER, "/together/v1/chat/completions", "openai.chat"),
        (ROUTER, "/together/v1/images/generations", "openai.images"),
        (ROUTER, "/nebius/v1/embeddings", "openai.embeddings"),
        (ROUTER, "/fal-ai/fal-ai/flux/dev", "hf.task"),
        (ROUTER, "/replicate/v1/models/o/m/predictions", "hf.task"),
        (ROUTER, "/somebody-new/v1/x", "generic"),
        ("api-inference.huggingface.co", "/models/gpt2", "hf.task"),
        ("x1.eu-west-1.aws.endpoints.huggingface.cloud", "/", "hf.task"),
        ("tgi.council.example", "/generate", "hf.task"),
        ("tgi.council.example", "/models/gpt2", "generic"),
        ("api.example", "/v2/generate", "generic"),
    ],
)
def test_its_hosts_and_the_paths_of_its_server_are_read(host: str, target: str, name: str) -> None:
    assert dialect_for(wire(target, b"{}", host=host)).name == name


@pytest.mark.parametrize(
    ("body", "media", "parts"),
    [
        (b"\x89PNG\r\n\x1a\n\xff", "image/png", ["body"]),
        (b"RIFF\xff\xfeWAVE", "audio/wav", ["body"]),
        ({"inputs": "QUJD" * 99}, "application/json", ["/inputs"]),
        ({"image_url": "data:image/png;base64,AAAA"}, "application/json", ["/image_url"]),
    ],
)
def test_sound_and_pictures_are_unread(body: Any, media: str, parts: list[str]) -> None:
    target = SUMMARY if not isinstance(body, dict) or "inputs" in body else "/fal-ai/x/y"
    assert unread(read(target, body, host=ROUTER, media=media)) == parts


def test_a_refusal_is_what_its_library_shows() -> None:
    reason = Reason(rule="r", clause="7.2", effect=Effect.BLOCK, message="Take it out.")
    refusal = Refusal(reference="01J", reasons=(reason,), contact="ig@council.example")
    request = wire(SUMMARY, b"{}", host=ROUTER)
    response = dialect_for(request).refusal(request, refusal)
    assert json.loads(response.body)["error"] == refusal.text
