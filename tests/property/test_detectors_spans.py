"""Whatever the text: spans stay inside it, and nothing is lost on the way."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from detectors.model import windows as pieces
from detectors.normalise import shadow
from detectors.normalise_value import normalise_value
from detectors.overlap import merge
from detectors.tokens import PlainTokens
from detectors.types import Category, Finding
from detectors.windows import cut

odd = st.sampled_from(
    "aé\u0301\u200b\u00ad\ufb01\uff21\ud83d\u1112\u1161\u11ab\ufdfa 1\n"
    "\x00\x85\ufff9\u2800\u3164\U0001f3f4\U000e0041\U000e0067\U000e0020\U000e007f"
)
texts = st.text(st.one_of(odd, st.characters()), max_size=60)


@given(texts)
def test_every_span_of_a_shadow_maps_to_a_span_of_the_original(text: str) -> None:
    one = shadow(text)
    for start in range(len(one.text)):
        for end in range(start + 1, min(len(one.text), start + 6) + 1):
            first, last = one.original(start, end)
            assert 0 <= first < last <= len(text)
            assert one.text[start:end] in shadow(text[first:last]).text


@given(texts)
def test_the_spans_of_a_shadow_keep_their_order(text: str) -> None:
    one = shadow(text)
    places = [one.original(at, at + 1) for at in range(len(one.text))]
    assert places == sorted(places)


@given(texts)
def test_a_shadow_is_plain(text: str) -> None:
    plain = shadow(text).text
    assert not set(plain) & set("\u200b\u00ad\u2066\ud83d")
    assert not {unicodedata.category(c) for c in set(plain) - set("\t\n\r")} & {"Cc", "Cf", "Cs"}
    assert shadow(plain).text == plain or not unicodedata.is_normalized("NFKC", plain)


@given(st.lists(st.integers(0, 9), max_size=400), st.integers(4, 40))
def test_windows_of_pieces_decide_every_piece_once(steps: list[int], size: int) -> None:
    words = [sum(step > 3 for step in steps[: n + 1]) for n in range(len(steps))]
    made = pieces.cut(words, size, size // 4)
    decided = [at for w in made for at in range(w.first, w.last)]
    assert decided == list(range(len(words)))
    assert all(w.start <= w.first <= w.last <= w.end <= w.start + size for w in made)


@given(st.text("ab \n.", max_size=600))
def test_windows_of_a_text_cover_it(text: str) -> None:
    made = cut(text, size=100, overlap=40)
    kept = [at for w in made for at in range(w.first, w.last)]
    assert kept == list(range(len(text)))
    assert all(w.start <= w.first <= w.last <= w.end <= w.start + 100 for w in made)


spans = st.builds(
    lambda start, width, entity: Finding(
        entity=entity,
        category=Category.PERSONAL,
        start=start,
        end=start + width,
        score=0.5,
        recogniser="t",
    ),
    st.integers(0, 40),
    st.integers(1, 12),
    st.sampled_from(["PERSON", "UK_NHS", "ADDRESS"]),
)


@given(st.lists(spans, max_size=12))
def test_a_union_covers_exactly_what_its_parts_cover(findings: list[Finding]) -> None:
    united = merge(findings)
    covered = {at for f in united for at in range(f.start, f.end)}
    assert covered == {at for f in findings for at in range(f.start, f.end)}
    assert all(a.end <= b.start for a, b in pairwise(united))


@given(texts)
def test_our_tokens_put_together_are_the_text(text: str) -> None:
    plain = shadow(text).text
    assert PlainTokens(Vocab())(plain).text == plain


words = st.text("abcdefgh", min_size=2, max_size=8)
titles = st.sampled_from(["", "Mr ", "Mrs. ", "Cllr Dr ", "PC "])


@given(st.lists(words, min_size=1, max_size=3), titles, st.sampled_from(["", "'s", "\u2019s"]))
def test_a_name_has_one_form_however_it_is_introduced(
    parts: list[str], title: str, ending: str
) -> None:
    name = " ".join(parts)
    written = f"{title}{'  '.join(parts).upper()}{ending}"
    assert normalise_value("PERSON", written) == normalise_value("PERSON", name) == name


@given(st.sampled_from(["PERSON", "UK_NHS", "ADDRESS", "IP_ADDRESS", "PHONE_NUMBER"]), texts)
def test_a_value_always_has_a_form(entity: str, text: str) -> None:
    assert normalise_value(entity, text) or not text
