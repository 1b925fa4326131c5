"""Everything that is given out of a record is a text with a number that stays the same."""

from gateway.audit.cases.texts import FACTS, texts_of
from gateway.audit.opening import open_record
from gateway.audit.store import Store
from tests.unit.gateway.audit.cases.desks import ask


def test_the_numbers_of_facts_are_for_good() -> None:
    first = ("person", "address", "user_agent", "tool", "vendor", "product", "host", "model")
    assert FACTS[: len(first)] == first  # stored redactions name them by number: only add behind


def test_every_text_of_a_record_is_among_them(store: Store) -> None:
    ask(store, "r1", justification="For Jane")
    record = open_record(store, "r1")
    assert record is not None
    found = texts_of(record)
    assert list(found)[2:] == ["prompt_typed", "prompt_sent", "answer_received", "answer_restored"]
    assert {kind: [text.text for text in texts] for kind, texts in found.items()} == {
        "fact": [
            *("sam.okafor", "192.0.2.7", "sdk/1.0", "practice"),
            *("Practice", "Practice chat", "practice.example", "practice-1"),
        ],
        "justification": ["For Jane"],
        "prompt_typed": ["Write to Jane Doe about Sam Poe"],
        "prompt_sent": ["Write to Jane Doe about Sam Poe"],
        "answer_received": ["Dear Jane Doe"],
        "answer_restored": ["Dear Jane Doe"],
    }
