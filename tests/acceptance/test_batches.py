"""Anthropic's SDK sends a batch and fetches its results, which come on another request."""

import anthropic

from tests.acceptance.sdks import through
from tests.served import Served

CLEAN = "Summarise how missed bins are reported in three short points."
PERSONAL = "Write to Margaret Okonkwo (margaret.okonkwo@example.com) and thank Margaret Okonkwo."
VALUES = (b"Margaret", b"Okonkwo", b"margaret.okonkwo@example.com")


def test_a_batch_is_masked_and_its_results_are_restored(served: Served) -> None:
    with through(served):
        client = anthropic.Anthropic(api_key="k")
        made = client.messages.batches.create(
            requests=[
                {
                    "custom_id": f"case-{number}",
                    "params": {
                        "model": "m",
                        "max_tokens": 9,
                        "messages": [{"role": "user", "content": text}],
                    },
                }
                for number, text in enumerate((CLEAN, PERSONAL))
            ]
        )
        results = list(client.messages.batches.results(made.id))
    assert [value for value in VALUES if value in served.provider.sent] == []
    said = [
        block.text
        for row in results
        if row.result.type == "succeeded"
        for block in row.result.message.content
        if block.type == "text"
    ]
    assert said == [f"You said: {CLEAN}", f"You said: {PERSONAL}"]
