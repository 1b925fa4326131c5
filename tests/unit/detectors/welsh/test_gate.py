"""Which texts have Welsh in them."""

import pytest

from detectors.gist import Gist
from detectors.welsh.gate import in_welsh


@pytest.mark.parametrize(
    "text",
    [
        "Mae angen llythyr at Mrs Puw erbyn dydd Gwener",
        "please ring Mair, mae hi'n poeni am ei mam",
        "Enw: Elin Mair\nDyddiad geni: 3 Mawrth 1962",
        "Ysgrifennwch at y tenant",
    ],
)
def test_a_sentence_a_clause_or_a_label_in_welsh_is_enough(text: str) -> None:
    assert in_welsh(Gist(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring Siobhan Tully about the bins please and thank her for the cake",
        "Dear Beth, your NEU subs bounced, I am sorry, please ring Lowri at 12 High St",
        "Tallulah, yr 5, PEP due; y6 sister at St Mary's, mum Lowri from Llandeilo",
        "Les enfants ont mis leurs manteaux et le chat dort dans un panier",
    ],
)
def test_english_with_welsh_names_or_another_language_is_not(text: str) -> None:
    assert not in_welsh(Gist(text))
