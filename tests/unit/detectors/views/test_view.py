"""A view's text, its way back, and which findings of it count."""

import base64

import pytest

from detectors.normalise import shadow
from detectors.views.view import view_of
from tests.unit.detectors.scanning import Found, finding

SAID = "Margaret Okonkwo, NHS 943 476 5919"


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("Her NHS number is nine four three, four seven six, five nine one nine.", "UK_NHS",
         "nine four three, four seven six, five nine one nine"),
        ("Please ring J o h n S m i t h today", "PERSON", "J o h n S m i t h"),
        ("nino A B 1 2 3 4 5 6 C", "UK_NINO", "A B 1 2 3 4 5 6 C"),
        ("call her on oh one six three two nine six oh oh oh one", "PHONE_NUMBER",
         "oh one six three two nine six oh oh oh one"),
        ("her NHS number is 943 476\n5919 and", "UK_NHS", "943 476\n5919"),
        ("mail jo.bell@exam-\nple.com now", "EMAIL_ADDRESS", "jo.bell@exam-\nple.com"),
        ("NHS 943 476 59l9", "UK_NHS", "943 476 59l9"),
        ("mail jo.bell%40example.com now", "EMAIL_ADDRESS", "jo.bell%40example.com"),
        ("card 4l11 1111 1111 1111", "CREDIT_CARD", "4l11 1111 1111 1111"),
        ("mail moc.elpmaxe@lleb.oj now", "EMAIL_ADDRESS", "moc.elpmaxe@lleb.oj"),
        ("Dear J\u043ehn \u0405mith", "PERSON", "J\u043ehn \u0405mith"),
        ("the three on the back / one one eight / ok", "CREDENTIAL", "one one eight"),
    ],
)  # fmt: skip
def test_what_is_disguised_is_found_at_its_own_characters(
    found: Found, text: str, entity: str, value: str
) -> None:
    assert value in found(text, entity)


def test_what_is_encoded_is_found_at_the_whole_run(found: Found) -> None:
    run = base64.b64encode(SAID.encode()).decode()
    for entity in ("PERSON", "UK_NHS"):
        assert run in found(f"note: {run} end", entity)


@pytest.mark.parametrize(
    "text",
    [
        "Totals\n450 312\n7781 and 4471 for one two three wards",
        "order 9195674349, ISBN 978-0141439518, lot 5500003411276009",
        "def f(x):\n    return [1, 2, 3, 4, 5, 6, 7, 8]\n",
        "score A B C D E, then 1 2 3 4 5 6 7 8 9",
    ],
)
def test_ordinary_text_gains_no_finding(found: Found, text: str) -> None:
    for entity in ("UK_NHS", "CREDIT_CARD", "UK_NINO", "EMAIL_ADDRESS", "PERSON"):
        assert not found(text, entity)


def test_a_finding_beside_every_piece_is_the_plain_texts_to_tell() -> None:
    view = view_of(shadow("AB123456C and nine four three"))
    assert view is not None
    assert view.judged(finding("UK_NINO", 0, 9)) is None
    told = view.judged(finding("UK_NHS", 14, 17))
    assert told is not None
    assert (told.start, told.end) == (14, 29)
    assert told.evidence == ("spelled-out digits",)


def test_what_a_piece_may_not_hold_or_is_unsure_does_not_count() -> None:
    view = view_of(shadow("is nine four three"))
    assert view is not None
    assert view.judged(finding("PERSON", 3, 6)) is None
    assert view.judged(finding("UK_NHS", 3, 6, 0.4)) is None


def test_a_join_counts_only_where_a_finding_spans_it() -> None:
    view = view_of(shadow("NHS 943 476\n5919"))
    assert view is not None
    assert view.judged(finding("UK_NHS", 4, 11)) is None
    assert view.judged(finding("UK_NHS", 4, 15)) is not None


def test_a_view_does_not_show_its_text() -> None:
    assert "9434" not in repr(view_of(shadow("NHS nine four three four")))


HOSTILE = {
    "base64": "QUJD" * 12_500,
    "nested base64": base64.b64encode(base64.b64encode(b"ab cd " * 4_000)).decode(),
    "spaced": "J o h n q " * 5_000,
    "dotted": "a.b.q." * 8_000,
    "tens": "twenty one " * 4_500,
    "tens cut": "twenty one " * 40 + "onex",
    "digit words": "nine four " * 5_000,
    "double": "double " * 7_000,
    "percent": "%41" * 16_000,
    "entities": "&#65;" * 10_000,
    "json": "\\u0041" * 8_000,
    "hex": "41 " * 16_000,
    "odd hex": "4" * 49_999,
    "numbers": "1234 " * 10_000,
    "broken": "1234\n" * 10_000,
    "mail": "a@b-\n" * 10_000,
    "dots": "a dot " * 8_000,
    "ats": "a@" * 25_000,
    "capitals": "A1 " * 16_000,
    "misread": "Ol1S5 " * 8_000,
    "backwards": "eht dna 12345 " * 3_500,
    "rot13": "gur naq " * 6_000,
    "reverse": "reverse " + "A1B2" * 12_000,
    "amp": "&amp;" * 10_000,
    "lookalikes": "J\u043ehn \u0430\u0441\u0435 " * 5_000,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(20)
def test_a_hostile_text_ends_soon(text: str) -> None:
    """No bound on time but the test's own: what is not linear takes minutes here."""
    view = view_of(shadow(text))
    assert view is None or len(view.shadow.text) <= len(text) * 4
