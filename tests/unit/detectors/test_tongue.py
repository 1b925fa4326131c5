"""Which language a text is in, and what happens when it is one nobody looks for names in."""

from dataclasses import replace

import pytest

from detectors.entities import CATEGORY
from detectors.tongue import ENTITY, SCORE, UNSURE, language_of, less_sure, other_language
from tests.unit.detectors.scanning import finding

POLISH = "Prosz\u0119 napisa\u0107 do pani Kowalczyk o zaleg\u0142ym czynszu i wyja\u015bni\u0107 jej, \u017ce nie musi si\u0119 martwi\u0107"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Ring Siobhan Tully about the bins please and thank her for the cake"),
        ("cy", "Mae Mrs Eleri Pugh wedi symud o Aberwern i Lanfair, rhowch wybod i'r cyngor"),
        ("cy", "Bore da, dydy cyfrinair Elin Mair ddim yn gweithio ar y system gyflogau"),
        ("pl", POLISH),
        ("fr", "bonjour, la dame est malade depuis lundi et son fils aussi, il ne va pas bien"),
        (
            "tr",  # few small words: the endings do their work
            "G\u00fcvenlik a\u00e7\u0131\u011f\u0131 de\u011ferlendirmesi: kullan\u0131c\u0131 do\u011frulama, veri koruma ve a\u011f "
            "g\u00fcvenli\u011fi i\u00e7in s\u0131n\u0131rlar\u0131 belirleyin. Her \u015feyi kaydedin ama bir \u00f6zet yaz\u0131n; sonra "
            "\u00e7ok k\u0131sa bir liste ile bitirin",
        ),
        (
            "xx",
            "\u0928\u092e\u0938\u094d\u0924\u0947 \u092e\u0947\u0930\u093e \u0928\u093e\u092e " * 8,
        ),
    ],
)
def test_a_language_is_told_by_its_function_words(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "la dame est malade",
        "Zieli\u0144ska, Kowalczyk, Nowak, Wi\u015bniewska, W\u00f3jcik, Lewandowska, Kami\u0144ski, D\u0105browska",
        "def f(x):\n    return [a for a in x if a is not None and a != 'de']\n" * 4,
        "id,name,de,la,ref\n1,foo,bar,baz,1\n2,foo,bar,baz,2\n" * 3,
        "Translate 'bonjour' for the letter to the school in Lyon about the twinning visit please",
    ],
)
def test_what_is_short_or_a_list_or_code_counts_as_english(text: str) -> None:
    assert language_of(text) == "en"


def test_another_language_is_an_uncertain_finding_over_the_whole_text() -> None:
    found = other_language(POLISH)
    assert found is not None
    assert (found.entity, found.start, found.end, found.score) == (ENTITY, 0, len(POLISH), SCORE)
    assert found.evidence == ("language: pl",)
    assert ENTITY in CATEGORY


def test_english_and_welsh_are_no_finding() -> None:
    assert other_language("Ring Siobhan Tully about the bins please and thank her") is None
    assert other_language("Mae Mrs Pugh wedi symud o Aberwern i Lanfair ac mae hi yn hapus") is None


def test_a_few_names_in_another_language_stay_and_dozens_are_noise() -> None:
    few = [replace(finding("PERSON", n, n + 4, 0.9), recogniser="Person") for n in range(0, 20, 5)]
    assert less_sure(POLISH, few) == tuple(few)
    many = [replace(finding("PERSON", n, n + 4, 0.9), recogniser="Person") for n in range(0, 50, 5)]
    assert {f.score for f in less_sure(POLISH, many)} == {UNSURE}


def test_what_a_pattern_found_counts_in_every_language() -> None:
    many = [replace(finding("PERSON", n, n + 4, 0.9), recogniser="Person") for n in range(0, 50, 5)]
    number = finding("UK_NHS", 60, 70, 0.95)
    assert number in less_sure(POLISH, [*many, number])
