"""Whatever the text: a view maps back exactly, and finds what the plain text holds."""

import base64
import codecs

from hypothesis import given
from hypothesis import strategies as st

from detectors.checksums import nhs_number
from detectors.normalise import shadow
from detectors.views.view import view_of

odd = st.sampled_from(
    [*"a\u00e9\u0301\u200b\ufb01\uff21\u043e\u0435 19\n.@-%&;\\", "nine", "double seven", " ", "&#65;",
     "%41", "\\u0041", "J o h n ", "oh one two ", "TWFyZ2FyZXQgQmVsbA==", "41 42 43 44 45 46 ", "eht dna "]
)  # fmt: skip
texts = st.lists(st.one_of(odd, st.characters()), max_size=20).map("".join)


@given(texts)
def test_every_character_of_a_view_maps_into_the_original(text: str) -> None:
    view = view_of(shadow(text))
    if view is None:
        return
    for at in range(len(view.shadow.text)):
        start, end = view.shadow.original(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(texts)
def test_outside_its_pieces_a_view_is_the_shadow(text: str) -> None:
    base = shadow(text)
    view = view_of(base)
    if view is None:
        return
    at = done = 0
    for one in view.placed:
        assert view.shadow.text[at : one.start] == base.text[done : one.piece.start]
        at, done = one.end, one.piece.end
    assert view.shadow.text[at:] == base.text[done:]


@given(texts)
def test_a_piece_maps_to_its_own_run(text: str) -> None:
    base = shadow(text)
    view = view_of(base)
    for one in view.placed if view else ():
        if one.start < one.end and view:
            first, last = view.shadow.original(one.start, one.end)
            start, end = base.original(one.piece.start, one.piece.end)
            assert start <= first < last <= end


WORDS = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
numbers = st.integers(400_000_000, 499_999_999).map(str)


def _whole(nine: str) -> str:
    return next((nine + d for d in "0123456789" if nhs_number(nine + d)), "")


def _spelled(number: str) -> str:
    return ", ".join(" ".join(WORDS[int(d)] for d in part) for part in _groups(number))


def _groups(number: str) -> tuple[str, str, str]:
    return number[:3], number[3:6], number[6:]


DISGUISES = {
    "spelled": _spelled,
    "apart": " ".join,
    "base64": lambda number: base64.b64encode(" ".join(_groups(number)).encode()).decode(),
    "hex": lambda number: number.encode().hex(),
    "percent": lambda number: "".join(f"%{ord(d):02x}" for d in number),
    "entities": lambda number: "".join(f"&#{ord(d)};" for d in number),
    "json": lambda number: "".join(f"\\u{ord(d):04x}" for d in number),
    "broken": lambda number: f"{number[:6]}\n{number[6:]}",
    "arabic digits": lambda number: number.translate({48 + n: 0x660 + n for n in range(10)}),
}


@given(numbers, st.sampled_from(sorted(DISGUISES)))
def test_a_disguised_number_reads_as_itself_at_its_own_characters(nine: str, how: str) -> None:
    number = _whole(nine)
    if not number or number == "".join(sorted(number)) or len(set(number)) < 3:
        return
    disguised = DISGUISES[how](number)
    text = f"caf\u00e9 \u200bNHS number: {disguised} ok"
    base = shadow(text)
    view = view_of(base)
    read = view.shadow if view else base
    bare = read.text.replace(" ", "")
    assert f"number:{number}ok" in bare
    start = read.text.index(":") + 2
    first, last = read.original(start, read.text.index(" ok"))
    assert text[first:last] == disguised


@given(st.text("abcdefghijklmnopqrstuvwxyz ,.", max_size=200))
def test_rot13_and_back_is_the_text(text: str) -> None:
    line = f"the number and the name {text}"
    view = view_of(shadow(codecs.encode(line, "rot13")))
    assert view is not None
    assert view.shadow.text.startswith("the number and the name") or not text.isascii()
