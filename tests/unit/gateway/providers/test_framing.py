"""Answers are cut into units; joined, the units are the answer."""

import pytest

from gateway.providers.framing import ArrayElements, Framing, Lines, PlainText, Untouched, Whole
from tests.golden.providers.cases import codec

GEMINI = "/v1beta/models/gemini-3:streamGenerateContent"


def test_an_array_is_passed_on_element_by_element() -> None:
    made = codec(GEMINI, "application/json")
    first = b'[{"candidates":[{"content":{"parts":[{"text":"a]}\\""}]}}]}'
    assert [f.raw for f in made.feed(first)] == [first]
    assert [f.raw for f in made.feed(b',\r\n{"x": {}}]')] == [b',\r\n{"x": {}}']
    assert [f.raw for f in made.end()] == [b"]"]


@pytest.mark.parametrize(
    ("framing", "content", "units"),
    [
        (Whole(), b"a\nb", [b"a\nb"]),
        (Untouched(), b"\xff\x00", [b"\xff\x00"]),
        (Lines(), b"a\r\nb\xe2\x80\xa8\n\nc", [b"a\r\n", b"b\xe2\x80\xa8\n", b"\n", b"c"]),
        (ArrayElements(), b'[{"a":["]"]},{}]', [b'[{"a":["]"]}', b",{}", b"]"]),
        (ArrayElements(), b'{"error": {"a": 1}}', [b'{"error": {"a": 1}}']),
        (Whole(), b"", []),
    ],
)
def test_units_end_where_they_should(framing: Framing, content: bytes, units: list[bytes]) -> None:
    assert [*framing.feed(content), *framing.end()] == units


@pytest.mark.parametrize("text", ["é", "€", "😀"])
def test_plain_text_is_never_cut_inside_a_character(text: str) -> None:
    framing, raw = PlainText(), text.encode()
    for byte in raw[:-1]:
        assert framing.feed(bytes([byte])) == []
    assert framing.feed(raw[-1:]) == [raw]


def test_plain_text_that_is_not_utf8_is_not_held_for_ever() -> None:
    framing = PlainText()
    assert [*framing.feed(b"\x80\x80\x80"), *framing.feed(b"\xff")] == [b"\x80\x80\x80"]
    assert framing.feed(b"abc") == [b"\xffabc"]
    assert [*framing.feed(b"\xe2"), *framing.end()] == [b"\xe2"]


def test_half_a_surrogate_pair_can_still_be_sent() -> None:
    assert Whole().dress(b"", "\ud83d!") == b"?!"


def test_lines_of_what_is_restored_do_not_become_lines_of_the_answer() -> None:
    assert Lines().dress(b"to PersonK7Q2\n", "to 1 High St\nLeeds\n") == b"to 1 High St Leeds\n"
    assert Lines().dress(b"to PersonK7Q2", "to 1 High St\nLeeds") == b"to 1 High St Leeds"
