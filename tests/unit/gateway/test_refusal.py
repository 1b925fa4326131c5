"""A refusal says why, under which clause, whom to ask, and its reference."""

from gateway.refusal import Refusal
from gateway.types import Effect, Reason

REASON = Reason(rule="r", clause="10.3", effect=Effect.BLOCK, message="Take the name out.")


def test_the_text_names_reason_clause_contact_and_reference() -> None:
    refusal = Refusal(reference="ref-1", reasons=(REASON,), contact="Ask the desk.")
    assert refusal.text == (
        "Take the name out. (clause 10.3) Questions: Ask the desk. Reference: ref-1"
    )


def test_the_same_message_is_said_once() -> None:
    refusal = Refusal(reference="ref-1", reasons=(REASON, REASON), contact="Ask.")
    assert refusal.text.count("Take the name out.") == 1
