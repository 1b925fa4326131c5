"""What is given out of a text: everything but the spans, whose length cannot be told."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.cases.case import Redaction
from gateway.audit.cases.redacted import of_text, redacted_text

AT = datetime(2026, 11, 2, tzinfo=UTC)


def span(start: int, end: int, ground: str = "s.40(2)", *, kind: str = "prompt_typed") -> Redaction:
    return Redaction(
        number=1, record="r", kind=kind, text=0, start=start, end=end, ground=ground, by="x", at=AT
    )


def test_a_span_becomes_its_ground() -> None:
    assert redacted_text("Ask Sam Poe now", [span(4, 11)]) == "Ask [redacted: s.40(2)] now"


def test_spans_that_touch_or_overlap_become_one() -> None:
    spans = [span(4, 7), span(7, 9), span(8, 11, "s.41"), span(4, 5)]
    assert redacted_text("Ask Sam Poe now", spans) == "Ask [redacted: s.40(2), s.41] now"


def test_a_text_without_spans_is_itself() -> None:
    assert redacted_text("Ask Sam", []) == "Ask Sam"


def test_only_the_redactions_of_a_text_are_its_own() -> None:
    mine, other = span(0, 1), span(0, 1, kind="answer_restored")
    assert of_text([mine, other], "prompt_typed", 0) == (mine,)
    assert of_text([mine, other], "prompt_typed", 1) == ()


@given(
    st.text(alphabet="abc", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 30)), max_size=6),
)
def test_no_redacted_character_is_given_out_and_every_other_is(
    text: str, pairs: list[tuple[int, int]]
) -> None:
    spans = [span(a, min(b, len(text)), "X") for a, b in pairs if a < min(b, len(text))]
    hidden = {n for one in spans for n in range(one.start, one.end)}
    given_out = redacted_text(text, spans).replace("[redacted: X]", "")
    assert given_out == "".join(c for n, c in enumerate(text) if n not in hidden)
