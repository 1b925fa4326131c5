"""Cohere's SDK beyond a plain chat: tools, documents, citations, tasks, and what it may not send."""

import json
from collections.abc import Callable
from typing import Any

import cohere
import pytest

from tests.acceptance.sdks import through
from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.served import Served

STREAM = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
LAST = PERSONAL.rsplit(". ", maxsplit=1)[-1]
TOOL = {"name": "look_up", "description": "Looks up a tenant."}


def unseen(served: Served) -> bool:
    """Whether the provider was asked once, and saw none of the values."""
    (sent,) = served.provider.received
    return not [value for value in VALUES if value in sent.body]


def asked(text: str, stream: bool, **more: Any) -> Any:
    """The second version's answer: the text, the citations, the arguments of its call, sources."""
    client = cohere.ClientV2("k")
    turns: Any = [cohere.UserChatMessageV2(content=text)]
    if not stream:
        message = client.chat(model="m", messages=turns, **more).message
        (call,) = message.tool_calls or []
        return message.content[0].text, message.citations, call.function.arguments  # type: ignore
    said, cited, source = "", [], ""
    for part in client.chat_stream(model="m", messages=turns, **more):
        message = getattr(getattr(part, "delta", None), "message", None)
        if part.type == "content-delta":
            said += message.content.text
        elif part.type == "citation-start":
            cited.append(message.citations)
        elif part.type == "tool-call-delta":
            source += message.tool_calls.function.arguments
    return said, cited, source


@STREAM
def test_citations_of_the_second_version_quote_what_stands_there(
    elsewhere: Served, stream: bool
) -> None:
    tool = {"type": "function", "function": TOOL | {"parameters": {"type": "object"}}}
    noted: dict[str, Any] = {"id": "0", "data": {"note": PERSONAL}}
    with through(elsewhere):
        said, cited, source = asked(PERSONAL, stream, tools=[tool], documents=[noted])
    assert said == f"You said: {PERSONAL}"
    assert [said[one.start : one.end] for one in cited] == ["You said", LAST]
    assert [one.text for one in cited] == ["You said", LAST]
    assert cited[0].sources[0].document["data"] == {"note": PERSONAL}
    assert json.loads(source) == {"who": said}
    assert unseen(elsewhere)


@STREAM
def test_citations_of_the_first_version_quote_what_stands_there(
    elsewhere: Served, stream: bool
) -> None:
    more: Any = {"documents": [{"note": PERSONAL}]}
    tools: Any = [TOOL | {"parameter_definitions": {"who": {"type": "str"}}}]
    history: Any = [{"role": "USER", "message": PERSONAL}, {"role": "CHATBOT", "message": "Yes."}]
    with through(elsewhere):
        client = cohere.Client("k")
        asking: Any = {"message": PERSONAL, "tools": tools, "chat_history": history, **more}
        if stream:
            parts = list(client.chat_stream(**asking))
            end: Any = parts[-1]
            (cited,) = [p.citations for p in parts if p.event_type == "citation-generation"]
            (calls,) = [p.tool_calls for p in parts if p.event_type == "tool-calls-generation"]
            done = end.response
        else:
            done = client.chat(**asking)
            cited, calls = done.citations or [], done.tool_calls or []
    assert done.text == f"You said: {PERSONAL}"
    assert [done.text[one.start : one.end] for one in cited] == ["You said", LAST]
    assert [done.text[one.start : one.end] for one in done.citations or []] == ["You said", LAST]
    assert [call.parameters for call in calls] == [{"who": done.text}]
    assert [dict(one) for one in done.documents or []] == [{"note": PERSONAL}]
    assert unseen(elsewhere)


TASKS: dict[str, tuple[Callable[[str], Any], bool]] = {
    "embed-v2": (
        lambda text: (
            cohere.ClientV2("k")
            .embed(model="m", texts=[text], input_type="search_query", embedding_types=["float"])
            .texts[0]
        ),  # type: ignore[index]
        True,
    ),
    "embed-v1": (
        lambda text: (
            cohere.Client("k")
            .embed(model="m", texts=[text], input_type="search_query", embedding_types=["float"])
            .texts[0]
        ),  # type: ignore[index]
        True,
    ),
    "rerank-v2": (
        lambda text: (
            cohere.ClientV2("k").rerank(model="m", query="Who?", documents=[text]) and text
        ),
        True,
    ),
    "rerank-v1": (
        lambda text: (
            cohere.Client("k")
            .rerank(model="m", query="Who?", documents=[text], return_documents=True)
            .results[0]
            .document.text
        ),  # type: ignore[union-attr]
        True,
    ),
    "classify": (
        lambda text: cohere.Client("k").classify(model="m", inputs=[text]).classifications[0].input,
        True,
    ),
    "summarize": (
        lambda text: cohere.Client("k").summarize(text=text).summary,
        False,
    ),
    "tokenize": (
        lambda text: cohere.Client("k").tokenize(text=text, model="m", offline=False) and text,
        True,
    ),
}


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_a_task_is_masked_and_restored(elsewhere: Served, name: str, text: str) -> None:
    ask, repeats = TASKS[name]
    with through(elsewhere):
        assert ask(text) == (text if repeats else f"You said: {text}")
    assert unseen(elsewhere)
    assert (text.encode() in elsewhere.provider.sent) == (text == CLEAN)


@pytest.mark.parametrize("name", TASKS)
def test_a_task_is_refused_as_an_ordinary_error(elsewhere: Served, name: str) -> None:
    ask, _ = TASKS[name]
    with through(elsewhere), pytest.raises(cohere.ForbiddenError) as caught:
        ask(SPECIAL)
    assert "clause 10.3" in caught.value.body["message"]
    assert caught.value.body["id"]
    assert elsewhere.provider.received == []


def test_what_cannot_be_read_is_refused(elsewhere: Served) -> None:
    web = [cohere.ChatConnector(id="web-search")]
    page: Any = {"type": "image_url", "image_url": {"url": "https://example.org/page.png"}}
    with through(elsewhere):
        client = cohere.Client("k")
        with pytest.raises(cohere.ForbiddenError, match="could not be checked"):
            client.detokenize(tokens=[10, 20], model="m", offline=False)
        with pytest.raises(cohere.ForbiddenError, match="could not be checked"):
            client.chat(message=CLEAN, connectors=web)
        with pytest.raises(cohere.ForbiddenError, match="could not be checked"):
            cohere.ClientV2("k").parse(model="m", document=page)
    assert elsewhere.provider.received == []
