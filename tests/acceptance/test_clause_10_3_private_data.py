"""Clauses 7.2 and 10.3: private data only where authorised, and then only pseudonymised."""

import json

import pytest

from tests.acceptance.records import newest
from tests.served import Served

PERSONAL = "Write to Margaret Okonkwo at margaret.okonkwo@example.com about her rent."


def test_personal_data_for_an_authorised_tool_is_pseudonymised_and_restored(
    served: Served,
) -> None:
    reply = served.chat(PERSONAL)
    assert reply.json()["choices"][0]["message"]["content"] == f"You said: {PERSONAL}"
    assert b"Okonkwo" not in served.provider.sent
    assert newest(served)["effect"] == "pseudonymise"


def test_only_the_replaced_strings_differ(served: Served) -> None:
    with served.client() as client:
        body = (
            b'{"model" : "m","messages":[ {"role":"user","content":"Write to Margaret Okonkwo"},'
            b'{"role":"assistant","content":"ok \\u2713"},{"role":"user","content":"Caf\\u00e9"}]}'
        )
        client.post(
            "https://api.openai.com/v1/chat/completions",
            content=body,
            headers={"content-type": "application/json"},
        )
    (got,) = (one.body for one in served.provider.received)
    before, after = body.split(b"Margaret Okonkwo")
    assert got.startswith(before)
    assert got.endswith(after)


@pytest.mark.parametrize("host", ["api.mistral.ai"])
def test_personal_data_for_a_tool_without_authority_is_refused(served: Served, host: str) -> None:
    reply = served.chat(PERSONAL, host=host)
    assert reply.status_code == 403
    assert "clause 7.2" in reply.text
    assert "Okonkwo" not in reply.text
    assert served.provider.received == []


@pytest.mark.parametrize(
    "text",
    [
        "Margaret Okonkwo was diagnosed with epilepsy last week. Draft a letter to her.",
        "OFFICIAL-SENSITIVE\n\nMinutes of the restructuring board.",
        "Use this key: AKIA" + "QWERTYUIOPASDFGH in the script.",
    ],
    ids=["special category", "marking", "secret"],
)
def test_what_may_never_leave_is_refused(served: Served, text: str) -> None:
    reply = served.chat(text)
    assert reply.status_code == 403
    assert served.provider.received == []


def test_tool_arguments_and_results_are_covered_both_ways(served: Served) -> None:
    arguments = json.dumps({"who": "Margaret Okonkwo", "note": 'said "hello"'})
    call = {"id": "c1", "type": "function", "function": {"name": "find", "arguments": arguments}}
    messages = [
        {"role": "user", "content": "Look her up"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "content": '{"name": "Margaret Okonkwo"}'},
    ]
    with served.client() as client:
        reply = client.post(
            "https://api.openai.com/v1/chat/completions",
            json={"model": "m", "messages": messages},
        )
    assert reply.status_code == 200
    assert b"Okonkwo" not in served.provider.sent
    sent = json.loads(served.provider.received[0].body)
    inner = json.loads(sent["messages"][1]["tool_calls"][0]["function"]["arguments"])
    assert inner["note"] == 'said "hello"'
    assert "Margaret Okonkwo" in reply.json()["choices"][0]["message"]["content"]


def test_several_choices_are_all_restored(served: Served) -> None:
    reply = served.chat(PERSONAL, n=2)
    texts = [choice["message"]["content"] for choice in reply.json()["choices"]]
    assert texts == [f"You said: {PERSONAL}"] * 2


def test_a_part_that_cannot_be_read_is_refused(served: Served) -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    words = {"type": "text", "text": "What does this say?"}
    with served.client() as client:
        reply = client.post(
            "https://api.openai.com/v1/chat/completions",
            json={"model": "m", "messages": [{"role": "user", "content": [words, image]}]},
        )
    assert reply.status_code == 403
    assert served.provider.received == []


def test_a_browser_gets_a_page_it_can_read(served: Served) -> None:
    with served.client() as client:
        reply = client.get(
            "https://api.perplexity.ai/search?q=hello",
            headers={"accept": "text/html,*/*", "sec-fetch-dest": "document"},
        )
    assert reply.status_code == 403
    assert reply.headers["content-type"].startswith("text/html")
    assert '<html lang="en' in reply.text
    assert "clause 11.4" in reply.text.lower() or "11.4" in reply.text
