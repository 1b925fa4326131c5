"""What is kept of a text: proportionate, and never a secret."""

from dataclasses import replace
from typing import Any

from detectors.types import Category
from gateway.audit.kept import RECEIVED, RESTORED, SENT, TYPED, Kept, kept_of, masked_texts, without
from gateway.policy.capture import capture_of
from gateway.types import Capture, Effect, Screened
from tests.unit.gateway.audit.samples import Mark, hits, screened, tool

NAME: Mark = ("Jane Doe", "PERSON")
SECRET_TEXT = "hunter" + "-2-horse"
SECRET: Mark = (SECRET_TEXT, "CREDENTIAL", Category.SECRET)


def texts(kept: Kept) -> dict[str, list[Any]]:
    return {kind: [text["text"] for text in found] for kind, found in kept.texts.items()}


def keep(screened: Screened) -> Kept:
    return kept_of(screened, capture_of(screened))


def test_metadata_keeps_no_text_at_all() -> None:
    kept = keep(screened("Hello Jane Doe", marks=[NAME], listed=tool(Capture.METADATA)))
    assert (kept.texts, kept.same_as) == ({}, {})


def test_full_keeps_what_was_typed_and_what_left() -> None:
    kept = keep(screened("Hello Jane Doe", marks=[NAME], sent=["Hello Person7"]))
    assert texts(kept) == {TYPED: ["Hello Jane Doe"], SENT: ["Hello Person7"]}


def test_a_prompt_that_left_as_typed_is_kept_once() -> None:
    kept = keep(screened("Hello"))
    assert texts(kept) == {TYPED: ["Hello"]}
    assert kept.same_as == {SENT: TYPED}


def test_masked_keeps_what_left_and_not_what_was_typed() -> None:
    found = keep(
        screened(
            "Hello Jane Doe",
            marks=[NAME],
            sent=["Hello Person7"],
            listed=tool(Capture.MASKED),
        )
    )
    assert texts(found) == {SENT: ["Hello Person7"]}


def test_masked_hides_findings_that_left_as_typed() -> None:
    kept = keep(screened("Hello Jane Doe", marks=[NAME], listed=tool(Capture.MASKED)))
    assert texts(kept) == {SENT: ["Hello [PERSON]"]}


def test_masked_keeps_a_blocked_prompt_with_marks() -> None:
    kept = keep(
        screened("Dear Jane Doe", marks=[NAME], effect=Effect.BLOCK, listed=tool(Capture.MASKED))
    )
    assert texts(kept) == {TYPED: ["Dear [PERSON]"]}


def test_the_level_decides_what_is_kept() -> None:
    made = screened("Dear Jane Doe", marks=[NAME], effect=Effect.BLOCK)
    assert kept_of(made, Capture.METADATA).texts == {}
    assert texts(kept_of(made, Capture.MASKED)) == {TYPED: ["Dear [PERSON]"]}
    assert texts(kept_of(made, Capture.FULL)) == {TYPED: ["Dear Jane Doe"]}


def test_a_secret_is_never_kept_even_when_everything_else_is() -> None:
    text = f"Jane Doe's password: {SECRET_TEXT}"
    for effect in (Effect.BLOCK, Effect.NOTIFY):
        kept = keep(screened(text, marks=[NAME, SECRET], effect=effect))
        assert texts(kept)[TYPED] == ["Jane Doe's password: [secret]"]
        assert SECRET_TEXT not in str(kept.texts)


def test_a_secret_that_left_beside_a_pseudonym_is_taken_out_by_value() -> None:
    sent = [f"Person7's password: {SECRET_TEXT}"]
    kept = keep(screened(f"Jane Doe's password: {SECRET_TEXT}", marks=[NAME, SECRET], sent=sent))
    assert texts(kept)[SENT] == ["Person7's password: [secret]"]


def test_a_secret_must_not_come_back_by_way_of_the_answer() -> None:
    kept = keep(screened(f"password: {SECRET_TEXT}", marks=[SECRET]))
    assert without(f"Your password is {SECRET_TEXT}.", kept.hidden) == "Your password is [secret]."


def test_a_request_that_could_not_be_scanned_keeps_no_text() -> None:
    kept = keep(screened(f"password: {SECRET_TEXT}", failure="scanner", effect=Effect.BLOCK))
    assert kept.capture is Capture.METADATA
    assert kept.texts == {}


def test_a_secret_that_stands_twice_is_taken_out_twice() -> None:
    made = screened(f"{SECRET_TEXT}, I said {SECRET_TEXT}", "hm " + SECRET_TEXT, marks=[SECRET])
    made = replace(made, hits=made.hits[:1])
    assert texts(keep(made))[TYPED] == ["[secret], I said [secret]", "hm [secret]"]


def test_overlapping_findings_leave_nothing_of_either() -> None:
    made = screened("Call Jane Doe-Smith now", marks=[("Jane Doe", "PERSON"), ("Doe-Smith", "X")])
    assert masked_texts(made.interaction.prompt.segments, made.hits) == ["Call [PERSON] now"]


def test_text_outside_findings_stays_as_it_was() -> None:
    made = screened("a Jane Doe b Ann Lee c", marks=[NAME, ("Ann Lee", "PERSON")])
    masked = masked_texts(made.interaction.prompt.segments, made.hits)
    assert masked == ["a [PERSON] b [PERSON] c"]


def test_short_values_do_not_shred_a_text() -> None:
    made = screened("Al said also", marks=[("Al", "PERSON")], listed=tool(Capture.MASKED))
    assert keep(made).hidden == {}


def test_kinds_and_hits_are_what_the_tests_think() -> None:
    assert {TYPED, SENT, RECEIVED, RESTORED} == {
        "prompt_typed",
        "prompt_sent",
        "answer_received",
        "answer_restored",
    }
    assert hits(["Hello Jane Doe"], [NAME])[0].finding.start == 6


def test_no_repr_shows_a_text() -> None:
    kept = keep(screened(f"Jane Doe {SECRET_TEXT}", marks=[NAME, SECRET]))
    assert "Jane" not in repr(kept)
    assert SECRET_TEXT not in repr(kept)
