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


WELSH = Reason(
    rule="r",
    clause="10.3",
    effect=Effect.BLOCK,
    message="Take the name out.",
    message_cy="Tynnwch yr enw allan.",
)


def test_the_text_is_in_the_organisations_languages_in_their_order() -> None:
    refusal = Refusal(reference="ref-1", reasons=(WELSH,), contact="Ask.", languages=("cy", "en"))
    welsh, english = refusal.text.split("\n\n")
    assert welsh == "Tynnwch yr enw allan. (cymal 10.3) Cwestiynau: Ask. Cyfeirnod: ref-1"
    assert english == "Take the name out. (clause 10.3) Questions: Ask. Reference: ref-1"


def test_a_reason_without_welsh_words_is_said_in_english() -> None:
    refusal = Refusal(reference="ref-1", reasons=(REASON,), contact="Ask.", languages=("cy",))
    assert refusal.text.startswith("Take the name out. (cymal 10.3)")


def test_in_a_chat_it_is_clear_who_speaks() -> None:
    refusal = Refusal(reference="ref-1", reasons=(WELSH,), contact="Ask.", languages=("en", "cy"))
    english, welsh = refusal.in_chat.split("\n\n")[:3], refusal.in_chat.split("\n\n")[3:]
    assert english[0].startswith("This was not sent.")
    assert english[1:] == ["Take the name out. (clause 10.3)", "Ask. Reference: ref-1"]
    assert welsh[0].startswith("Ni anfonwyd hwn.")
    assert welsh[1:] == ["Tynnwch yr enw allan. (cymal 10.3)", "Ask. Cyfeirnod: ref-1"]
