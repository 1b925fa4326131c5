"""The practice tool as the real SDKs meet it, directly over TLS."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest
from anthropic import AsyncAnthropic
from hypothesis import given, settings
from hypothesis import strategies as st
from openai import AsyncOpenAI, BadRequestError, NotFoundError
from starlette.testclient import TestClient

from gateway.portal.practice import practice

from .running import runtime, serving, trusting

WEB = TestClient(practice())
PROMPT = "Write to Person7K2MQ8RX3Z and Jane Example."
SAID = f"You asked: {PROMPT}\n\nThis tool received pseudonyms: Person7K2….\n(practice tool)"


@asynccontextmanager
async def practising(folder: Path) -> AsyncIterator[tuple[str, httpx2.AsyncClient]]:
    async with serving(runtime(folder)) as servers, trusting(servers) as client:
        yield f"https://{servers.practice_address}", client


@asynccontextmanager
async def openai(folder: Path) -> AsyncIterator[AsyncOpenAI]:
    async with practising(folder) as (base, client):
        yield AsyncOpenAI(base_url=f"{base}/v1", api_key="k", http_client=client, max_retries=0)


@asynccontextmanager
async def anthropic(folder: Path) -> AsyncIterator[AsyncAnthropic]:
    async with practising(folder) as (base, client):
        yield AsyncAnthropic(base_url=base, api_key="k", http_client=client, max_retries=0)


async def test_a_chat_completion_repeats_what_was_asked(tmp_path: Path) -> None:
    async with openai(tmp_path) as client:
        answer = await client.chat.completions.create(
            model="practice-1", messages=[{"role": "user", "content": PROMPT}]
        )
    assert answer.choices[0].message.content == SAID
    assert answer.choices[0].finish_reason == "stop"
    assert answer.model == "practice-1"
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


async def test_a_streamed_chat_says_the_same_in_pieces_shorter_than_a_pseudonym(
    tmp_path: Path,
) -> None:
    async with openai(tmp_path) as client:
        stream = await client.chat.completions.create(
            model="practice",
            messages=[{"role": "user", "content": PROMPT}],
            stream=True,
            stream_options={"include_usage": True},
        )
        chunks = [chunk async for chunk in stream]
    pieces = [c.choices[0].delta.content or "" for c in chunks if c.choices]
    assert "".join(pieces) == SAID
    assert max(map(len, pieces)) < len("Person7K2MQ8RX3Z") / 2
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].usage is not None


async def test_a_stream_without_the_option_ends_without_usage(tmp_path: Path) -> None:
    async with openai(tmp_path) as client:
        stream = await client.chat.completions.create(
            model="practice", messages=[{"role": "user", "content": "Hello"}], stream=True
        )
        chunks = [chunk async for chunk in stream]
    assert [chunk.usage for chunk in chunks] == [None] * len(chunks)


async def test_several_choices_arrive_interleaved_and_whole(tmp_path: Path) -> None:
    async with openai(tmp_path) as client:
        stream = await client.chat.completions.create(
            model="practice", messages=[{"role": "user", "content": PROMPT}], n=3, stream=True
        )
        order, texts = [], ["", "", ""]
        async for chunk in stream:
            order.append(chunk.choices[0].index)
            texts[chunk.choices[0].index] += chunk.choices[0].delta.content or ""
    assert texts == [SAID] * 3
    assert order[:6] == [0, 1, 2, 0, 1, 2]


async def test_only_the_last_message_of_the_user_is_repeated(tmp_path: Path) -> None:
    async with openai(tmp_path) as client:
        answer = await client.chat.completions.create(
            model="practice",
            messages=[
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "First"},
                {"role": "assistant", "content": "Yes?"},
                {"role": "user", "content": [{"type": "text", "text": "Second"}]},
            ],
        )
    content = answer.choices[0].message.content or ""
    assert content.startswith("You asked: Second\n")
    assert "First" not in content


async def test_the_responses_api_answers_whole_and_streamed(tmp_path: Path) -> None:
    async with openai(tmp_path) as client:
        whole = await client.responses.create(model="practice", input=PROMPT)
        async with client.responses.stream(model="practice", input=PROMPT) as stream:
            deltas = [e.delta async for e in stream if e.type == "response.output_text.delta"]
            final = await stream.get_final_response()
    assert whole.output_text == SAID
    assert "".join(deltas) == SAID
    assert final.output_text == SAID


async def test_embeddings_and_models_answer(tmp_path: Path) -> None:
    async with openai(tmp_path) as client:
        vectors = await client.embeddings.create(model="practice", input=["a", "b"])
        models = await client.models.list()
    assert [len(row.embedding) for row in vectors.data] == [8, 8]
    assert [model.id for model in models.data] == ["practice"]


async def test_anthropic_messages_answer_whole_and_streamed(tmp_path: Path) -> None:
    async with anthropic(tmp_path) as client:
        whole = await client.messages.create(
            model="practice", max_tokens=99, messages=[{"role": "user", "content": PROMPT}]
        )
        async with client.messages.stream(
            model="practice", max_tokens=99, messages=[{"role": "user", "content": PROMPT}]
        ) as stream:
            pieces = [piece async for piece in stream.text_stream]
            final = await stream.get_final_message()
        counted = await client.messages.count_tokens(
            model="practice", messages=[{"role": "user", "content": PROMPT}]
        )
        models = await client.models.list()
    assert [block.text for block in whole.content if block.type == "text"] == [SAID]
    assert "".join(pieces) == SAID
    assert len(pieces) > len(SAID) // 6
    assert final.stop_reason == "end_turn"
    assert counted.input_tokens == whole.usage.input_tokens
    assert [model.id for model in models.data] == ["practice"]


async def test_what_it_does_not_understand_is_an_ordinary_error_that_quotes_nothing(
    tmp_path: Path,
) -> None:
    async with openai(tmp_path) as client:
        with pytest.raises(BadRequestError, match="no message of the user") as refused:
            await client.chat.completions.create(
                model="practice", messages=[{"role": "system", "content": "canary"}]
            )
        with pytest.raises(NotFoundError):
            await client.files.list()
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b'{"messages": 3}', b"[" * 100_000])
async def test_a_broken_body_is_a_bad_request(tmp_path: Path, body: bytes) -> None:
    async with practising(tmp_path) as (base, client):
        answers = [
            await client.post(f"{base}/v1/{path}", content=body)
            for path in ("chat/completions", "messages", "responses")
        ]
    assert [answer.status_code for answer in answers] == [400] * 3


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800")
KEYS = st.sampled_from(["role", "content", "text", "type", "x"])
VALUES = st.recursive(
    LEAVES | st.just("user"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
MEMBERS = st.sampled_from(["messages", "input", "model", "n", "stream", "stream_options"])
PATHS = ["chat/completions", "responses", "messages", "messages/count_tokens", "embeddings"]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(MEMBERS, VALUES, max_size=5), st.sampled_from(PATHS))
def test_whatever_json_comes_it_answers_or_says_what_is_wrong(
    body: dict[str, object], path: str
) -> None:
    answer = WEB.post(f"/v1/{path}", content=json.dumps(body))
    assert answer.status_code in {200, 400}


def test_half_a_surrogate_pair_does_not_stop_the_answer() -> None:
    body = '{"messages": [{"role": "user", "content": "a\\ud800b"}]}'
    answer = WEB.post("/v1/chat/completions", content=body)
    assert answer.json()["choices"][0]["message"]["content"].startswith("You asked: a?b")


async def test_each_event_of_a_stream_leaves_by_itself(tmp_path: Path) -> None:
    body = {"stream": True, "messages": [{"role": "user", "content": "Hello"}]}
    async with practising(tmp_path) as (base, client):
        request = client.stream("POST", f"{base}/v1/chat/completions", json=body)
        async with request as answer:
            raw = [chunk async for chunk in answer.aiter_raw()]
    events = b"".join(raw).split(b"\n\n")[:-1]
    assert events[-1] == b"data: [DONE]"
    assert all(json.loads(event.removeprefix(b"data: ")) for event in events[:-1])
    assert len(raw) > 1


async def test_the_page_shows_the_prompt_as_text_never_as_markup(tmp_path: Path) -> None:
    async with practising(tmp_path) as (base, client):
        empty = await client.get(f"{base}/")
        answer = await client.post(f"{base}/", data={"prompt": "<script>alert(1)</script>"})
    assert "<form" in empty.text
    assert "Answer" not in empty.text
    assert "You asked: &lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert "<script>" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
