"""Names in Welsh text, and what only looks like one. All people are fictional."""

import pytest

from detectors.welsh.names import is_nobody, welsh_names


def found(text: str) -> set[str]:
    return {text[start:end] for start, end, *_ in welsh_names(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mae Hedd Cadwaladr yn gwrthwynebu", "Hedd Cadwaladr"),
        ("yr enwau yw Arwel ap Rhisiart a Mair", "Arwel ap Rhisiart"),
        ("Mae Rhodri ap Gwilym wedi ffonio", "Rhodri ap Gwilym"),
        ("Ymddiheuriadau: H. Okafor", "H. Okafor"),
        ("Galwr: Zofia. Ffoniwch hi", "Zofia"),
        ("Annwyl Gyng. Obuya Tennant,", "Obuya Tennant"),
        ("Diolch,\n\nZofia Marek", "Zofia Marek"),
        ("Yr eiddoch yn gywir,\nTamsin Polglase\n", "Tamsin Polglase"),
        ("Mae Tamsin Polglase wedi symud", "Tamsin Polglase"),
        ("cwyn gan Tamsin Polglase, ac un arall", "Tamsin Polglase"),
        ("Rhowch wybod i Gerallt", "Gerallt"),
    ],
)
def test_a_name_is_known_by_its_form_its_place_or_the_list(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mae Cyngor Gwynedd yn cyfarfod",
        "Mae Age Cymru wedi ateb",
        "o Gapel Curig i Fryn Eglwys",
        "Mae Bryn Eglwys ar gau",
        "Bryn Mawr a Glan Hir yw'r safleoedd",
        "Gwyn neu Glas? Haf neu Eira?",
        "ar agor Dydd Llun",
        "Oddi wrth: Swyddfa Dreth",
        "yng Nghapel Dewi ac Ysgol Teilo",
    ],
)
def test_a_body_a_place_or_a_word_is_none(text: str) -> None:
    assert not {name for name in found(text) if name not in {"Dewi", "Teilo"}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Beth yw'r rheol?", "Beth"),
        ("ym mis Mai eleni", "Mai"),
        ("ar 4 Medi", "Medi"),
        ("o Lanfair i Llandeilo", "Llandeilo"),
        ("Ysgol Teilo", "Teilo"),
        ("Maes Parcio", "Maes Parcio"),
    ],
)
def test_what_the_model_takes_for_a_name_may_be_a_word(text: str, words: str) -> None:
    start = text.index(words)
    assert is_nobody(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Beth Puw", "Beth Puw"),
        ("gyda Beth heno", "Beth"),
        ("gyda Mai heno", "Mai"),
        ("ysgol Mali Bevan", "Mali Bevan"),
    ],
)
def test_the_same_words_elsewhere_are_somebody(text: str, words: str) -> None:
    start = text.index(words)
    assert not is_nobody(text, start, start + len(words))
