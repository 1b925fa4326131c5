"""Chunks with a length in UTF-16 units, and lines with a number in front."""

import json
from itertools import pairwise

import pytest

from gateway.providers.web_framing import NumberedLines, SizedChunks, sized

ROW = (
    '[["wrb.fr", null, "[null, [\\"c_1\\", \\"r_1\\"], null, null,'
    ' [[\\"rc_1\\", [\\"Hi 😀\\"], null, null, null, null, null, null, [2]]]]"]]'
)
ANSWER = b")]}'\n\n" + f"130\n{ROW}\n25\n".encode() + b'[["e",4,null,null,131]]\n'


def cut(content: bytes, *places: int) -> list[bytes]:
    framing = SizedChunks()
    pieces = [content[a:b] for a, b in pairwise([0, *places, len(content)])]
    return [unit for piece in pieces for unit in framing.feed(piece)] + framing.end()


def test_a_length_counts_utf_16_units_with_the_line_ends() -> None:
    guard, first, last = cut(ANSWER)
    framing = SizedChunks()
    assert framing.payload(guard) is None
    assert json.loads(framing.payload(first) or "") == json.loads(ROW)
    assert json.loads(framing.payload(last) or "") == [["e", 4, None, None, 131]]


@pytest.mark.parametrize("at", range(1, len(ANSWER)))
def test_units_are_the_same_wherever_the_bytes_are_cut(at: int) -> None:
    assert cut(ANSWER, at) == cut(ANSWER)


def test_another_text_has_another_length() -> None:
    _, first, _ = cut(ANSWER)
    framing = SizedChunks()
    payload = framing.payload(first) or ""
    dressed = framing.dress(first, payload.replace("Hi 😀", "Zoë 😀😀"))
    (again,) = framing.feed(b")]}'\n\n" + dressed)[1:]
    assert again == dressed
    assert dressed.startswith(b"133\n")
    assert framing.dress(first, payload) == first


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b")]}'\n\n[[1]]\n", [None, "[[1]]\n"]),
        (b'[["a"]]\n[["b"]]\n', ['[["a"]]\n', '[["b"]]\n']),
        (b")]}'\n\nnothing here", [None, None]),
        (b"", []),
        (b")]}", [None]),
        (b")]}'\n\n4000\n[1]\n", [None, "\n[1]\n"]),
        (b")]}'\n\n12", [None, None]),
    ],
)
def test_what_has_no_length_or_a_wrong_one_is_cut_by_lines(
    content: bytes, said: list[str | None]
) -> None:
    units = cut(content)
    assert b"".join(units) == content
    assert [SizedChunks().payload(unit) for unit in units] == said


def test_a_line_without_a_length_stays_without_one() -> None:
    assert SizedChunks().dress(b'["a"]\n', '["b"]\n') == b'["b"]\n'


def test_an_answer_of_ours_can_be_read() -> None:
    units = cut(sized('["é😀"]', "[]"))
    assert [SizedChunks().payload(unit) for unit in units] == [None, '\n["é😀"]\n', "\n[]\n"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'15:{"json":1}\n', '{"json":1}\n'),
        (b'0:"text"\n', '"text"\n'),
        (b'd: {"x":1}\n', '{"x":1}\n'),
        (b'data: {"x":1}\n', '{"x":1}\n'),
        (b'{"x":1}\n', '{"x":1}\n'),
        (b"8:null\n", None),
        (b"\n", None),
        (b"\xff\n", None),
    ],
)
def test_a_line_says_json_after_its_number(line: bytes, said: str | None) -> None:
    framing = NumberedLines()
    assert framing.feed(line) == [line]
    assert framing.payload(line) == said
    if said:
        assert framing.dress(line, said) == line


def test_an_error_is_a_line_of_its_own_kind() -> None:
    assert NumberedLines().failure('"m"', "") == b'3:"m"\n'


def test_a_value_in_a_line_that_is_no_json_begins_no_other_line() -> None:
    framing = NumberedLines()
    assert framing.dress(b'15:"chat" to X\n', '"chat" to 1 High St\nLeeds\n\n') == (
        b'15:"chat" to 1 High St\\nLeeds\\n\n'
    )
    assert framing.dress(b'15:{"a":1}\n', '{"a":2}\n') == b'15:{"a":2}\n'
